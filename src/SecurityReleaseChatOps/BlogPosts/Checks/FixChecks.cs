using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The fixes of the release are in the post, and no others (row F1).</summary>
internal static class FixChecks
{
    private const string Row = "F1";

    public static IEnumerable<Finding> Missing(PostComparison compared)
    {
        if (compared.Release.Fixes.Count == 0)
            return [new(Row, Level.Error, "release", "It has no fixes yet, so nothing can be compared", "Add them with /release fixes or /cve add")];
        var told = compared.Told.Select(pair => pair.Fix.Cve ?? pair.Fix.Fix).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return PostOrder.Of(compared.Release.Fixes).Where(fix => !told.Contains(fix.Cve ?? fix.Fix)).Select(fix => new Finding(
            Row, Level.Error, fix.Cve ?? fix.Fix, $"{fix.Title ?? fix.Fix} is fixed in this release and has no entry",
                "Add its entry and its row, or take the fix out of the release"));
    }

    public static IEnumerable<Finding> TooMany(PostComparison compared) => compared.Entries.Where(pair => pair.Fix is null).Select(pair => new Finding(
        Row, Level.Error, pair.Entry.Where, "It is not among the fixes of the release",
            "Take it out, or add the fix with /release fixes: was it reverted, or never linked?"));

    /// <summary>A version that ships without a fix must not be announced as fixed.</summary>
    public static IEnumerable<Finding> NotIn(PostComparison compared) =>
        from pair in compared.Told
        let said = pair.Entry.Ranges.Select(range => range.Range.Before.ToString()).ToHashSet()
        let without = pair.Fix.NotIn.Where(version => said.Count == 0 || said.Contains(version)).ToList()
        where without.Count > 0
        select new Finding(Row, Level.Error, pair.Entry.Where, $"It says that {Text.PlainText.Series(without)} has the fix, and it is not in it",
            "Take the version out of post and record, or have the fix merged there");

    public static IEnumerable<Finding> Twice(PostComparison compared) =>
        compared.Post.Own.Where(entry => entry.Cve is not null).GroupBy(entry => entry.Cve).Where(same => same.Skip(1).Any()).Select(same => new Finding(
            Row, Level.Error, same.Last().Where, FormattableString.Invariant($"{same.Key} has an entry in line {same.First().Line} already"),
                "Keep one of them"));

    public static IEnumerable<Finding> WithoutRow(PostComparison compared) => compared.Post.Own.Where(entry => compared.RowOf(entry) is null)
        .Select(entry => new Finding(
        Row, Level.Error, entry.Where, "It has no row in the table", "Add its row"));

    public static IEnumerable<Finding> OtherIssue(PostComparison compared) =>
        from pair in compared.Told
        let path = pair.Fix.Fix.Split('#')[0]
        where pair.Fix.Fix.Contains('#') && pair.Entry.Issues.Any(issue => issue.StartsWith(path + "#", StringComparison.OrdinalIgnoreCase))
        where !pair.Entry.Issues.Contains(pair.Fix.Fix, StringComparer.OrdinalIgnoreCase)
        select new Finding(Row, Level.Error, pair.Entry.Where, $"Its comment names {pair.Entry.Issues[0]}, and the fix is {pair.Fix.Fix}",
            "Correct the comment, or the CVE");

    public static IEnumerable<Finding> WithoutIssue(PostComparison compared)
    {
        var bare = compared.Post.Own.Where(entry => entry.Issues.Count == 0).ToList();
        return bare.Count == compared.Post.Own.Count() ? [] : bare.Select(entry => new Finding(
            Row, Level.Note, entry.Where, "No comment under its heading names the issue of its fix, as others have it",
                "Add it: <!-- https://gitlab.com/…/-/issues/N -->"));
    }
}
