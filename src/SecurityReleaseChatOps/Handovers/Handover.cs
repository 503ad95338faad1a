using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>How far the reminders about acceptance have gone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReminderStage>))]
public enum ReminderStage
{
    None,
    ReceiverReminded,
    ChannelTold,
}

/// <summary>A release handed from one engineer to another.</summary>
public sealed record Handover
{
    /// <summary>Release and number: <c>R12-H3</c>.</summary>
    public required string Id { get; init; }

    public required string ReleaseId { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Status { get; init; }

    public required string Next { get; init; }

    public string? Notes { get; init; }

    /// <summary>Messages collected during the day and kept in it.</summary>
    public IReadOnlyList<Collected> Items { get; init; } = [];

    /// <summary>The release's kind, links, state and due date at that time.</summary>
    public required ReleaseKind Kind { get; init; }

    public ReleaseLinks Links { get; init; } = ReleaseLinks.None;

    /// <summary>The number of checklist steps that waited for others.</summary>
    public int Blocked { get; init; }

    public required ReleaseState State { get; init; }

    public required DateOnly DueDate { get; init; }

    public required Instant WrittenAt { get; init; }

    public Instant? AcceptedAt { get; init; }

    public string? AcceptedBy { get; init; }

    /// <summary>Id of the newer handover that replaced this one before it was accepted.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>When the receiver's workday begins; null when they were at work when it was written, or when unknown.</summary>
    public Instant? ReceiverBegins { get; init; }

    /// <summary>
    /// Slack user id of who had the release when this handover lapsed unaccepted, because it was taken over or the pair changed.
    /// </summary>
    public string? WithdrawnFor { get; init; }

    /// <summary>What the receiver does first, in their words; null when they did not say.</summary>
    public string? First { get; init; }

    public ReminderStage Stage { get; init; }

    [JsonIgnore]
    public bool IsOpen => AcceptedAt is null && ReplacedBy is null && WithdrawnFor is null;
}

/// <summary>A message kept for the next handover, or a note by the engineer of the pair who does not have the release.</summary>
public sealed record Collected
{
    /// <summary>Release, channel and message, so that a message is collected once. For a note: release, <c>note</c>, who and when.</summary>
    public required string Id { get; init; }

    public required string ReleaseId { get; init; }

    /// <summary>Beginning of the message, at most 300 characters as people read them, or the note (mrkdwn).</summary>
    public required string Text { get; init; }

    public string? Permalink { get; init; }

    /// <summary>Slack user id; empty for a bot without a user.</summary>
    public required string Author { get; init; }

    /// <summary>The name of the bot that wrote it; null when a user did.</summary>
    public string? Bot { get; init; }

    /// <summary>The parent message; null outside a thread.</summary>
    public string? Thread { get; init; }

    /// <summary>The message's address; empty for a note.</summary>
    public required string Channel { get; init; }

    public required string AddedBy { get; init; }

    public required Instant AddedAt { get; init; }

    public bool Dropped { get; init; }

    /// <summary>The handover that includes it; null while it waits.</summary>
    public string? HandoverId { get; init; }

    /// <summary>The message's id within its channel.</summary>
    [JsonIgnore]
    public string Ts => Id[(Id.LastIndexOf('/') + 1)..];

    [JsonIgnore]
    public bool IsNote => Channel.Length == 0;

    [JsonIgnore]
    public bool IsWaiting => !Dropped && HandoverId is null;
}
