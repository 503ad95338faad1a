using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Nothing is left to do (row F2); placeholder versions are found by <see cref="VersionChecks"/>.</summary>
internal static class TodoChecks
{
    public static IEnumerable<Finding> Left(PostComparison compared) =>
        from line in compared.Post.Lines.Select((text, i) => (Text: text, Number: i + 1))
        from left in Unfilled.Words(line.Text).Concat(Unfilled.Gaps(line.Text)).OrderBy(one => one.Index).Take(1)
        let words = line.Text.Substring(left.Index, left.Length)
        select new Finding("F2", Level.Error, VersionChecks.Line(line.Number), $"“{PlainText.Cut(words, 80)}” is left to be filled in", "Fill it in");
}
