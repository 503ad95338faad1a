using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Changes of a release that affect its post.</summary>
internal static class PostChanges
{
    /// <summary>Plain text, one line for each change; empty when there is none.</summary>
    public static IReadOnlyList<string> Between(PostFacts before, PostFacts after)
    {
        var (had, has) = (Fixes(before), Fixes(after));
        return
        [
            .. before.Versions.SequenceEqual(after.Versions) ? [] : new[] { $"Versions: {Listed(before)}, now {Listed(after)}" },
            .. before.Date == after.Date ? [] : new[] { $"Date: {before.Date:yyyy-MM-dd}, now {after.Date:yyyy-MM-dd}" },
            .. before.IsCritical == after.IsCritical ? [] : new[] { after.IsCritical ? "It is critical now" : "It is not critical any more" },
            .. has.Keys.Except(had.Keys, StringComparer.OrdinalIgnoreCase).Select(fix => $"{Name(has[fix])} came"),
            .. had.Keys.Except(has.Keys, StringComparer.OrdinalIgnoreCase).Select(fix => $"{Name(had[fix])} went"),
            .. has.Keys.Intersect(had.Keys, StringComparer.OrdinalIgnoreCase).SelectMany(fix => Of(had[fix], has[fix])),
        ];
    }

    /// <summary>The CVEs that changed.</summary>
    public static IReadOnlyList<string> Cves(PostFacts before, PostFacts after)
    {
        var had = Fixes(before);
        return [.. after.Fixes.Where(fix => fix.Cve is not null && (!had.TryGetValue(fix.Fix, out var known) || Of(known, fix).Any()))
            .Select(fix => fix.Cve!).Distinct()];
    }

    private static IEnumerable<string> Of(PostFix before, PostFix after)
    {
        var name = Name(after);
        if (before.Cve != after.Cve)
            yield return $"{name}: the CVE was {before.Cve ?? "not known"}";
        if (before.Title != after.Title)
            yield return $"{name}: the title was “{before.Title ?? "not known"}”, now “{after.Title}”";
        if (before.Rated() != after.Rated())
            yield return $"{name}: the severity was {before.Rated().Name()}, now {after.Rated().Name()}";
        if (before.Vector()?.ToString() != after.Vector()?.ToString())
            yield return $"{name}: the vector was {before.Vector()?.ToString() ?? "not known"}, now {after.Vector()?.ToString() ?? "not known"}";
        if (!before.Affected().SequenceEqual(after.Affected()))
            yield return $"{name}: the affected versions are others";
        if (before.Record?.Description != after.Record?.Description)
            yield return $"{name}: the description is another";
        if (before.Record?.Credit != after.Record?.Credit)
            yield return $"{name}: the credit is another";
    }

    private static Dictionary<string, PostFix> Fixes(PostFacts snapshot) =>
        snapshot.Fixes.DistinctBy(fix => fix.Fix, StringComparer.OrdinalIgnoreCase).ToDictionary(fix => fix.Fix, StringComparer.OrdinalIgnoreCase);

    private static string Name(PostFix fix) => fix.Cve ?? fix.Fix;

    private static string Listed(PostFacts snapshot) => snapshot.Versions.Count == 0 ? "none" : string.Join(", ", snapshot.Versions);
}
