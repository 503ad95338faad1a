using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>A post beside the release that it tells of.</summary>
/// <param name="CanonicalPath">Where it has to be read, such as <c>/releases/patches/patch-release-gitlab-18-6-1-released/</c>; null when nobody can
/// say.</param>
/// <param name="FileName">How its file was called; null when it has no name.</param>
internal sealed record PostComparison(ReadPost Post, PostFacts Release, string? CanonicalPath, string? FileName, AcronymList Acronyms)
{
    private readonly Lazy<IReadOnlyList<(ReadEntry Entry, PostFix? Fix)>> entries = new(() => Pair(Post, Release));

    /// <summary>The entries of the release's own vulnerabilities, each with the fix that it tells of; null where there is none.</summary>
    public IReadOnlyList<(ReadEntry Entry, PostFix? Fix)> Entries => entries.Value;

    /// <summary>Those of which the release has a fix.</summary>
    public IEnumerable<(ReadEntry Entry, PostFix Fix)> Told => Entries.Where(pair => pair.Fix is not null).Select(pair => (pair.Entry, pair.Fix!));

    /// <summary>The row of an entry, by its link and title, or else by either.</summary>
    public ReadRow? RowOf(ReadEntry entry) => Post.Rows.FirstOrDefault(row => row.Anchor == entry.Anchor && Same(row.Title, entry.Title))
        ?? Post.Rows.FirstOrDefault(row => Same(row.Title, entry.Title))
        ?? Post.Rows.FirstOrDefault(row => row.Anchor == entry.Anchor);

    public static bool Same(string? one, string? other) =>
        one is not null && other is not null && PostAnchor.Of(one.Trim()).Equals(PostAnchor.Of(other.Trim()), StringComparison.Ordinal);

    /// <summary>By the CVE, else by the issue in its comment, else by the title.</summary>
    private static IReadOnlyList<(ReadEntry Entry, PostFix? Fix)> Pair(ReadPost post, PostFacts release)
    {
        var byCve = release.Fixes.Where(fix => fix.Cve is not null).ToLookup(fix => fix.Cve!, StringComparer.OrdinalIgnoreCase);
        var byIssue = release.Fixes.ToLookup(fix => fix.Fix, StringComparer.OrdinalIgnoreCase);
        var byTitle = release.Fixes.Where(fix => fix.Title is not null).ToLookup(fix => PostAnchor.Of(fix.Title!.Trim()));
        return [.. post.Own.Select(entry => (entry,
            (entry.Cve is { } cve ? byCve[cve].FirstOrDefault() : null)
            ?? entry.Issues.SelectMany(issue => byIssue[issue]).FirstOrDefault(fix => entry.Cve is null || fix.Cve is null)
            ?? byTitle[PostAnchor.Of(entry.Title)].FirstOrDefault(fix => entry.Cve is null || fix.Cve is null)))];
    }
}

/// <summary>One look at a post.</summary>
/// <param name="Fact">What it settles when it finds no error: <c>versions</c> makes the fact <c>post.versions</c>.</param>
internal sealed record PostCheck(string Fact, Func<PostComparison, IEnumerable<Finding>> Find);
