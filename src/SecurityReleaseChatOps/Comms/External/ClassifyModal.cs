using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms classify</c>: opens <b>Classify</b>, which asks what a matter is.</summary>
internal sealed class ClassifyCommand(ExternalProcedure procedure) : ISubcommand
{
    public CommandUsage Usage { get; } = new(
        "/comms", "classify", "[what it is]", "who owns and approves an external communication, and how it starts", Access.Role.Viewer);

    public Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var chosen = procedure.Find(call.Rest.Folded);
        return Task.FromResult(SlashCommandResponse.Open(ClassifyModal.Render(procedure, chosen, chosen is null ? call.Rest.Own : null)));
    }
}

/// <summary>The modal <b>Classify</b>, which asks more once a category is chosen, and the answer that replaces it.</summary>
internal sealed class ClassifyModal(FormFrame frame, ExternalProcedure procedure, ExternalIssue issue, ReleaseStore releases)
    : Form(frame, Who.Viewers), IBlockActionHandler<StaticSelectAction>
{
    public const string ActionId = "comms.category";
    public const string CallbackId = "comms.classify";
    private const string What = "what";
    private const string Category = "category";
    private const string Reply = "reply";
    private const int LongestWhat = 500;

    /// <param name="chosen">Null while nothing is.</param>
    public static ModalViewDefinition Render(ExternalProcedure procedure, ExternalCategory? chosen, string? what = null) => new()
    {
        CallbackId = CallbackId,
        Title = "Classify",
        Submit = "Classify",
        Close = "Cancel",
        Blocks =
        [
            new InputBlock
            {
                BlockId = Category,
                Label = "What it is",
                DispatchAction = true,
                Element = new StaticSelectMenu
                {
                    ActionId = ActionId,
                    Options = [.. procedure.Categories.Select(Choice)],
                    InitialOption = chosen is null ? null : Choice(chosen),
                },
            },
            .. chosen is null ? [] : Asked(chosen),
            InputBlock.Of(
                What, "In a few words", new PlainTextInput { Multiline = true, MaxLength = LongestWhat, InitialValue = what },
                "Goes into the text of the issue", optional: true),
        ],
    };

    public Task<ActionResponse> Handle(StaticSelectAction action, BlockActionRequest request, CancellationToken cancellation) =>
        Task.FromResult(ActionResponse.Update(Render(procedure, procedure.Find(action.Value), request.State.Text(What))));

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(ViewSubmission submission, CancellationToken ct)
    {
        if (procedure.Find(submission.State.Option(Category)) is not { } category)
            return Wrong(Category, "Choose what it is.");
        // The question shown may be another category's, if the modal was submitted before it was redrawn: this one's is then unanswered.
        var reply = submission.State.Option($"{Reply}:{category.Id}") is { } word && Kebab.Words<ExternalReply>().TryGetValue(word, out var said)
            ? said
            : (ExternalReply?)null;
        var answer = procedure.Classify(category, reply);
        var text = issue.Write(answer, submission.State.Text(What), Directory.NameOf(submission.UserId));
        var active = category.Release ? (await releases.Active(ct)).Select(doc => doc.Value).ToList() : [];
        return (null,
            ViewSubmissionResponse.Update(
                ClassifiedModal.Render(answer, text, active, Directory.RoleOf(submission.UserId) >= Access.Role.Psirt, Directory.Shown)));
    }

    private static IEnumerable<Block> Asked(ExternalCategory chosen)
    {
        yield return ContextBlock.Of(Mrkdwn.Escape(chosen.About));
        if (chosen.Question is { } question)
        {
            yield return InputBlock.Of(
                $"{Reply}:{chosen.Id}", question,
                new RadioButtonGroup
                {
                    ActionId = Reply,
                    Options = [Answer("Yes", ExternalReply.Yes), Answer("No", ExternalReply.No), Answer("Not sure", ExternalReply.Unsure)],
                },
                optional: true);
        }
    }

    private static Option Answer(string text, ExternalReply reply) => Option.Of(text, Kebab.Word(reply));

    private static Option Choice(ExternalCategory category) => Option.Of(category.Name, category.Id);
}

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
