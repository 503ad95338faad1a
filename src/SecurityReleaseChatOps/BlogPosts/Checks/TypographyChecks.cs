using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Typing mistakes in the entries: notes only (row F2).</summary>
internal static partial class TypographyChecks
{
    private const string Row = "F2";

    public static IEnumerable<Finding> Blanks(PostComparison compared)
    {
        foreach (var entry in compared.Post.Entries)
        {
            var lines = entry.Body.Markdown.Split('\n');
            if (Array.Exists(lines, line => line.TrimStart().TrimEnd().Contains("  ", StringComparison.Ordinal)))
                yield return new(Row, Level.Note, entry.Where, "Two blanks stand together", "Take one out");
            // Two spaces at the end are a line break.
            if (Array.Exists(lines, line => line.Length > 1 && line[^1] == ' ' && line[^2] != ' '))
                yield return new(Row, Level.Note, entry.Where, "A line ends with a blank", "Take it out");
        }
        foreach (var (empty, next) in Doubled(compared.Post))
            yield return new(Row, Level.Note, VersionChecks.Line(empty), $"Two empty lines stand before “{PlainText.Cut(next, 60)}”", "Take one out");
    }

    /// <summary>Sentences that end too early, or not at all.</summary>
    public static IEnumerable<Finding> Ends(PostComparison compared)
    {
        foreach (var entry in compared.Post.Own)
        {
            var text = entry.Body.Markdown;
            if (TwoBrackets().IsMatch(text))
                yield return new(Row, Level.Note, entry.Where, "Two brackets close after the score", "Take one out");
            if (NoStop().IsMatch(text))
                yield return new(Row, Level.Note, entry.Where, "No full stop stands after the bracket of its score", "Add it");
            if (NoStopAtEnd().IsMatch(text))
                yield return new(Row, Level.Note, entry.Where, "No full stop stands after the link of its CVE", "Add it");
        }
    }

    private static IEnumerable<(int Line, string Next)> Doubled(ReadPost post)
    {
        var headings = post.Headings.ToLookup(heading => heading.Line, heading => heading.Text);
        for (var i = 2; i < post.Lines.Count; i++)
        {
            if (post.Lines[i - 1].Trim().Length == 0 && post.Lines[i - 2].Trim().Length == 0 && headings[i + 1].FirstOrDefault() is { } next)
                yield return (i, next);
        }
    }

    [GeneratedRegex(@",\s*[0-9]+(\.[0-9]+)?\s*\)\s*\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TwoBrackets();

    [GeneratedRegex(@"AV:[A-Z/:]+`?\s*,\s*[0-9]+(\.[0-9]+)?\s*\)+\s*([A-Z]|\n|\z)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NoStop();

    [GeneratedRegex(@"assigned\s+\[CVE-[0-9\-]+\]\([^()]*\)\s*([A-Z]|\n|\z)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NoStopAtEnd();
}
