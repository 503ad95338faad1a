namespace SecurityReleaseChatOps.Slack;

/// <summary>What every request from Slack says.</summary>
public abstract record SlackRequest
{
    /// <summary>
    /// The same for each delivery of the same thing (a trigger or event id, a form with what is in it, or a hash of the body): keep it with what the
    /// request changes, and a retry changes nothing.
    /// </summary>
    public string DeliveryId { get; init; } = "";

    /// <summary>The workspace's id.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>Who did it.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The person's short name, as Slack sent it; not to be relied on.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Opens one view within 3 seconds.</summary>
    public string? TriggerId { get; init; }

    /// <summary>Takes up to 5 messages within 30 minutes.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>Where it was done; null in the App Home, and in modals and global shortcuts.</summary>
    public string? ChannelId { get; init; }
}

/// <summary>A slash command.</summary>
public sealed record SlashCommand : SlackRequest
{
    /// <summary>The command as typed, with its slash and any configured prefix.</summary>
    public string Command { get; init; } = "";

    /// <summary>What follows the command, with the ends trimmed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The channel's name, without #; <c>directmessage</c> or <c>privategroup</c> where it has none to show.</summary>
    public string ChannelName { get; init; } = "";
}

/// <summary>A modal was submitted.</summary>
public sealed record ViewSubmission : SlackRequest
{
    /// <summary>The modal, with what was filled in.</summary>
    public ViewInfo View { get; init; } = new();

    /// <summary>What was filled in.</summary>
    public ViewState State => View.State;
}

/// <summary>A modal with <see cref="ModalViewDefinition.NotifyOnClose"/> was closed.</summary>
public sealed record ViewClosed : SlackRequest
{
    /// <summary>The modal.</summary>
    public ViewInfo View { get; init; } = new();

    /// <summary>Whether the whole stack was closed with it.</summary>
    public bool IsCleared { get; init; }
}

/// <summary>An element of a message, modal or App Home was used.</summary>
public sealed record BlockActionRequest : SlackRequest
{
    /// <summary>The message's id; null in views.</summary>
    public string? MessageTs { get; init; }

    /// <summary>The thread that the message stands in.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Whether only this user sees the message.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>The message; null in views, and for ephemeral messages.</summary>
    public MessageInfo? Message { get; init; }

    /// <summary>The modal or home; null in messages.</summary>
    public ViewInfo? View { get; init; }

    /// <summary>What is filled in, in the view or the message.</summary>
    public ViewState State { get; init; } = ViewState.Empty;
}

/// <summary>A shortcut from the composer or the search.</summary>
public sealed record GlobalShortcut : SlackRequest
{
    /// <summary>Which.</summary>
    public string CallbackId { get; init; } = "";
}

/// <summary>A shortcut from a message's menu.</summary>
public sealed record MessageShortcut : SlackRequest
{
    /// <summary>Which.</summary>
    public string CallbackId { get; init; } = "";

    /// <summary>The channel's name.</summary>
    public string ChannelName { get; init; } = "";

    /// <summary>The message.</summary>
    public MessageInfo Message { get; init; } = new();
}

/// <summary>Someone types in an external select.</summary>
public sealed record BlockOptionsRequest : SlackRequest
{
    /// <summary>The element.</summary>
    public string ActionId { get; init; } = "";

    /// <summary>Its block.</summary>
    public string BlockId { get; init; } = "";

    /// <summary>What is typed so far.</summary>
    public string Value { get; init; } = "";

    /// <summary>The view it stands in; null in messages.</summary>
    public ViewInfo? View { get; init; }
}
