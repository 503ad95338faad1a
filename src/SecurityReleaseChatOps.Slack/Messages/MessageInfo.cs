using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A message as Slack describes it.</summary>
public sealed record MessageInfo
{
    /// <summary>Its id within the channel, and its time in Unix seconds.</summary>
    public string Ts { get; init => field = value ?? ""; } = "";

    /// <summary>The id of the person or bot user who wrote it.</summary>
    public string? User { get; init; }

    /// <summary>The id of the bot that wrote it.</summary>
    public string? BotId { get; init; }

    /// <summary>The kind of message, null for a plain one: <c>channel_join</c>, …</summary>
    public string? Subtype { get; init; }

    /// <summary>The name a bot chose for this message.</summary>
    public string? Username { get; init; }

    /// <summary>The bot that wrote it.</summary>
    public BotProfile? BotProfile { get; init; }

    /// <summary>mrkdwn; for a message with blocks, their text if the author provided it.</summary>
    public string? Text { get; init; }

    /// <summary>Its blocks, as Slack sent them.</summary>
    public JsonElement? Blocks { get; init; }

    /// <summary>Attachments: secondary content, unfurled links, forwarded messages.</summary>
    public IReadOnlyList<MessageAttachment>? Attachments { get; init; }

    /// <summary>The files shared with it.</summary>
    public IReadOnlyList<FileInfo>? Files { get; init; }

    /// <summary>The thread it belongs to; null outside of threads.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Data for programs.</summary>
    public MessageMetadata? Metadata { get; init; }
}

/// <summary>A bot, as described in its messages.</summary>
public sealed record BotProfile
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }
}

/// <summary>An attachment of a message. Texts are mrkdwn.</summary>
public sealed record MessageAttachment
{
    /// <summary>Shown where nothing else can be; plain text.</summary>
    public string? Fallback { get; init; }

    /// <summary>The author of a forwarded message.</summary>
    public string? AuthorName { get; init; }

    /// <summary>The text above the attachment.</summary>
    public string? Pretext { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The main text.</summary>
    public string? Text { get; init; }

    /// <summary>Pairs of title and value, shown below the text.</summary>
    public IReadOnlyList<MessageAttachmentField>? Fields { get; init; }

    /// <summary>The files of a forwarded message.</summary>
    public IReadOnlyList<FileInfo>? Files { get; init; }

    /// <summary>Its blocks, as Slack sent them.</summary>
    public JsonElement? Blocks { get; init; }
}

/// <summary>A title and value in an attachment, such as "Status" and "failed".</summary>
public sealed record MessageAttachmentField(string? Title, string? Value);
