using SecurityReleaseChatOps.Forms;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// How severe a release is: the higher of what was said and what its fixes say. A person may lower it with a reason; that holds until a fix
/// is added or raised. A release of the critical process stays critical.
/// </summary>
public static class SeverityRules
{
    /// <summary>Says how severe the worst of its vulnerabilities is.</summary>
    /// <param name="said">Null: nobody knows, and what its fixes say counts.</param>
    /// <param name="reason">Needed where <see cref="Lowers"/>.</param>
    public static Decision<Release> Rate(Release release, Severity? said, string? reason, string by, Instant now) =>
        !release.IsActive ? Decision<Release>.Refuse($"{release.Id} {ReleaseRules.Is(release)}: its severity stays")
        : release.Kind == ReleaseKind.Critical && said != Severity.Critical
            ? Decision<Release>.Refuse($"{release.Id} follows the critical process: its severity stays critical")
        : said == release.WorstSeverity && (said == release.Severity || release.Kind == ReleaseKind.Critical)
            ? Decision<Release>.Same(release, $"The severity of {release.Id} is {said.Name()} already")
        : !Lowers(release, said) ? ReleaseRules.WithReason(reason, _ => release with { Severity = said, Lowered = null })
        : string.IsNullOrWhiteSpace(reason) ? Decision<Release>.Refuse("Say why it is lower")
        : ReleaseRules.WithReason(reason, why => release with
        {
            Severity = said,
            Lowered = said is null ? null : new(why!, by, now),
        });

    /// <summary>Whether saying this makes it lower than it is, or than its fixes say; never where it stays.</summary>
    public static bool Lowers(Release release, Severity? said) =>
        release.IsActive && release.Kind != ReleaseKind.Critical
        && (said ?? release.FixesSeverity ?? Severity.None) < new[] { release.WorstSeverity, release.FixesSeverity }.Max();

    /// <summary>Whether a fix is new or rated higher than before: what was judged lower was another release.</summary>
    internal static bool Worsens(IReadOnlyList<ReleaseFix> before, IReadOnlyList<ReleaseFix> after) => after.Any(fix =>
        before.FirstOrDefault(known => known.Id.Equals(fix.Id, StringComparison.OrdinalIgnoreCase)) is not { } known
        || Nullable.Compare(fix.Severity, known.Severity) > 0);
}
