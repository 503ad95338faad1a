namespace SecurityReleaseChatOps.Slack;

/// <summary>A view as Slack describes it. Its blocks are not read: views are always rendered from the app's own state.</summary>
public sealed record ViewInfo
{
    /// <summary>Slack's id of the view.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary><c>modal</c> or <c>home</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Changes with each update; pass it back to update the view only if nobody has changed it since.</summary>
    public string? Hash { get; init; }

    /// <summary>As set in the definition.</summary>
    public string? CallbackId { get; init; }

    /// <summary>As set in the definition.</summary>
    public string? PrivateMetadata { get; init; }

    /// <summary>As set in the definition.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The first view of the stack.</summary>
    public string? RootViewId { get; init; }

    /// <summary>The view below this one.</summary>
    public string? PreviousViewId { get; init; }

    /// <summary>The values of its inputs.</summary>
    public ViewState State { get; init => field = value ?? ViewState.Empty; } = ViewState.Empty;
}
