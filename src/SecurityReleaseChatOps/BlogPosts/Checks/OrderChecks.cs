using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Table and entries are ordered by severity, critical to low (row F2).</summary>
internal static class OrderChecks
{
    private const string Row = "F2";

    public static IEnumerable<Finding> Severity(PostComparison compared) =>
        from pair in compared.Post.Rows.Zip(compared.Post.Rows.Skip(1))
        where Enum.TryParse<Severity>(pair.First.Severity, ignoreCase: true, out var first)
            && Enum.TryParse<Severity>(pair.Second.Severity, ignoreCase: true, out var second) && first < second
        select new Finding(Row, Level.Error, VersionChecks.Line(pair.Second.Line), $"“{pair.Second.Title}” is more severe than the row above it",
            "Order the table by severity");

    /// <summary>The first one out of place: the others follow from it.</summary>
    public static IEnumerable<Finding> LikeTable(PostComparison compared)
    {
        var entries = compared.Post.Own.Select(entry => (Entry: entry, Row: compared.RowOf(entry))).Where(pair => pair.Row is not null).ToList();
        var wrong = entries.Zip(entries.Skip(1)).FirstOrDefault(pair => pair.First.Row!.Line > pair.Second.Row!.Line);
        return wrong.Second.Entry is null ? [] : [new(Row, Level.Error, wrong.Second.Entry.Where,
            "The entries stand in another order than the rows of the table", $"Put it before “{wrong.First.Entry.Title}”")];
    }

    /// <summary>Published posts usually, but not always, keep to it.</summary>
    public static IEnumerable<Finding> Score(PostComparison compared)
    {
        var entries = compared.Post.Own.Select(entry => (Entry: entry, Severity: compared.RowOf(entry)?.Severity)).ToList();
        var rising = entries.Zip(entries.Skip(1)).Where(pair => pair.First.Severity == pair.Second.Severity
            && pair.First.Entry.Score < pair.Second.Entry.Score).Select(pair => pair.Second.Entry.Name).ToList();
        return rising.Count == 0 ? [] : [new(Row, Level.Note, "table",
            $"Within a severity the higher score comes first as a rule, and {string.Join(", ", rising)} {(rising.Count == 1 ? "stands" : "stand")} "
            + $"below a lower one", "Reorder them, if nothing speaks against it")];
    }
}
