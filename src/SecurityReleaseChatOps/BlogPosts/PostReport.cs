using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>What a check found, as the answer shows it.</summary>
internal static class PostReport
{
    // What fits into a block, together with the words around it.
    private const int Longest = 2500;
    private const int MostChanges = 8;
    private const int LongestChange = 200;

    /// <summary>mrkdwn: the counts, one line for each finding that fits, and what changed since the last check.</summary>
    /// <param name="since">mrkdwn: who checked last, and when; null at the first check.</param>
    /// <param name="changes">Plain text: what changed since.</param>
    /// <param name="isWhole">Whether it holds all findings.</param>
    public static string Of(IReadOnlyList<Finding> findings, string? since, IReadOnlyList<string> changes, out bool isWhole)
    {
        var (lines, length) = (new List<string>(), 0);
        foreach (var line in findings.Select(Line).TakeWhile(line => (length += line.Length + 1) < Longest))
            lines.Add(line);
        isWhole = lines.Count == findings.Count;
        return string.Join('\n', lines
            .Prepend(Findings.Counted(findings))
            .Concat(isWhole ? [] : [string.Create(CultureInfo.InvariantCulture,
                $"… and {findings.Count - lines.Count} more: all are in a file in your messages with me.")])
            .Concat(since is null ? [] : Since(since, changes)));
    }

    /// <summary>Markdown: all of them.</summary>
    public static string Whole(IReadOnlyList<Finding> findings) => string.Join('\n', findings
        .Select(finding => $"- {finding.Level} ({finding.Row}), {finding.Where}: {finding.Why}. {finding.Mend}.")
        .Prepend(Findings.Counted(findings) + "\n")) + "\n";

    private static string Line(Finding finding) =>
        $"• *{finding.Level}*, {Mrkdwn.Plain(finding.Where)}: {Mrkdwn.Plain(finding.Why)}. {Mrkdwn.Plain(finding.Mend)}.";

    private static IEnumerable<string> Since(string since, IReadOnlyList<string> changes) => changes.Count == 0
        ? [$"*Since {since}* nothing changed in the post or the release."]
        : changes.Take(MostChanges).Select(change => $"• {Mrkdwn.Plain(PlainText.Cut(change, LongestChange))}").Prepend($"*Since {since}*")
            .Concat(changes.Count > MostChanges ? [string.Create(CultureInfo.InvariantCulture, $"• and {changes.Count - MostChanges} more")] : []);
}
