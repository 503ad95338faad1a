using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Nothing is left to be done (row F2).</summary>
internal static partial class TodoChecks
{
    public static IEnumerable<Finding> Left(PostComparison compared) =>
        from line in compared.Post.Lines.Select((text, i) => (Text: text, Number: i + 1))
        let left = Mark().Match(line.Text)
        where left.Success
        select new Finding("F2", Level.Error, VersionChecks.Line(line.Number), $"“{PlainText.Cut(left.Value, 80)}” is left to be filled in", "Fill it in");

    // Our own gaps are [who: what]; a link with such a label is none.
    [GeneratedRegex(@"\b(TODO|FIXME|TBD|XXX+|PICKSOMETHING)\b|\[[^\[\]:\n]{1,80}: [^\[\]\n]{1,200}\](?!\()", RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();
}
