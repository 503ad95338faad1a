using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>A post and the release it is about.</summary>
/// <param name="CanonicalPath">Where it has to be read, such as <c>/releases/patches/patch-release-gitlab-18-6-1-released/</c>; null when nobody can
/// say.</param>
/// <param name="FileName">Its file's name; null when it has none.</param>
internal sealed record PostComparison(ReadPost Post, PostFacts Release, string? CanonicalPath, string? FileName, AcronymList Acronyms)
{
    private readonly Lazy<IReadOnlyList<(ReadEntry Entry, PostFix? Fix)>> entries = new(() => Pair(Post, Release));

    /// <summary>The entries for the release's own vulnerabilities, each with its fix; null when there is none.</summary>
    public IReadOnlyList<(ReadEntry Entry, PostFix? Fix)> Entries => entries.Value;

    /// <summary>Those with a fix in the release.</summary>
    public IEnumerable<(ReadEntry Entry, PostFix Fix)> Told => Entries.Where(pair => pair.Fix is not null).Select(pair => (pair.Entry, pair.Fix!));

    /// <summary>An entry's row: matched by link and title, else by either.</summary>
    public ReadRow? RowOf(ReadEntry entry) => Post.Rows.FirstOrDefault(row => row.Anchor == entry.Anchor && Same(row.Title, entry.Title))
        ?? Post.Rows.FirstOrDefault(row => Same(row.Title, entry.Title))
        ?? Post.Rows.FirstOrDefault(row => row.Anchor == entry.Anchor);

    public static bool Same(string? one, string? other) =>
        one is not null && other is not null && PostAnchor.Of(one.Trim()).Equals(PostAnchor.Of(other.Trim()), StringComparison.Ordinal);

    /// <summary>Matched by CVE, else by the issue in its comment, else by title.</summary>
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

/// <summary>One check of a post.</summary>
/// <param name="Fact">The fact it makes when it finds no error: <c>versions</c> for <c>post.versions</c>.</param>
internal sealed record PostCheck(string Fact, Func<PostComparison, IEnumerable<Finding>> Find);
