namespace SecurityReleaseChatOps.Cves;

/// <summary>The fixes of a CVE are in the versions that its record names (row F1).</summary>
internal static class FixChecks
{
    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("one-cve-two-fixes", "F1", Level.Note, Several),
    ];

    private static IEnumerable<Found> Several(CveChecked cve)
    {
        if (cve.Cve.Fixes.Count > 1)
            yield return new("fixes", $"{string.Join(" and ", cve.Cve.Fixes.Select(fix => fix.Id))} have one CVE", "Right only if they mend one flaw");
    }
}
