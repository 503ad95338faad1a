using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A release as its checklist reads it.</summary>
internal static class ReleaseReading
{
    /// <param name="happened">What all features know of it; null: what the release itself knows.</param>
    public static ReleaseFacts Facts(this Release release, IReadOnlyList<Fact>? happened = null) => new()
    {
        Id = release.Id,
        Kind = release.Kind.ToString(),
        Product = release.Product,
        Severity = release.WorstSeverity?.ToString().ToLowerInvariant(),
        Versions = release.Versions,
        Due = release.DueDate,
        DueTime = release.DueTime,
        StartedAt = release.CreatedAt,
        MergedAt = release.MergedAt,
        PublishedAt = release.PublishedAt,
        Fixes = [.. release.Fixes.Select(fix => new Fix(fix.Id, Cve: fix.CveId, AddedAt: fix.AddedAt))],
        Cves = [.. release.Fixes.Where(fix => fix.CveId is not null).DistinctBy(fix => fix.CveId).Select(fix => new Cve(fix.CveId!) { Number = fix.Cve == fix.CveId ? null : fix.Cve })],
        Primary = release.Primary,
        Secondary = release.Secondary,
        Owner = release.Owner,
        Happened = happened ?? ReleaseEvidence.Of(release),
    };

    /// <summary>Whether its dates are still watched: a closed release until the follow-up 30 days after its publication, with a week for it.</summary>
    public static bool IsFollowed(this Release release, DateTimeOffset now) => release.IsActive
        || release.State == ReleaseState.Closed && release.PublishedAt + ReleaseDeadlines.FollowUpAfter + TimeSpan.FromDays(7) > now;

    /// <summary>Whether a step's date still counts: once the release is closed, only what was due after that.</summary>
    public static bool Counts(this Release release, Step step) => release.IsActive || step.Due > release.Changed?.At;

    /// <summary>Whether steps may still be pressed: what follows the publication by weeks comes after the release is closed.</summary>
    public static bool IsWorked(this Release release) => release.State != ReleaseState.Cancelled;
}
