using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Which process a release follows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseKind>))]
public enum ReleaseKind
{
    /// <summary>A planned patch release, twice a month.</summary>
    Planned,

    /// <summary>An unplanned patch release for a critical vulnerability.</summary>
    Critical,

    /// <summary>The AppSec team's security release process of 2023.</summary>
    AppSec,

    /// <summary>The oldest process: an out-of-band security release.</summary>
    OutOfBand,
}

[JsonConverter(typeof(JsonStringEnumConverter<ReleaseState>))]
public enum ReleaseState
{
    Preparing,
    Published,
    Closed,
    Cancelled,
}

/// <summary>The highest severity of a release's vulnerabilities.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    None,
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>A security patch release, from its start until it is closed.</summary>
public sealed record Release
{
    /// <summary>Short and typeable: <c>R12</c>.</summary>
    public required string Id { get; init; }

    public required ReleaseKind Kind { get; init; }

    public required string Product { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    public required DateOnly DueDate { get; init; }

    /// <summary>When on that date, in UTC.</summary>
    public TimeOnly DueTime { get; init; } = Cadence.UsualTime;

    /// <summary>Id of the rotation's shift that it was started from; null for none, and for a release of an earlier version of the app.</summary>
    public string? Shift { get; init; }

    /// <summary>Slack user id of the engineer who runs the checklist.</summary>
    public required string Primary { get; init; }

    /// <summary>Slack user id of the engineer in another region who covers the offline hours.</summary>
    public required string Secondary { get; init; }

    /// <summary>Who has the release right now: the Primary, then whoever accepted the last handover or took it over. See <see cref="HeldBy"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>Since when they have it; null: since its start.</summary>
    public DateTimeOffset? OwnerSince { get; init; }

    /// <summary>The last time that someone took it over from one who was away; null when nobody has.</summary>
    public TakenOver? TakenOver { get; init; }

    public ReleaseState State { get; init; } = ReleaseState.Preparing;

    public ReleaseLinks Links { get; init; } = ReleaseLinks.None;

    /// <summary>What its engineers said; null as long as nobody has. See <see cref="WorstSeverity"/>.</summary>
    public Severity? Severity { get; init; }

    /// <summary>
    /// Why <see cref="Severity"/> counts though it is lower than before, or than its fixes; null when nobody lowered it, or a fix came or rose since.
    /// </summary>
    public LoweredSeverity? Lowered { get; init; }

    /// <summary>What it fixes, in the order given.</summary>
    public IReadOnlyList<ReleaseFix> Fixes { get; init; } = [];

    /// <summary>The release that took its CVEs, its section of the post and its HackerOne reports over (row A7); null when none did.</summary>
    public string? HandedTo { get; init; }

    /// <summary>When the fixes were merged: all announcements are out within 60 minutes of it (row A5). Null before.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>When the packages and the post became public; null before.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Why it went out although something was missing; null when nothing was.</summary>
    public string? PublishedWhy { get; init; }

    /// <summary>Who changed which part of it when, oldest first; a part that is not there is as it was at the start. See <see cref="Edited"/>.</summary>
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>Whether it only rehearses a release, see <see cref="RehearsalRouting"/>; said when it starts, for good.</summary>
    public bool Rehearsal { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why an admin allowed a pair of one region; null when there was no need.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>When the present Primary took over; null: at creation.</summary>
    public DateTimeOffset? PrimarySince { get; init; }

    /// <summary>When the present Secondary took over; null: at creation.</summary>
    public DateTimeOffset? SecondarySince { get; init; }

    /// <summary>Each move of the due date, oldest first.</summary>
    public IReadOnlyList<DueDateMove> Moves { get; init; } = [];

    /// <summary>Who brought the release into its present state; null while it is being prepared.</summary>
    public StateChange? Changed { get; init; }

    /// <summary>When the last of what was to come of it had come: it is not looked at by the clock any more. Null until then.</summary>
    public DateTimeOffset? OverAt { get; init; }

    /// <summary>When what was embargoed with it was taken out of what the app keeps; null: it is all there.</summary>
    public DateTimeOffset? TakenOutAt { get; init; }

    /// <summary>The last handover; null before the first.</summary>
    public HandedOver? LastHandover { get; init; }

    /// <summary>The moment it is due.</summary>
    [JsonIgnore]
    public DateTimeOffset DueAt => new(DueDate, DueTime, TimeSpan.Zero);

    [JsonIgnore]
    public bool IsActive => State is ReleaseState.Preparing or ReleaseState.Published;

    /// <summary>
    /// What decides who is told (row G1): the higher of what was said and what its fixes say, unless a person lowered it. A release of
    /// the critical process is critical. Null when nobody knows.
    /// </summary>
    [JsonIgnore]
    public Severity? WorstSeverity => Kind == ReleaseKind.Critical ? Releases.Severity.Critical
        : Lowered is null ? new[] { FixesSeverity, Severity }.Max()
        : Severity;

    /// <summary>The highest of its fixes; null as long as none has one.</summary>
    [JsonIgnore]
    public Severity? FixesSeverity => Fixes.Max(fix => fix.Severity);

    /// <summary>As long as neither a CVE nor a severity is known nobody can say that there are security fixes.</summary>
    [JsonIgnore]
    public bool HasSecurityFixes => Cves.Count > 0 || WorstSeverity is not null and not Releases.Severity.None;

    /// <summary>The CVEs of its fixes, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Cves => [.. Fixes.Select(fix => fix.Cve).OfType<string>().Distinct()];

    /// <summary>Who made a part of it what it is, and when: whoever started it where nobody has changed it, or before edits were kept.</summary>
    /// <param name="part">Of <see cref="ReleasePart"/>.</param>
    public Edit Edited(string part) => Edits.LastOrDefault(edit => edit.Part == part) ?? new(part, CreatedBy, CreatedAt);

    /// <summary>The Primary, then the Secondary.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Pair => [Primary, Secondary];

    /// <summary>Whether it is critical, by its process or by what is known of it.</summary>
    [JsonIgnore]
    public bool IsCritical => WorstSeverity == Releases.Severity.Critical;

    /// <summary>The release with someone else. A handover that waits is accepted by that, or has come to nothing.</summary>
    public Release HeldBy(string person, DateTimeOffset at) => this with
    {
        Owner = person,
        OwnerSince = at,
        LastHandover = LastHandover is { AcceptedAt: null } open ? open.To == person ? open with { AcceptedAt = at } : null : LastHandover,
    };

    /// <summary>The other one of the pair; the Primary for anyone else.</summary>
    public string OtherThan(string userId) => userId == Primary ? Secondary : Primary;
}

/// <summary>That, why and by whom (Slack user id) a release's severity was lowered.</summary>
public sealed record LoweredSeverity(string Reason, string By, DateTimeOffset At);

public sealed record DueDateMove(DateOnly From, DateOnly To, string? Reason, string By, DateTimeOffset At);

/// <summary>A handover, as far as the release shows it.</summary>
/// <param name="AcceptedAt">Null while it waits for <paramref name="To"/>.</param>
public sealed record HandedOver(string Id, string From, string To, DateTimeOffset At, DateTimeOffset? AcceptedAt = null);

public sealed record StateChange(string By, DateTimeOffset At, string? Reason = null);

public static class Products
{
    public const string GitLab = "GitLab";
    public const string Runner = "GitLab Runner";

    /// <summary>GitLab covers Workhorse, Gitaly, Pages and Omnibus; the Runner is released on its own.</summary>
    public static IReadOnlyList<string> All { get; } = [GitLab, Runner];
}
