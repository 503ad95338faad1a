using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The answer: who owns and approves it, whether an issue is needed, its text to copy, and what is next.</summary>
internal static class ClassifiedModal
{
    /// <param name="issue">The issue's text; shown where one is or may be needed.</param>
    /// <param name="active">The active releases it could join.</param>
    /// <param name="mayStart">Whether this person may start releases.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static ModalViewDefinition Render(
        ExternalCategory matter, string issue, IReadOnlyList<Release> active, bool mayStart, Func<string, string> shown) => CopyModal.Of(
        "Classify", "Done",
        [
            new HeaderBlock { Text = matter.Name },
            new SectionBlock
            {
                Fields =
                [
                    new Markdown($"*Owner*\n{Mrkdwn.Escape(matter.Owner)}"),
                    new Markdown($"*Approves*\n{Mrkdwn.Escape(matter.Approver)}"),
                ],
            },
            SectionBlock.Of($"*Security Communications issue*\n{Needed(matter.Issue)}"),
            SectionBlock.Of($"*Next*\n{Mrkdwn.Escape(matter.Next)}"),
            .. matter.Release ? Joining(active, mayStart, shown) : [],
            .. matter.Issue == IssueNeed.None ? [] : (IEnumerable<Block>)[CopyModal.Input("Issue, to copy", issue)],
            ContextBlock.Of(string.Join('\n', matter.Notes.Select(note => $"• {Mrkdwn.Escape(note)}"))),
        ]);

    private static string Needed(IssueNeed need) => need switch
    {
        IssueNeed.Needed => ":memo: Needed. Its text is below.",
        IssueNeed.None => ":no_entry_sign: Not needed.",
        _ => ":grey_question: Only if there is a public response. Its text is below.",
    };

    private static IEnumerable<Block> Joining(IReadOnlyList<Release> active, bool mayStart, Func<string, string> shown)
    {
        var under = active.Count == 0
            ? "No release is under way."
            : $"Under way:\n{string.Join('\n', active.Select(release => $"• {release.Named()}, {release.Kind.Name().ToLowerInvariant()}, due {release.Due()} · {shown(release.Owner)} has it"))}";
        yield return SectionBlock.Of($"{under}{(mayStart ? "" : "\nAsk PSIRT to start one or add to it.")}");
        if (mayStart)
            yield return ActionsBlock.Of(StartReleaseButton.Button);
    }
}
