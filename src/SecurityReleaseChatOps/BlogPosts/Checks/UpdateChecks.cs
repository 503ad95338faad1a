using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Third-party updates come last, with their existing CVE, and not in the table; bug fixes are listed (row F3).</summary>
internal static class UpdateChecks
{
    private const string Row = "F3";

    public static IEnumerable<Finding> Missing(PostComparison compared) =>
        compared.Release.Notes.Updates.Where(update => Entry(compared, update) is null).Select(update => new Finding(
        Row, Level.Error, update.Name, "It was updated in this release and has no entry", "Add it after the other entries, without a row in the table"));

    public static IEnumerable<Finding> Last(PostComparison compared)
    {
        var last = compared.Post.Own.LastOrDefault()?.Line ?? 0;
        return Updates(compared).Where(entry => entry.Line < last).Select(entry =>
            new Finding(Row, Level.Error, entry.Where, "A third-party update stands before fixes of the release's own", "Put it last"));
    }

    public static IEnumerable<Finding> InTable(PostComparison compared) =>
        from update in Updates(compared)
        let row = compared.RowOf(update)
        where row is not null
        select new Finding(Row, Level.Error, VersionChecks.Line(row.Line), $"“{row.Title}” is a third-party update, which has no row in the table",
            "Take the row out");

    /// <summary>Leaving out what is known is an error, anything else a note.</summary>
    public static IEnumerable<Finding> TheirCves(PostComparison compared)
    {
        foreach (var entry in Updates(compared))
        {
            var known = compared.Release.Notes.Updates.FirstOrDefault(update => IsOf(entry, update));
            var missing = known?.Cves.Except(entry.Cves, StringComparer.OrdinalIgnoreCase).ToList() ?? [];
            if (missing.Count > 0)
                yield return new(Row, Level.Error, entry.Where, $"It does not name {string.Join(", ", missing)}", "Add it");
            else if (entry.Cves.Count == 0)
                yield return new(Row, Level.Note, entry.Where, "It names no CVE of the third party", "Add it, if there is one");
        }
    }

    public static IEnumerable<Finding> HeadingLevel(PostComparison compared)
    {
        var level = compared.Post.Own.FirstOrDefault()?.Level;
        return Updates(compared).Where(entry => level is not null && entry.Level != level).Select(entry => new Finding(
            Row, Level.Note, entry.Where, $"Its heading has {new string('#', entry.Level)}, and the others have {new string('#', level!.Value)}",
                "Give it the same level"));
    }

    /// <summary>Those that were named for the post.</summary>
    public static IEnumerable<Finding> Bugs(PostComparison compared)
    {
        var links = compared.Post.Bugs.SelectMany(bugs => bugs.Fixes.Select(fix => (bugs.Version, fix.Link))).ToHashSet();
        return compared.Release.Notes.Bugs.Where(bug => !links.Contains((bug.Version, bug.Link))).Select(bug => new Finding(
            Row, Level.Warning, bug.Version, $"The bug fix “{PlainText.Cut(bug.Title, 80)}” is missing", $"Add {bug.Link} under {bug.Version}"));
    }

    private static IEnumerable<ReadEntry> Updates(PostComparison compared) => compared.Post.Entries.Where(entry => entry.IsThirdParty);

    private static ReadEntry? Entry(PostComparison compared, ThirdPartyUpdate update) =>
        compared.Post.Entries.FirstOrDefault(entry => entry.Cve is null && IsOf(entry, update));

    private static bool IsOf(ReadEntry entry, ThirdPartyUpdate update) => entry.Title.Contains(update.Name, StringComparison.OrdinalIgnoreCase);
}
