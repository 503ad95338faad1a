using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Something that happened in the workspace.</summary>
public abstract record SlackEvent
{
    /// <summary>Slack's event_id: the same when the event is sent again.</summary>
    [JsonIgnore]
    public string DeliveryId { get; init => field = value ?? ""; } = "";

    /// <summary>The id of the workspace the event was sent to.</summary>
    [JsonIgnore]
    public string TeamId { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the channel is shared with another organisation.</summary>
    [JsonIgnore]
    public bool IsExtSharedChannel { get; init; }

    /// <summary>The person it is about or who did it; empty if there is none.</summary>
    [JsonIgnore]
    public virtual string UserId => "";

    /// <summary>The channel's id; null if the event belongs to no channel.</summary>
    [JsonIgnore]
    public virtual string? ChannelId => null;

    /// <summary>Slack's name of a required field that is missing; null if the event is complete.</summary>
    internal virtual string? Missing => null;
}

/// <summary>An event about one person in one channel.</summary>
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

/// <summary>An event about one channel, given by its id.</summary>
public abstract record ChannelEvent : SlackEvent
{
    /// <summary>The channel's id.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override string? ChannelId => Channel;

    internal override string? Missing => Channel.Length == 0 ? "channel" : null;
}

/// <summary>A person opened the app's Home or Messages tab.</summary>
public sealed record AppHomeOpened : UserChannelEvent
{
    /// <summary><c>home</c> or <c>messages</c>.</summary>
    public string Tab { get; init => field = value ?? "home"; } = "home";

    /// <summary>The current Home; null before one was published.</summary>
    public ViewInfo? View { get; init; }
}

/// <summary>The bot was mentioned.</summary>
public sealed record AppMention : UserChannelEvent
{
    /// <summary>What was said, in mrkdwn.</summary>
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>The message's id.</summary>
    public string Ts { get; init => field = value ?? ""; } = "";

    /// <summary>The thread it belongs to; null outside of threads.</summary>
    public string? ThreadTs { get; init; }

    // Names no person when another bot did it.
    internal override string? Missing => Channel.Length == 0 ? "channel" : null;
}

/// <summary>A message was written; needs a history scope.</summary>
public sealed record MessagePosted : UserChannelEvent
{
    /// <summary>What was said, in mrkdwn.</summary>
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>The message's id.</summary>
    public string Ts { get; init => field = value ?? ""; } = "";

    /// <summary>The thread it belongs to; null outside of threads.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>The kind of message; null for a plain one.</summary>
    public string? Subtype { get; init; }

    /// <summary>The bot that wrote it.</summary>
    public string? BotId { get; init; }

    // Messages of bots, edits and deletions name no person.
    internal override string? Missing => Channel.Length == 0 ? "channel" : null;
}

/// <summary>Someone (or the bot itself) joined a channel.</summary>
public sealed record MemberJoinedChannel : UserChannelEvent
{
    /// <summary>Who invited them.</summary>
    public string? Inviter { get; init; }
}

/// <summary>Someone left a channel.</summary>
public sealed record MemberLeftChannel : UserChannelEvent;

/// <summary>A channel was archived.</summary>
public sealed record ChannelArchived : ChannelEvent;

/// <summary>A channel was unarchived.</summary>
public sealed record ChannelUnarchived : ChannelEvent;

/// <summary>A channel was deleted.</summary>
public sealed record ChannelDeleted : ChannelEvent;

/// <summary>A channel is now shared with another workspace.</summary>
public sealed record ChannelShared : ChannelEvent;

/// <summary>A channel is no longer shared.</summary>
public sealed record ChannelUnshared : ChannelEvent;

/// <summary>A channel was renamed.</summary>
public sealed record ChannelRenamed : SlackEvent
{
    /// <summary>The channel with its new name.</summary>
    public Conversation Channel { get; init => field = value ?? new(); } = new();

    /// <inheritdoc/>
    public override string? ChannelId => Channel.Id;

    internal override string? Missing => Channel.Id.Length == 0 ? "channel" : null;
}

/// <summary>The bot was removed from a public channel.</summary>
public sealed record ChannelLeft : ChannelEvent;

/// <summary>A channel's id changed, for example because it was shared.</summary>
public sealed record ChannelIdChanged : SlackEvent
{
    /// <summary>The old id.</summary>
    public string OldChannelId { get; init => field = value ?? ""; } = "";

    /// <summary>The new id.</summary>
    public string NewChannelId { get; init => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override string? ChannelId => NewChannelId;

    internal override string? Missing => OldChannelId.Length == 0 ? "old_channel_id" : NewChannelId.Length == 0 ? "new_channel_id" : null;
}

/// <summary>A private channel was archived.</summary>
public sealed record GroupArchived : ChannelEvent;

/// <summary>A private channel was unarchived.</summary>
public sealed record GroupUnarchived : ChannelEvent;

/// <summary>A private channel was deleted.</summary>
public sealed record GroupDeleted : ChannelEvent;

/// <summary>The bot was removed from a private channel and can no longer see it.</summary>
public sealed record GroupLeft : ChannelEvent;

/// <summary>A private channel was renamed.</summary>
public sealed record GroupRenamed : SlackEvent
{
    /// <summary>The channel with its new name.</summary>
    public Conversation Channel { get; init => field = value ?? new(); } = new();

    /// <inheritdoc/>
    public override string? ChannelId => Channel.Id;

    internal override string? Missing => Channel.Id.Length == 0 ? "channel" : null;
}

/// <summary>A person's profile changed: name, time zone, or whether they are deactivated.</summary>
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
