using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A bot.</summary>
public sealed record BotInfo
{
    /// <summary>Its id as a bot.</summary>
    public string Id { get; init; } = "";

    /// <summary>The app whose bot it is.</summary>
    public string AppId { get; init; } = "";
}

/// <summary>The identity behind a token.</summary>
public sealed record AuthTestResponse
{
    /// <summary>The workspace's address.</summary>
    public string Url { get; init; } = "";

    /// <summary>The workspace's name.</summary>
    public string Team { get; init; } = "";

    /// <summary>The bot's name.</summary>
    public string User { get; init; } = "";

    /// <summary>The workspace's id.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The bot's user id.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The bot's bot id.</summary>
    public string BotId { get; init; } = "";

    /// <summary>The token's scopes, from the X-OAuth-Scopes header; null if the server does not send it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Slack's current time, from the Date header, to the second; null if the server does not send it.</summary>
    [JsonIgnore]
    public DateTimeOffset? Date { get; init; }
}

/// <summary>A message that was posted or updated.</summary>
public sealed record PostedMessage
{
    /// <summary>The channel's id, even if the message was addressed to a person's id.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The message's id within the channel.</summary>
    public string Ts { get; init; } = "";
}

/// <summary>One page of messages.</summary>
public sealed record HistoryResponse
{
    /// <summary>The messages.</summary>
    public IReadOnlyList<MessageInfo> Messages { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool HasMore { get; init; }

    /// <summary>The cursor of the next page; null on the last.</summary>
    [JsonIgnore]
    public string? NextCursor { get; init; }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">Its items.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>A channel or direct message.</summary>
public sealed record Conversation
{
    /// <summary>Its id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Its name without #; null for direct messages.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is private.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether it is a direct message.</summary>
    public bool IsIm { get; init; }

    /// <summary>Whether the bot is in it.</summary>
    public bool IsMember { get; init; }

    /// <summary>Whether it is archived.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether it is shared with another organisation.</summary>
    public bool IsExtShared { get; init; }

    /// <summary>The other person of a direct message.</summary>
    public string? User { get; init; }

    /// <summary>The topic.</summary>
    public ConversationText? Topic { get; init; }

    /// <summary>The purpose.</summary>
    public ConversationText? Purpose { get; init; }
}

/// <summary>A topic or purpose.</summary>
public sealed record ConversationText
{
    /// <summary>The text.</summary>
    public string Value { get; init => field = value ?? ""; } = "";
}

/// <summary>A person or bot.</summary>
public sealed record User
{
    /// <summary>The id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The short name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The full name.</summary>
    public string? RealName { get; init; }

    /// <summary>The time zone, as an IANA name; null if not set.</summary>
    public string? Tz { get; init; }

    /// <summary>The time zone's display name.</summary>
    public string? TzLabel { get; init; }

    /// <summary>The current offset from UTC, in seconds.</summary>
    public int? TzOffset { get; init; }

    /// <summary>Whether it is a bot.</summary>
    public bool IsBot { get; init; }

    /// <summary>Whether they are deactivated.</summary>
    public bool Deleted { get; init; }

    /// <summary>The workspace they belong to; null if Slack does not say.</summary>
    public string? TeamId { get; init; }

    /// <summary>Whether they are a guest, limited to certain channels.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether they are a guest of a single channel.</summary>
    public bool IsUltraRestricted { get; init; }

    /// <summary>Whether they belong to another organisation and are known from a shared channel.</summary>
    public bool IsStranger { get; init; }

    /// <summary>Whether they administer the workspace.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Further details.</summary>
    public UserProfile? Profile { get; init; }

    /// <summary>The name to show: the full name, else the display name, else the short name.</summary>
    [JsonIgnore]
    public string ShownName =>
        (RealName ?? Profile?.RealName) is { Length: > 0 } real ? real :
        Profile?.DisplayName is { Length: > 0 } display ? display : Name;
}

/// <summary>Further details about a person.</summary>
public sealed record UserProfile
{
    /// <summary>The display name they chose.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The full name.</summary>
    public string? RealName { get; init; }

    /// <summary>The e-mail address; needs users:read.email.</summary>
    public string? Email { get; init; }

    /// <summary>Their job title.</summary>
    public string? Title { get; init; }

    /// <summary>Their current status text; empty if none is set.</summary>
    public string? StatusText { get; init; }

    /// <summary>The status emoji, such as <c>:palm_tree:</c>; empty if none is set.</summary>
    public string? StatusEmoji { get; init; }

    /// <summary>When the status expires, in Unix seconds; 0 or null if it does not.</summary>
    public long? StatusExpiration { get; init; }
}

/// <summary>A user group.</summary>
public sealed record UserGroup
{
    /// <summary>The id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The handle without @.</summary>
    public string Handle { get; init => field = value ?? ""; } = "";

    /// <summary>The name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The members' ids, if Slack sends them.</summary>
    public IReadOnlyList<string> Users { get; init => field = NoNulls.In(value) ?? []; } = [];

    /// <summary>How many members it has; null if Slack does not say.</summary>
    public long? UserCount { get; init; }

    /// <summary>When it was disabled, in Unix seconds; 0 if it is in use.</summary>
    public long DateDelete { get; init; }

    /// <summary>When it was last changed, in Unix seconds.</summary>
    public long DateUpdate { get; init; }
}

/// <summary>A bookmark at the top of a channel.</summary>
public sealed record Bookmark
{
    /// <summary>The id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The text.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its URL.</summary>
    public string Link { get; init; } = "";
}

/// <summary>A file to upload.</summary>
public sealed record FileUpload
{
    /// <summary>Its name.</summary>
    public required string Filename { get; init; }

    /// <summary>Its content, at least one byte.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>A title; the name if not given.</summary>
    public string? Title { get; init; }

    /// <summary>A description of an image for screen readers; cut to 1,000 characters.</summary>
    public string? AltText { get; init; }

    /// <summary>The channel to share it in; not shared if not given.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The thread it is shared in.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>The message to share it with, in mrkdwn.</summary>
    public string? InitialComment { get; init; }
}

/// <summary>A file stored by Slack.</summary>
public sealed record FileInfo
{
    /// <summary>The id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>A link to it.</summary>
    public string? Permalink { get; init; }

    /// <summary>Its size in bytes; null if Slack does not say.</summary>
    public long? Size { get; init; }

    /// <summary>The URL of its content, which needs the token; null if Slack sends no more than the id.</summary>
    public string? UrlPrivate { get; init; }
}
