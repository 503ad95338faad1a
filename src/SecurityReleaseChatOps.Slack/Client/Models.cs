using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Who a token is.</summary>
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

    /// <summary>The bot's id as a user.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The bot's id as a bot.</summary>
    public string BotId { get; init; } = "";

    /// <summary>What the token may do, from the X-OAuth-Scopes header; null where the server does not tell.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>What time it is at Slack, from the Date header, to the second; null where the server does not tell.</summary>
    [JsonIgnore]
    public DateTimeOffset? Date { get; init; }
}

/// <summary>A message that was posted or updated.</summary>
public sealed record PostedMessage
{
    /// <summary>The channel's id, also where a person's id was given.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The message's id within the channel.</summary>
    public string Ts { get; init; } = "";
}

/// <summary>Messages, newest first.</summary>
public sealed record HistoryResponse
{
    /// <summary>The messages.</summary>
    public IReadOnlyList<MessageInfo> Messages { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool HasMore { get; init; }

    /// <summary>Gives the next page; null at the end.</summary>
    [JsonIgnore]
    public string? NextCursor { get; init; }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="NextCursor">Gives the next page; null at the end.</param>
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

    /// <summary>Whether another organisation shares it.</summary>
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
    /// <summary>The words.</summary>
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

    /// <summary>The zone, as an IANA name; null if not set.</summary>
    public string? Tz { get; init; }

    /// <summary>The zone in words.</summary>
    public string? TzLabel { get; init; }

    /// <summary>Seconds from UTC, now.</summary>
    public int? TzOffset { get; init; }

    /// <summary>Whether it is a bot.</summary>
    public bool IsBot { get; init; }

    /// <summary>Whether they left.</summary>
    public bool Deleted { get; init; }

    /// <summary>The workspace that they belong to; null where Slack does not say.</summary>
    public string? TeamId { get; init; }

    /// <summary>Whether they are a guest: in a few channels only.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether they are a guest of a single channel.</summary>
    public bool IsUltraRestricted { get; init; }

    /// <summary>Whether they are of another organisation, met in a shared channel.</summary>
    public bool IsStranger { get; init; }

    /// <summary>Whether they administer the workspace.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>More about them.</summary>
    public UserProfile? Profile { get; init; }

    /// <summary>The name to show: the full name, else the display name, else the short one.</summary>
    [JsonIgnore]
    public string ShownName =>
        (RealName ?? Profile?.RealName) is { Length: > 0 } real ? real :
        Profile?.DisplayName is { Length: > 0 } display ? display : Name;
}

/// <summary>More about a person.</summary>
public sealed record UserProfile
{
    /// <summary>The name they chose.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The full name.</summary>
    public string? RealName { get; init; }

    /// <summary>The e-mail address; needs users:read.email.</summary>
    public string? Email { get; init; }

    /// <summary>What they do.</summary>
    public string? Title { get; init; }

    /// <summary>What they say of themselves at present; empty for nothing.</summary>
    public string? StatusText { get; init; }

    /// <summary>The emoji beside it, as <c>:palm_tree:</c>; empty for none.</summary>
    public string? StatusEmoji { get; init; }

    /// <summary>When it is cleared by itself, in Unix seconds; 0 or null when it stays.</summary>
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

    /// <summary>The members' ids, where Slack gives them.</summary>
    public IReadOnlyList<string> Users { get; init => field = NoNulls.In(value) ?? []; } = [];

    /// <summary>How many members it has; null where Slack does not say.</summary>
    public long? UserCount { get; init; }

    /// <summary>When it was disabled, in Unix seconds; 0 if it is in use.</summary>
    public long DateDelete { get; init; }
}

/// <summary>A link at the top of a channel.</summary>
public sealed record Bookmark
{
    /// <summary>The id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The words.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where it leads.</summary>
    public string Link { get; init; } = "";
}

/// <summary>A file to upload.</summary>
public sealed record FileUpload
{
    /// <summary>Its name.</summary>
    public required string Filename { get; init; }

    /// <summary>What is in it, at least one byte.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>A title; the name if not given.</summary>
    public string? Title { get; init; }

    /// <summary>What a picture shows, in words; ≤ 1,000 characters are sent.</summary>
    public string? AltText { get; init; }

    /// <summary>Where it is shared; nowhere if not given.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The thread it is shared in.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>What is said with it, in mrkdwn.</summary>
    public string? InitialComment { get; init; }
}

/// <summary>A file that Slack keeps.</summary>
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

    /// <summary>How long it is, in bytes; null where Slack does not say.</summary>
    public long? Size { get; init; }

    /// <summary>Where its bytes are, for who has the token; null where Slack tells no more than the id.</summary>
    public string? UrlPrivate { get; init; }
}
