using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A message as Slack describes it.</summary>
public sealed record MessageInfo
{
    /// <summary>Its id within the channel, and its time in Unix seconds.</summary>
    public string Ts { get; init => field = value ?? ""; } = "";

    /// <summary>Who wrote it.</summary>
    public string? User { get; init; }

    /// <summary>Which bot wrote it.</summary>
    public string? BotId { get; init; }

    /// <summary>What kind, if it is no plain message: <c>channel_join</c>, …</summary>
    public string? Subtype { get; init; }

    /// <summary>The name that a bot gave itself for this message.</summary>
    public string? Username { get; init; }

    /// <summary>The bot that wrote it.</summary>
    public BotProfile? BotProfile { get; init; }

    /// <summary>mrkdwn; beside blocks their words, if its author gave them.</summary>
    public string? Text { get; init; }

    /// <summary>Its blocks, as Slack sent them.</summary>
    public JsonElement? Blocks { get; init; }

    /// <summary>What is attached: secondary content, links unfurled, messages forwarded.</summary>
    public IReadOnlyList<MessageAttachment>? Attachments { get; init; }

    /// <summary>The files it came with.</summary>
    public IReadOnlyList<FileInfo>? Files { get; init; }

    /// <summary>The thread it belongs to.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Data for programs.</summary>
    public MessageMetadata? Metadata { get; init; }
}

/// <summary>A bot, as its messages describe it.</summary>
public sealed record BotProfile
{
    /// <summary>What it is called.</summary>
    public string? Name { get; init; }
}

/// <summary>What is attached to a message. Texts are mrkdwn.</summary>
public sealed record MessageAttachment
{
    /// <summary>Stands for it where nothing else can be shown; plain text.</summary>
    public string? Fallback { get; init; }

    /// <summary>Who said it, of a message that was forwarded.</summary>
    public string? AuthorName { get; init; }

    /// <summary>Above the title.</summary>
    public string? Pretext { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary>The pairs of a title and a value below the words.</summary>
    public IReadOnlyList<MessageAttachmentField>? Fields { get; init; }

    /// <summary>The files of a message that was forwarded.</summary>
    public IReadOnlyList<FileInfo>? Files { get; init; }

    /// <summary>Its blocks, as Slack sent them.</summary>
    public JsonElement? Blocks { get; init; }
}

/// <summary>A pair in an attachment, such as "Status" and "failed".</summary>
public sealed record MessageAttachmentField(string? Title, string? Value);
