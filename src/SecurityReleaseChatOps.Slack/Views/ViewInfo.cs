namespace SecurityReleaseChatOps.Slack;

/// <summary>A view as Slack describes it. Its blocks are not read: what is shown is drawn anew from the app's own state.</summary>
public sealed record ViewInfo
{
    /// <summary>Slack's id of it.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>modal</c> or <c>home</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Changes with each update; send it back to update only what was seen.</summary>
    public string? Hash { get; init; }

    /// <summary>As defined.</summary>
    public string? CallbackId { get; init; }

    /// <summary>As defined.</summary>
    public string? PrivateMetadata { get; init; }

    /// <summary>As defined.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The first view of the stack.</summary>
    public string? RootViewId { get; init; }

    /// <summary>The view under this one.</summary>
    public string? PreviousViewId { get; init; }

    /// <summary>What is filled in.</summary>
    public ViewState State { get; init => field = value ?? ViewState.Empty; } = ViewState.Empty;
}
