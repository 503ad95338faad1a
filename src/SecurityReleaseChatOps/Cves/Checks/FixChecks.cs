using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>A CVE's fixes are in the versions its record names (row F1): one was once announced four months before its fix shipped.</summary>
internal static class FixChecks
{
    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("fix-not-in", "F1", Level.Error, NotIn),
        new("fix-unknown", "F1", Level.Note, Unknown),
        new("one-cve-two-fixes", "F1", Level.Note, Several),
    ];

    private static IEnumerable<Found> NotIn(CveChecked cve) =>
        from fix in cve.Cve.Fixes
        let without = cve.Fixed.Where(version => fix.StateIn(version.ToString()) == FixState.NotIn).ToList()
        where without.Count > 0
        select new Found(
            "fixed_versions", $"{fix.Id} is not in {string.Join(", ", without)}", "Get it in, or take the versions out; /cve fill leaves them out");

    private static IEnumerable<Found> Unknown(CveChecked cve) =>
        from fix in cve.Cve.Fixes
        let unknown = cve.Cve.Versions.Order()
            .Where(version => fix.StateIn(version.ToString()) == FixState.Unknown && (!cve.HasFixed || cve.Fixed.Contains(version))).ToList()
        where unknown.Count > 0
        select new Found("fixes", $"whether {fix.Id} is in {string.Join(", ", unknown)} is not known", "Say it with /release fix");

    private static IEnumerable<Found> Several(CveChecked cve)
    {
        if (cve.Cve.Fixes.Count > 1)
            yield return new("fixes", $"{string.Join(" and ", cve.Cve.Fixes.Select(fix => fix.Id))} have one CVE", "Right only if they mend one flaw");
    }
}
