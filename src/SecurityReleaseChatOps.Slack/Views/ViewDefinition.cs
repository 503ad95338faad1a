using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A view as the app draws it: a modal or the App Home. ≤ 100 blocks; what is over a limit is fitted when sent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ModalViewDefinition), "modal")]
[JsonDerivedType(typeof(HomeViewDefinition), "home")]
public abstract record ViewDefinition
{
    /// <summary>What is on it.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>Finds the handler of its submission, ≤ 255 characters. <c>name:detail</c> goes to the handler registered as <c>name</c>.</summary>
    public string? CallbackId { get; init; }

    /// <summary>Comes back with the submission; ≤ 3000 characters, refused by the client when longer, since a cut would break it.</summary>
    public string? PrivateMetadata { get; init; }

    /// <summary>An id of the app's own, unique in the workspace, ≤ 255 characters.</summary>
    public string? ExternalId { get; init; }
}

/// <summary>A modal. With an input block it needs <see cref="Submit"/>.</summary>
public sealed record ModalViewDefinition : ViewDefinition
{
    /// <summary>≤ 24 characters.</summary>
    public required PlainText Title { get; init; }

    /// <summary>The word on the submit button, ≤ 24 characters.</summary>
    public PlainText? Submit { get; init; }

    /// <summary>The word on the close button, ≤ 24 characters.</summary>
    public PlainText? Close { get; init; }

    /// <summary>Whether closing it is sent to <see cref="IViewSubmissionHandler.HandleClose"/>.</summary>
    public bool? NotifyOnClose { get; init; }

    /// <summary>Whether its close button closes the whole stack.</summary>
    public bool? ClearOnClose { get; init; }
}

/// <summary>A person's App Home.</summary>
public sealed record HomeViewDefinition : ViewDefinition;
