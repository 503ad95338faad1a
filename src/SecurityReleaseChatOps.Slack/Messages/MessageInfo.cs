namespace SecurityReleaseChatOps.Slack;

/// <summary>A message as Slack describes it. Its blocks are not read: <see cref="Text"/> holds their words.</summary>
public sealed record MessageInfo
{
    /// <summary>Its id within the channel, and its time in Unix seconds.</summary>
    public string Ts { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public string? User { get; init; }

    /// <summary>Which bot wrote it.</summary>
    public string? BotId { get; init; }

    /// <summary>What kind, if it is no plain message: <c>channel_join</c>, …</summary>
    public string? Subtype { get; init; }

    /// <summary>mrkdwn.</summary>
    public string? Text { get; init; }

    /// <summary>The thread it belongs to.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Data for programs.</summary>
    public MessageMetadata? Metadata { get; init; }
}
