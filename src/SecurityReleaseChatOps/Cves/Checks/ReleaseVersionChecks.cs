using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The versions of a record agree with those of its release (rows E5 and F1).</summary>
internal static class ReleaseVersionChecks
{
    private const string Fixed = "fixed_versions";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("release-affected", "E5", Level.Error, Affected),
        new("release-left-out", "E5", Level.Error, LeftOut),
        new("release-newest", "E5", Level.Warning, Newest),
        new("fixed-not-released", "E5", Level.Error, NotReleased),
        new("fixed-elsewhere", "E5", Level.Warning, Elsewhere),
    ];

    /// <summary>A version of the release that the record itself calls affected.</summary>
    private static IEnumerable<Found> Affected(CveChecked cve) =>
        from version in Judged(cve)
        where !cve.Fixed.Contains(version)
        let range = cve.Ranges.Select(one => (VersionRange?)one).FirstOrDefault(one => one!.Value.Has(version))
        where range is not null
        select new Found("affected_versions", $"{version} of the release is affected: {range}", "Correct the range; /cve fill makes it from the release");

    /// <summary>A version of the release that is neither affected nor fixed, though older than the newest fixed one.</summary>
    private static IEnumerable<Found> LeftOut(CveChecked cve) =>
        from version in Without(cve)
        where version.CompareTo(cve.Fixed[^1]) < 0
        select new Found(Fixed, $"{version} of the release is left out", "Add its range and the version; /cve fill makes them from the release");

    private static IEnumerable<Found> Newest(CveChecked cve) =>
        from version in Without(cve)
        where version.CompareTo(cve.Fixed[^1]) > 0
        select new Found(
            Fixed, $"{version} of the release is not among them: right only if {version.Major}.{version.Minor} never had the flaw",
            "Add it, or leave it out knowingly");

    /// <summary>A version the release does not ship, from its oldest minor on.</summary>
    private static IEnumerable<Found> NotReleased(CveChecked cve)
    {
        if (Elsewhere(cve, older: false) is { Count: > 0 } other)
            yield return new(
                Fixed, $"the release has no {string.Join(", ", other)}", $"It has {string.Join(", ", cve.Cve.Versions.Order())}; /cve fill takes them");
    }

    /// <summary>Versions of minors older than the release's: shipped beside the release, or a mistake.</summary>
    private static IEnumerable<Found> Elsewhere(CveChecked cve)
    {
        if (Elsewhere(cve, older: true) is { Count: > 0 } older)
            yield return new(Fixed, $"the release has no {string.Join(", ", older)}", "Keep them if they are shipped too");
    }

    private static IEnumerable<ReleaseVersion> Judged(CveChecked cve) => cve.HasRanges && cve.HasFixed ? cve.Cve.Versions.Order() : [];

    /// <summary>The release's versions that are neither fixed nor affected, though an older one is affected.</summary>
    private static IEnumerable<ReleaseVersion> Without(CveChecked cve) => Judged(cve).Where(version =>
        !cve.Fixed.Contains(version) && !cve.Ranges.Any(range => range.Has(version))
        && cve.Ranges.Any(range => (range.From ?? default).CompareTo(version) < 0));

    private static List<ReleaseVersion> Elsewhere(CveChecked cve, bool older) => cve.Cve.Versions.Count == 0 ? []
        : [.. cve.Fixed.Where(version => !cve.Cve.Versions.Contains(version) && older == (version.CompareTo(cve.Cve.Versions.Min().FirstOfMinor()) < 0))];
}
