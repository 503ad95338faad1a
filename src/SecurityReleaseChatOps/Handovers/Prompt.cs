using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The end-of-day prompt of one person for one release on one of their workdays.</summary>
public sealed record Prompt
{
    public required string ReleaseId { get; init; }

    public required string UserId { get; init; }

    /// <summary>The workday: the local date on which it starts.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When that workday began; a handover written since then answers the prompt.</summary>
    public required Instant WorkBegan { get; init; }

    /// <summary>When that workday ends; null in prompts of earlier versions.</summary>
    public Instant? WorkEnds { get; init; }

    /// <summary>When it was to appear.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>When it appeared; null when it was missed.</summary>
    public Instant? AskedAt { get; init; }

    /// <summary>When it appears again; null when nobody asked for that, or it has appeared.</summary>
    public Instant? SnoozedUntil { get; init; }

    /// <summary>When it last appeared again after a snooze.</summary>
    public Instant? AskedAgainAt { get; init; }

    public Instant? RemindedAt { get; init; }

    /// <summary>When it or its follow-up was found to be too late to send: nothing follows then, unless it is snoozed again.</summary>
    public Instant? MissedAt { get; init; }

    /// <summary>When it lapsed without an answer.</summary>
    public Instant? PassedAt { get; init; }

    public Instant? AnsweredAt { get; init; }

    /// <summary>The handover that answered it.</summary>
    public string? HandoverId { get; init; }

    /// <summary>Whether a note for the next handover answered it.</summary>
    public bool Noted { get; init; }

    /// <summary>Why there was nothing to hand over, in the person's words.</summary>
    public string? NothingBecause { get; init; }

    /// <summary>Whether it appeared and waits for an answer.</summary>
    [JsonIgnore]
    public bool IsOpen => AskedAt is not null && AnsweredAt is null && PassedAt is null;

    /// <summary>One document for each release, person and date.</summary>
    [JsonIgnore]
    public string Id => IdOf(ReleaseId, UserId, Date);

    public static string IdOf(string releaseId, string userId, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{releaseId}/{userId}/{date:yyyy-MM-dd}");
}
