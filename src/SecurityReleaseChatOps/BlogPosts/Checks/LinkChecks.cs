using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The links of the table lead to their entries, and those of CVEs to theirs (row F2).</summary>
internal static partial class LinkChecks
{
    private const string Row = "F2";

    public static IEnumerable<Finding> Table(PostComparison compared)
    {
        var headings = compared.Post.Headings.Select(heading => PostAnchor.Of(heading.Text)).ToHashSet();
        foreach (var row in compared.Post.Rows)
        {
            var meant = compared.Post.Entries.FirstOrDefault(entry => PostComparison.Same(entry.Title, row.Title));
            var where = VersionChecks.Line(row.Line);
            var mend = meant is null ? "Link it to its entry" : $"Link it to #{meant.Anchor}";
            if (row.Anchor is null)
                yield return new(Row, Level.Error, where, $"“{row.Title}” is not linked to its entry", mend);
            else if (!headings.Contains(row.Anchor))
                yield return new(Row, Level.Error, where, $"#{row.Anchor} leads nowhere", mend);
            else if (meant is not null && compared.Post.Entries.All(entry => entry.Anchor != row.Anchor || !PostComparison.Same(entry.Title, row.Title)))
                yield return new(Row, Level.Error, where, $"“{row.Title}” leads to another entry", mend);
        }
    }

    /// <summary>A row has the same title as the entry it links to.</summary>
    public static IEnumerable<Finding> Titles(PostComparison compared) =>
        from row in compared.Post.Rows
        let entry = compared.Post.Entries.FirstOrDefault(entry => entry.Anchor == row.Anchor)
        where entry is not null && !PostComparison.Same(entry.Title, row.Title)
            && !compared.Post.Entries.Any(other => PostComparison.Same(other.Title, row.Title))
        select new Finding(Row, Level.Warning, VersionChecks.Line(row.Line), $"The table says “{row.Title}”, and the heading “{entry.Title}”",
            "Make both say the same");

    public static IEnumerable<Finding> Anchors(PostComparison compared) =>
        compared.Post.Entries.GroupBy(entry => entry.Anchor).Where(same => same.Skip(1).Any()).Select(same => new Finding(
            Row, Level.Error, same.Last().Where, FormattableString.Invariant(
                $"Its heading is the same as the one in line {same.First().Line}, so a link can reach only one of them"), "Give it a title of its own"));

    /// <summary>A link's text matches its target, and its syntax is intact.</summary>
    public static IEnumerable<Finding> Cves(PostComparison compared)
    {
        var post = compared.Post;
        foreach (var entry in post.Entries)
        {
            foreach (Match link in Cve().Matches($"{post.Lines[entry.Line - 1]}\n{entry.Body.Markdown}"))
            {
                if (!link.Groups["said"].Value.Equals(link.Groups["leads"].Value, StringComparison.OrdinalIgnoreCase))
                    yield return new(Row, Level.Error, entry.Where, $"The link of {link.Groups["said"].Value} leads to {link.Groups["leads"].Value}",
                        "Correct the link");
                if (link.Value[^2] == ' ' || link.Value.Contains("( ", StringComparison.Ordinal))
                    yield return new(Row, Level.Warning, entry.Where,
                        $"A blank stands within the brackets of the link of {link.Groups["said"].Value}", "Take it out");
            }
        }
    }

    [GeneratedRegex(@"\[(?<said>CVE-[0-9]{4}-[0-9]+)\]\(\s*[^\s()]*(?<leads>CVE-[0-9]{4}-[0-9]+)\s*\)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
        | RegexOptions.NonBacktracking)]
    private static partial Regex Cve();
}
