using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A view as the app renders it: a modal or the App Home. ≤ 100 blocks; anything over Slack's limits is made to fit when sent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ModalViewDefinition), "modal")]
[JsonDerivedType(typeof(HomeViewDefinition), "home")]
public abstract record ViewDefinition
{
    /// <summary>Its content.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>Selects the handler of its submission, ≤ 255 characters. <c>name:detail</c> goes to the handler registered as <c>name</c>.</summary>
    public string? CallbackId { get; init; }

    /// <summary>Returned with the submission; ≤ 3000 characters. Longer ones are refused here, since cutting them would break them.</summary>
    public string? PrivateMetadata { get; init; }

    /// <summary>An id chosen by the app, unique in the workspace, ≤ 255 characters.</summary>
    public string? ExternalId { get; init; }
}

/// <summary>A modal. With an input block it needs <see cref="Submit"/>.</summary>
public sealed record ModalViewDefinition : ViewDefinition
{
    /// <summary>≤ 24 characters.</summary>
    public required PlainText Title { get; init; }

    /// <summary>The label of the submit button, ≤ 24 characters.</summary>
    public PlainText? Submit { get; init; }

    /// <summary>The label of the close button, ≤ 24 characters.</summary>
    public PlainText? Close { get; init; }

    /// <summary>Whether closing it is reported to <see cref="IViewSubmissionHandler.HandleClose"/>.</summary>
    public bool? NotifyOnClose { get; init; }

    /// <summary>Whether its close button closes the whole stack.</summary>
    public bool? ClearOnClose { get; init; }
}

/// <summary>A person's App Home.</summary>
public sealed record HomeViewDefinition : ViewDefinition;
