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

    /// <summary>The time on that date, in UTC.</summary>
    public TimeOnly DueTime { get; init; } = Cadence.UsualTime;

    /// <summary>Id of the rotation's shift it was started from; null for none, and for releases of earlier versions of the app.</summary>
    public string? Shift { get; init; }

    /// <summary>Slack user id of the engineer who runs the checklist.</summary>
    public required string Primary { get; init; }

    /// <summary>Slack user id of the engineer in another region who covers the offline hours.</summary>
    public required string Secondary { get; init; }

    /// <summary>The current holder: the Primary, then whoever accepted the last handover or took it over. See <see cref="HeldBy"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>Since when they have it; null: since its start.</summary>
    public Instant? OwnerSince { get; init; }

    /// <summary>The one of the pair for whom the other one covers now; null for neither. A cover by somebody else changes the pair itself.</summary>
    public CoveredOne? Covered { get; init; }

    /// <summary>The last takeover from somebody who was away; null when there was none.</summary>
    public TakenOver? TakenOver { get; init; }

    public ReleaseState State { get; init; } = ReleaseState.Preparing;

    public ReleaseLinks Links { get; init; } = ReleaseLinks.None;

    /// <summary>As said by its engineers; null until somebody does. See <see cref="WorstSeverity"/>.</summary>
    public Severity? Severity { get; init; }

    /// <summary>
    /// Why <see cref="Severity"/> counts although lower than before or than its fixes; null when not lowered, or when a fix was added or raised since.
    /// </summary>
    public LoweredSeverity? Lowered { get; init; }

    /// <summary>Its fixes, in the order given.</summary>
    public IReadOnlyList<ReleaseFix> Fixes { get; init; } = [];

    /// <summary>The release that took over its CVEs, section of the post and HackerOne reports (row A7); null for none.</summary>
    public string? HandedTo { get; init; }

    /// <summary>When the fixes were merged; all announcements must be out within 60 minutes (row A5). Null before.</summary>
    public Instant? MergedAt { get; init; }

    /// <summary>When the packages and the post became public; null before.</summary>
    public Instant? PublishedAt { get; init; }

    /// <summary>Why it was published although something was missing; null when nothing was.</summary>
    public string? PublishedWhy { get; init; }

    /// <summary>Who changed which part when, oldest first; a part not listed is as it was at the start. See <see cref="Edited"/>.</summary>
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>Whether it is only a rehearsal, see <see cref="RehearsalRouting"/>; fixed at its start.</summary>
    public bool Rehearsal { get; init; }

    public required string CreatedBy { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Why an admin allowed a pair from one region; null when there was no need.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>When the current Primary took over; null: at creation.</summary>
    public Instant? PrimarySince { get; init; }

    /// <summary>When the current Secondary took over; null: at creation.</summary>
    public Instant? SecondarySince { get; init; }

    /// <summary>Each move of the due date, oldest first.</summary>
    public IReadOnlyList<DueDateMove> Moves { get; init; } = [];

    /// <summary>Who brought the release into its current state; null while it is being prepared.</summary>
    public StateChange? Changed { get; init; }

    /// <summary>When its last due work was done, so that jobs no longer look at it. Null until then.</summary>
    public Instant? OverAt { get; init; }

    /// <summary>When its embargoed facts were removed from the app's data; null: they are all there.</summary>
    public Instant? TakenOutAt { get; init; }

    /// <summary>The last handover; null before the first.</summary>
    public HandedOver? LastHandover { get; init; }

    /// <summary>When it is due.</summary>
    [JsonIgnore]
    public Instant DueAt => DueDate.AtUtc(DueTime);

    [JsonIgnore]
    public bool IsActive => State is ReleaseState.Preparing or ReleaseState.Published;

    /// <summary>
    /// The severity that decides who is told (row G1): the higher of what was said and what its fixes say, unless a person lowered it. A release of
    /// the critical process is critical. Null when nobody knows.
    /// </summary>
    [JsonIgnore]
    public Severity? WorstSeverity => Kind == ReleaseKind.Critical ? Releases.Severity.Critical
        : Lowered is null ? new[] { FixesSeverity, Severity }.Max()
        : Severity;

    /// <summary>The highest severity of its fixes; null while none has one.</summary>
    [JsonIgnore]
    public Severity? FixesSeverity => Fixes.Max(fix => fix.Severity);

    /// <summary>Until a CVE or a severity is known, nobody can say that there are security fixes.</summary>
    [JsonIgnore]
    public bool HasSecurityFixes => Cves.Count > 0 || WorstSeverity is not null and not Releases.Severity.None;

    /// <summary>The distinct CVEs of its fixes.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Cves => [.. Fixes.Select(fix => fix.Cve).OfType<string>().Distinct()];

    /// <summary>Who last changed a part, and when: whoever started the release if nobody did, or before edits were recorded.</summary>
    /// <param name="part">One of <see cref="ReleasePart"/>.</param>
    public Edit Edited(string part) => Edits.LastOrDefault(edit => edit.Part == part) ?? new(part, CreatedBy, CreatedAt);

    /// <summary>The Primary, then the Secondary.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Pair => [Primary, Secondary];

    /// <summary>The pair without the one for whom the other covers.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Carriers => Covered is null ? Pair : [.. Pair.Where(person => person != Covered.Person)];

    /// <summary>Whether it is critical, by its process or its severity.</summary>
    [JsonIgnore]
    public bool IsCritical => WorstSeverity == Releases.Severity.Critical;

    /// <summary>The release with another holder. A waiting handover is thereby accepted, or lapses.</summary>
    public Release HeldBy(string person, Instant at) => this with
    {
        Owner = person,
        OwnerSince = at,
        LastHandover = LastHandover is { AcceptedAt: null } open ? open.To == person ? open with { AcceptedAt = at } : null : LastHandover,
    };

    /// <summary>The other engineer of the pair; the Primary for anybody else.</summary>
    public string OtherThan(string userId) => userId == Primary ? Secondary : Primary;
}

/// <summary>One of a pair for whom the other one covers.</summary>
/// <param name="Person">Slack user id.</param>
/// <param name="HadIt">Whether they held the release when the cover began, and so get it back when it ends.</param>
public sealed record CoveredOne(string Person, bool HadIt);

/// <summary>A lowered severity: why, and by whom (Slack user id).</summary>
public sealed record LoweredSeverity(string Reason, string By, Instant At);

public sealed record DueDateMove(DateOnly From, DateOnly To, string? Reason, string By, Instant At);

/// <summary>The part of a handover that the release shows.</summary>
/// <param name="AcceptedAt">Null while <paramref name="To"/> has not accepted.</param>
public sealed record HandedOver(string Id, string From, string To, Instant At, Instant? AcceptedAt = null);

public sealed record StateChange(string By, Instant At, string? Reason = null);

public static class Products
{
    public const string GitLab = "GitLab";
    public const string Runner = "GitLab Runner";

    /// <summary>GitLab includes Workhorse, Gitaly, Pages and Omnibus; the Runner is released on its own.</summary>
    public static IReadOnlyList<string> All { get; } = [GitLab, Runner];
}

/// <summary>As long as a release is in these states something can be done with it.</summary>
/// <param name="Else">What is so in the others, in plain text: <c>its due date stays</c>.</param>
public sealed record While(string Else, params IReadOnlyList<ReleaseState> States)
{
    /// <returns>Why it cannot be done, in plain text; null when it can.</returns>
    public string? Refuse(Release release) =>
        States.Contains(release.State) ? null : $"{release.Id} is {release.State.ToString().ToLowerInvariant()}: {Else}.";
}

/// <summary>How a release is named and dated wherever it is shown.</summary>
public static class ReleaseText
{
    /// <summary>mrkdwn: says that a button's release does not exist.</summary>
    public const string Gone = "This release is not there any more. `/release list` shows all.";

    /// <summary>Plain text: <c>GitLab 18.6.1, 18.5.3</c>, and whether it is a rehearsal.</summary>
    public static string Title(this Release release) => $"{release.Product} {string.Join(", ", release.Versions)}{(release.Rehearsal ? " (rehearsal)" : "")}";

    /// <summary>Plain text: <c>R12</c>, and whether it is a rehearsal.</summary>
    public static string ShownId(this Release release) => release.Rehearsal ? $"{release.Id} (rehearsal)" : release.Id;

    /// <summary>mrkdwn: its id and its title.</summary>
    public static string Named(this Release release) => $"*{release.Id}* {Mrkdwn.Plain(release.Title())}";

    /// <summary>The name of a process.</summary>
    public static string Name(this ReleaseKind kind) => kind switch
    {
        ReleaseKind.Planned => "Planned",
        ReleaseKind.Critical => "Critical",
        ReleaseKind.AppSec => "AppSec (2023)",
        _ => "Out-of-band",
    };

    /// <summary>A severity in a word; <c>unknown</c> without one.</summary>
    public static string Name(this Severity? severity) => severity?.ToString().ToLowerInvariant() ?? "unknown";

    /// <summary>mrkdwn: the severity that counts, and where it comes from: <c>high, from its fixes</c>.</summary>
    public static string SeverityAndWhence(this Release release) => release.WorstSeverity.Name() + (
        release.WorstSeverity is null ? ""
        : release.Kind == ReleaseKind.Critical ? ", by its process"
        : release.Lowered is { } lowered ? $", lowered by {Mrkdwn.User(lowered.By)}{Because(lowered.Reason)}"
        : release.FixesSeverity == release.WorstSeverity ? ", from its fixes"
        : ", set by hand");

    /// <summary>Plain text: the numbers of fixes and CVEs.</summary>
    public static string FixesCounted(this Release release) => release.Fixes.Count == 0
        ? "none named yet"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{release.Fixes.Count} {(release.Fixes.Count == 1 ? "fix" : "fixes")}, {release.Cves.Count} {(release.Cves.Count == 1 ? "CVE" : "CVEs")}");

    /// <summary>A process in a few words.</summary>
    public static string Explained(this ReleaseKind kind) => kind switch
    {
        ReleaseKind.Planned => "Patch release on its planned Wednesday",
        ReleaseKind.Critical => "Unplanned patch for a critical vulnerability",
        ReleaseKind.AppSec => "The AppSec team's security release process",
        _ => "The oldest process: an out-of-band security release",
    };

    /// <summary>mrkdwn: a reason behind a colon; empty without one.</summary>
    public static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {Mrkdwn.Plain(reason)}";

    /// <summary>mrkdwn: the due time, in each reader's own zone.</summary>
    public static string Due(this Release release) =>
        Mrkdwn.Date(release.DueAt, fallback: DueUtc(release));

    /// <summary>Plain text: <c>Wed 25 Nov 2026 15:00 UTC</c>.</summary>
    public static string DueUtc(this Release release) =>
        release.DueAt.ToString("ddd d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
