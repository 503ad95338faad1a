using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The answer: who owns and approves it, whether an issue is needed, its text to copy, and what is next.</summary>
internal sealed class ClassifiedModal(FormFrame frame) : Form(frame)
{
    public const string CallbackId = "comms.classified";

    public override Who Who => Who.Viewers;

    /// <param name="issue">The issue's text; shown where one is or may be needed.</param>
    /// <param name="active">The releases to join.</param>
    /// <param name="mayStart">Whether this person starts releases.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static ModalViewDefinition Render(
        ExternalAnswer answer, string issue, IReadOnlyList<Release> active, bool mayStart, Func<string, string> shown) => new()
        {
            CallbackId = CallbackId,
            Title = "Classify",
            Submit = "Done",
            Close = "Close",
            Blocks =
        [
            new HeaderBlock { Text = answer.Category.Name },
            new SectionBlock
            {
                Fields =
                [
                    new Markdown($"*Owner*\n{Mrkdwn.Escape(answer.Category.Owner)}"),
                    new Markdown($"*Approves*\n{Mrkdwn.Escape(answer.Category.Approver)}"),
                ],
            },
            SectionBlock.Of($"*Security Communications issue*\n{Needed(answer.Issue)}"),
            SectionBlock.Of($"*Next*\n{Mrkdwn.Escape(answer.Next)}"),
            .. answer.Category.Release ? Joining(active, mayStart, shown) : [],
            .. answer.Issue == IssueNeed.None ? (IEnumerable<Block>)[] :
            [
                new InputBlock
                {
                    Label = "Issue, to copy",
                    Element = new PlainTextInput { Multiline = true, InitialValue = issue },
                    Optional = true,
                },
            ],
            ContextBlock.Of(string.Join('\n', answer.Notes.Select(note => $"• {Mrkdwn.Escape(note)}"))),
        ],
        };

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(ViewSubmission submission, CancellationToken ct) =>
        Task.FromResult<(Commit?, ViewSubmissionResponse)>((null, ViewSubmissionResponse.Clear));

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
