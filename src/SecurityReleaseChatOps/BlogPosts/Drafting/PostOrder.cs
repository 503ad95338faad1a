using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The order of fixes in the table and below it.</summary>
internal static class PostOrder
{
    /// <summary>By severity, then by score, then in the release's order. A CVE with several fixes appears once.</summary>
    public static IReadOnlyList<PostFix> Of(IReadOnlyList<PostFix> fixes) =>
        [.. fixes.DistinctBy(fix => fix.Cve ?? fix.Fix, StringComparer.OrdinalIgnoreCase).OrderByDescending(fix => fix.Rated() ?? Severity.None)
            .ThenByDescending(fix => fix.Vector()?.Score)];
}
