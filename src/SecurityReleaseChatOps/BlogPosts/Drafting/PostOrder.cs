using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>In which order the fixes stand in the table and below it.</summary>
internal static class PostOrder
{
    /// <summary>By severity, then by score, else as the release has them. A CVE that several fixes mend stands once.</summary>
    public static IReadOnlyList<PostFix> Of(IReadOnlyList<PostFix> fixes) =>
        [.. fixes.DistinctBy(fix => fix.Cve ?? fix.Fix, StringComparer.OrdinalIgnoreCase).OrderByDescending(fix => fix.Rated() ?? Severity.None)
            .ThenByDescending(fix => fix.Vector()?.Score)];
}
