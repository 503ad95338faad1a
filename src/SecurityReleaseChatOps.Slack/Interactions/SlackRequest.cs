namespace SecurityReleaseChatOps.Slack;

/// <summary>The part common to every request from Slack.</summary>
public abstract record SlackRequest
{
    /// <summary>
    /// The same for repeated deliveries (a trigger or event id, a hash of a form and its values, or a hash of the body): store it with what the
    /// request changes, so that a retry changes nothing.
    /// </summary>
    public string DeliveryId { get; init; } = "";

    /// <summary>The workspace's id.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The id of the person who did it.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The person's short name as sent by Slack; do not rely on it.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Opens one view within 3 seconds.</summary>
    public string? TriggerId { get; init; }

    /// <summary>Accepts up to 5 messages within 30 minutes.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>The channel it was done in; null in the App Home, in modals and in global shortcuts.</summary>
    public string? ChannelId { get; init; }
}

/// <summary>A slash command.</summary>
public sealed record SlashCommand : SlackRequest
{
    /// <summary>The command as typed, with its slash and any configured prefix.</summary>
    public string Command { get; init; } = "";

    /// <summary>The text after the command, trimmed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The channel's name, without #; <c>directmessage</c> or <c>privategroup</c> for conversations without a name to show.</summary>
    public string ChannelName { get; init; } = "";
}

/// <summary>A modal was submitted.</summary>
public sealed record ViewSubmission : SlackRequest
{
    /// <summary>The modal, with its values.</summary>
    public ViewInfo View { get; init; } = new();

    /// <summary>Its values.</summary>
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

    /// <summary>The thread the message belongs to.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Whether only this user sees the message.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>The message; null in views, and for ephemeral messages.</summary>
    public MessageInfo? Message { get; init; }

    /// <summary>The modal or App Home; null in messages.</summary>
    public ViewInfo? View { get; init; }

    /// <summary>The values of the inputs in the view or the message.</summary>
    public ViewState State { get; init; } = ViewState.Empty;
}

/// <summary>A shortcut from the composer or the search.</summary>
public sealed record GlobalShortcut : SlackRequest
{
    /// <summary>The shortcut's callback id.</summary>
    public string CallbackId { get; init; } = "";
}

/// <summary>A shortcut from a message's menu.</summary>
public sealed record MessageShortcut : SlackRequest
{
    /// <summary>The shortcut's callback id.</summary>
    public string CallbackId { get; init; } = "";

    /// <summary>The channel's name.</summary>
    public string ChannelName { get; init; } = "";

    /// <summary>The message.</summary>
    public MessageInfo Message { get; init; } = new();
}

/// <summary>Someone types in an external select.</summary>
public sealed record BlockOptionsRequest : SlackRequest
{
    /// <summary>The element's action id.</summary>
    public string ActionId { get; init; } = "";

    /// <summary>The id of its block.</summary>
    public string BlockId { get; init; } = "";

    /// <summary>The text typed so far.</summary>
    public string Value { get; init; } = "";

    /// <summary>The view it is in; null in messages.</summary>
    public ViewInfo? View { get; init; }
}
