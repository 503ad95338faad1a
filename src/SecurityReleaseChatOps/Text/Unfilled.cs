using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>What is still to be filled in, in anything published: CVE records, posts, customer emails. Only this class knows what that looks like.</summary>
internal static partial class Unfilled
{
    /// <summary>All of it, in order.</summary>
    public static IReadOnlyList<MarkedText> In(string text) => Ordered(Words(text), Versions(text), Gaps(text));

    /// <summary>What a template leaves to fill in, in order: words and versions.</summary>
    public static IReadOnlyList<MarkedText> OfTemplate(string text) => Ordered(Words(text), Versions(text));

    /// <summary>Words and choices: <c>TODO</c>, <c>[ATTACKER]</c>, <c>&lt;TEAM MEMBER NAME&gt;</c>, <c>${COMPONENT}</c>, <c>[have|haven't]</c>.</summary>
    public static IReadOnlyList<MarkedText> Words(string text) => Marked(Word().Matches(text));

    /// <summary>Placeholders for versions: <c>16.X.X</c>, <c>18.5.x3</c>.</summary>
    public static IReadOnlyList<MarkedText> Versions(string text) => Marked(Version().Matches(text));

    /// <summary>Our own gaps, which say who fills them in: <c>[PSIRT: what it allowed]</c>. A link with such a label is not a gap.</summary>
    public static IReadOnlyList<MarkedText> Gaps(string text) => Marked(Gap().Matches(text));

    /// <summary>The text without what a template leaves to fill in.</summary>
    public static string WithoutTemplate(string text) => Version().Replace(Word().Replace(text, ""), "");

    private static IReadOnlyList<MarkedText> Marked(MatchCollection matches) => [.. matches.Select(match => new MarkedText(match.Index, match.Length))];

    private static IReadOnlyList<MarkedText> Ordered(params IEnumerable<IReadOnlyList<MarkedText>> marked) =>
        [.. marked.SelectMany(one => one).OrderBy(one => one.Index)];

    // GitLab has a feature called to-dos: in lower case the word counts only before a colon or at the end of a line. Markdown may escape brackets.
    [GeneratedRegex(
        @"\b(?:TODO|(?i:TBD|TBC|FIXME|XXX+|PICKSOMETHING|todo(?=:|\s*$)))\b|\$\{[A-Z_]+\}|<[A-Z][A-Z0-9_ /-]+>"
            + @"|\[(?!CVE-|(?:CRITICAL|SECURITY|TEST)\\?\])[A-Z][A-Z0-9_ /-]+\\?\](?![\[(:])|\[[^\[\]\n]*\|[^\[\]\n]*\](?!\()",
        RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex Word();

    // X.509 is not a version.
    [GeneratedRegex(
        @"(?<![\w.])(?!X\.[0-9]{2,})(?=[0-9.]*[XYZxyz])[0-9XYZxyz]+(?:\.[0-9XYZxyz]+){1,3}(?!\w|\.\w)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Version();

    [GeneratedRegex(@"\[[^\[\]:\n]{1,80}: [^\[\]\n]{1,200}\](?!\()", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Gap();
}
