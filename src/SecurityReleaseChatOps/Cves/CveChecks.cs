namespace SecurityReleaseChatOps.Cves;

/// <summary>All checks of a release's CVEs (rows E1 to E9).</summary>
public static class CveChecks
{
    internal static IReadOnlyList<CveCheck> All { get; } =
    [
        .. MissingChecks.All, .. EditionChecks.All, .. VersionChecks.All, .. ReleaseVersionChecks.All, .. FixChecks.All, .. WeaknessChecks.All,
        .. ProductChecks.All, .. ScoreChecks.All, .. VectorWordsChecks.All, .. CreditChecks.All, .. ReferenceChecks.All, .. TitleChecks.All, .. TextChecks.All,
    ];

    /// <summary>The findings in all CVEs of a release, by the CVE's id; errors first.</summary>
    /// <param name="cves">Their ids are unique.</param>
    /// <param name="alone">Supplies the findings in a single CVE, for a caller that keeps them; null to compute them.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<CveFinding>> OfRelease(
        IReadOnlyList<CveSnapshot> cves, Func<CveSnapshot, IReadOnlyList<CveFinding>>? alone = null)
    {
        alone ??= Of;
        var across = AcrossChecks.Of(cves);
        return cves.ToDictionary(cve => cve.Id, cve => Sorted(alone(cve).Concat(across[cve.Id])));
    }

    /// <summary>A comment to paste into the CVE's issue, saying what it lacks; null when it lacks nothing.</summary>
    public static string? Comment(IEnumerable<CveFinding> findings) =>
        findings.Select(finding => finding.Lacks).OfType<string>().Distinct().ToList() is { Count: > 0 } lacks
            ? $"For the upcoming patch release, this issue still lacks:\n\n- {string.Join("\n- ", lacks)}\n\nCould you add it? Thank you."
            : null;

    /// <summary>The findings in a single CVE.</summary>
    internal static IReadOnlyList<CveFinding> Of(CveSnapshot cve)
    {
        var read = new CveChecked(cve);
        return [.. from check in All
                   from found in check.Find(read)
                   select new CveFinding(check.Id, new(check.Row, check.Level, found.Where, found.Why, found.Mend), found.Fix, found.Lacks, found.Marked)];
    }

    private static IReadOnlyList<CveFinding> Sorted(IEnumerable<CveFinding> findings) => [.. findings.OrderBy(finding => finding.Finding.Level)];
}
