using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Checklists;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// One message to one audience about one release: written, perhaps waiting for its time, sent, acknowledged. A message of the
/// matrix is sent once: its id is that of the release and of the message.
/// </summary>
public sealed record Ping
{
    /// <summary><c>R12/legal-review</c>; a message in someone's own words beside the matrix: <c>R12/own-</c> and a number.</summary>
    public required string Id { get; init; }

    public required string Release { get; init; }

    /// <summary>Id of the matrix's message; null for one in someone's own words.</summary>
    public string? Message { get; init; }

    public required Audience Audience { get; init; }

    /// <summary>What is said, as it was typed: plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Slack user id.</summary>
    public required string By { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>When it is to go out; null: at once.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>When it went out; null while it waits for its time.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Whether it stands in the audience's channel; one that was told elsewhere does not.</summary>
    public bool Posted { get; init; }

    /// <summary>When it was too late to be sent by itself: a person decides what becomes of it. Null otherwise.</summary>
    public DateTimeOffset? MissedAt { get; init; }

    /// <summary>It waits for its time.</summary>
    [JsonIgnore]
    public bool IsScheduled => SentAt is null && MissedAt is null;

    /// <summary>Where they were told outside Slack, such as a link or a word; null when the app told them.</summary>
    public string? Elsewhere { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? RemindedAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }
}
