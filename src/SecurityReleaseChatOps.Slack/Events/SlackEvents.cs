using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Something that happened in the workspace.</summary>
public abstract record SlackEvent
{
    /// <summary>Slack's event_id: the same when it is sent again.</summary>
    [JsonIgnore]
    public string DeliveryId { get; init => field = value ?? ""; } = "";

    /// <summary>The id of the workspace that it is told to.</summary>
    [JsonIgnore]
    public string TeamId { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the channel is shared with another organisation.</summary>
    [JsonIgnore]
    public bool IsExtSharedChannel { get; init; }

    /// <summary>Whom it is about or who did it; empty if no one.</summary>
    [JsonIgnore]
    public virtual string UserId => "";

    /// <summary>Where; null if nowhere.</summary>
    [JsonIgnore]
    public virtual string? ChannelId => null;

    /// <summary>What it cannot be understood without and does not have, by Slack's name; null if it is whole.</summary>
    internal virtual string? Missing => null;
}

/// <summary>An event of one person in one channel.</summary>
public abstract record UserChannelEvent : SlackEvent
{
    /// <summary>The person's id.</summary>
    public string User { get; init => field = value ?? ""; } = "";

    /// <summary>The channel's id.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override string UserId => User;

    /// <inheritdoc/>
    public override string? ChannelId => Channel;

    internal override string? Missing => User.Length == 0 ? "user" : Channel.Length == 0 ? "channel" : null;
}

/// <summary>An event of one channel, which is named by id.</summary>
public abstract record ChannelEvent : SlackEvent
{
    /// <summary>The channel's id.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override string? ChannelId => Channel;

    internal override string? Missing => Channel.Length == 0 ? "channel" : null;
}

/// <summary>A person looks at the app's home or messages.</summary>
public sealed record AppHomeOpened : UserChannelEvent
{
    /// <summary><c>home</c> or <c>messages</c>.</summary>
    public string Tab { get; init => field = value ?? "home"; } = "home";

    /// <summary>The home as it stands; null before the first.</summary>
    public ViewInfo? View { get; init; }
}

/// <summary>The bot was mentioned.</summary>
public sealed record AppMention : UserChannelEvent
{
    /// <summary>What was said, in mrkdwn.</summary>
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>The message's id.</summary>
    public string Ts { get; init => field = value ?? ""; } = "";

    /// <summary>Its thread.</summary>
    public string? ThreadTs { get; init; }

    // A bot that mentions the bot is no one.
    internal override string? Missing => Channel.Length == 0 ? "channel" : null;
}

/// <summary>A message was written; needs a history scope.</summary>
public sealed record MessagePosted : UserChannelEvent
{
    /// <summary>What was said, in mrkdwn.</summary>
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>The message's id.</summary>
    public string Ts { get; init => field = value ?? ""; } = "";

    /// <summary>Its thread.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>What kind, if it is no plain message.</summary>
    public string? Subtype { get; init; }

    /// <summary>Which bot wrote it.</summary>
    public string? BotId { get; init; }

    // A bot's, a changed or a deleted message names no one.
    internal override string? Missing => Channel.Length == 0 ? "channel" : null;
}

/// <summary>Someone (or the bot itself) came into a channel.</summary>
public sealed record MemberJoinedChannel : UserChannelEvent
{
    /// <summary>Who invited them.</summary>
    public string? Inviter { get; init; }
}

/// <summary>Someone left a channel.</summary>
public sealed record MemberLeftChannel : UserChannelEvent;

/// <summary>A channel was archived.</summary>
public sealed record ChannelArchived : ChannelEvent;

/// <summary>A channel was taken out of the archive.</summary>
public sealed record ChannelUnarchived : ChannelEvent;

/// <summary>A channel was deleted.</summary>
public sealed record ChannelDeleted : ChannelEvent;

/// <summary>A channel is now shared with another workspace.</summary>
public sealed record ChannelShared : ChannelEvent;

/// <summary>A channel is no longer shared.</summary>
public sealed record ChannelUnshared : ChannelEvent;

/// <summary>A channel has a new name.</summary>
public sealed record ChannelRenamed : SlackEvent
{
    /// <summary>The channel with its new name.</summary>
    public Conversation Channel { get; init => field = value ?? new(); } = new();

    /// <inheritdoc/>
    public override string? ChannelId => Channel.Id;

    internal override string? Missing => Channel.Id.Length == 0 ? "channel" : null;
}

/// <summary>The bot was taken out of a public channel.</summary>
public sealed record ChannelLeft : ChannelEvent;

/// <summary>A channel has another id from now on, as when it is shared.</summary>
public sealed record ChannelIdChanged : SlackEvent
{
    /// <summary>The id until now.</summary>
    public string OldChannelId { get; init => field = value ?? ""; } = "";

    /// <summary>The id from now on.</summary>
    public string NewChannelId { get; init => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override string? ChannelId => NewChannelId;

    internal override string? Missing => OldChannelId.Length == 0 ? "old_channel_id" : NewChannelId.Length == 0 ? "new_channel_id" : null;
}

/// <summary>A private channel was archived.</summary>
public sealed record GroupArchived : ChannelEvent;

/// <summary>A private channel was taken out of the archive.</summary>
public sealed record GroupUnarchived : ChannelEvent;

/// <summary>A private channel was deleted.</summary>
public sealed record GroupDeleted : ChannelEvent;

/// <summary>The bot was taken out of a private channel: it sees it no more.</summary>
public sealed record GroupLeft : ChannelEvent;

/// <summary>A private channel has a new name.</summary>
public sealed record GroupRenamed : SlackEvent
{
    /// <summary>The channel with its new name.</summary>
    public Conversation Channel { get; init => field = value ?? new(); } = new();

    /// <inheritdoc/>
    public override string? ChannelId => Channel.Id;

    internal override string? Missing => Channel.Id.Length == 0 ? "channel" : null;
}

/// <summary>A person's profile changed: name, zone, or whether they are still there.</summary>
public sealed record UserChanged : SlackEvent
{
    /// <summary>The person as they are now.</summary>
    public User User { get; init => field = value ?? new(); } = new();

    /// <inheritdoc/>
    public override string UserId => User.Id;

    internal override string? Missing => User.Id.Length == 0 ? "user" : null;
}

/// <summary>A user group's name or members changed.</summary>
public sealed record UserGroupUpdated : SlackEvent
{
    /// <summary>The group as it is now.</summary>
    public UserGroup Subteam { get; init => field = value ?? new(); } = new();

    internal override string? Missing => Subteam.Id.Length == 0 ? "subteam" : null;
}
