using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The answer about a mistake in a published post.</summary>
internal static class Correction
{
    private const string Folder = "https://gitlab.com/gitlab-com/www-gitlab-com/-/tree/master/sites/uncategorized/source/releases/posts?ref_type=heads";
    private const int MostLines = 12;
    private const int LongestLine = 140;

    /// <param name="wrong">Where the post differed from its release when last checked.</param>
    /// <param name="changed">The lines of the draft that have changed since.</param>
    /// <param name="cves">The CVEs whose post text, record or both were corrected.</param>
    /// <param name="facts">All that is known to have happened.</param>
    /// <param name="shown">mrkdwn of a person's name.</param>
    public static string Of(BlogPostSnapshot read, IReadOnlyList<Finding> wrong, IReadOnlyList<string> changed, IReadOnlyList<string> cves,
        IReadOnlyList<Fact> facts, Func<string, string> shown)
    {
        if (wrong.Count == 0 && changed.Count == 0)
            return "The post says what the release and its CVEs say. Correct these first, with `/cve edit` or `/release fixes`, then ask again.";
        var primary = shown(read.Release.Primary);
        var told = facts.Where(fact => fact.Kind.EndsWith(".sent", StringComparison.Ordinal) && fact.Kind != "email.sent")
            .Select(fact => fact.Value).OfType<string>().Distinct().ToList();
        return string.Join('\n',
        [
            "*Correct the post*",
            $"1. Open {Mrkdwn.Link(Folder, "the folder of posts")} and edit `{Mrkdwn.Escape(PostDraft.FileName(read.Facts, read.CanonicalPath))}` in a "
            + $"merge request.",
            "2. Change what is below. `/blogpost draft` has the new text.",
            "3. Check the new file with `/blogpost check`, and have another member of PSIRT review it.",
            "4. Ask a release manager to merge it.",
            .. wrong.Take(MostLines).Select(finding => $"• {Mrkdwn.Plain(finding.Where)}: {Mrkdwn.Plain(finding.Why)}. {Mrkdwn.Plain(finding.Mend)}."),
            .. More(wrong.Count),
            .. changed.Count == 0 ? []
                : new[] { $"```\n{Mrkdwn.Escape(string.Join('\n', changed.Take(MostLines).Select(line => PlainText.Cut(line.Replace('`', 'ˋ'), LongestLine))))}\n```" },
            .. More(changed.Count),
            "*Still says the old thing*",
            $"• The post: {primary}",
            .. cves.Count == 0 ? []
                : new[] { $"• The records of {string.Join(", ", cves.Take(MostLines))}: {primary}, by `/cve edit` and an update of the published record" },
            .. facts.Any(fact => fact.Kind == "email.sent") ? new[] { "• The customer email: Communications decide whether customers hear of it" } : [],
            .. told.Count == 0 ? [] : new[] { $"• {Mrkdwn.Plain(string.Join(", ", told))}: {primary} tells them, by `/comms`" },
        ]);
    }

    private static string[] More(int count) => count > MostLines ? [string.Create(CultureInfo.InvariantCulture, $"… and {count - MostLines} more")] : [];
}
