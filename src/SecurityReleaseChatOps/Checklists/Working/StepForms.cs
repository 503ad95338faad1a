using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The forms on one step: <b>Not needed</b>, <b>Comment</b>, <b>Force</b>, <b>Tool failed</b>.</summary>
internal sealed class StepForms(ChecklistPress press, SlackDirectory directory) : IViewSubmissionHandler
{
    public const string CallbackId = "checklist.form";
    public const string NotNeeded = "notneeded";
    public const string Comment = "comment";
    public const string Force = "force";
    public const string ToolFailed = "tool";

    private const string Said = "said";
    private const string Link = "link";

    /// <param name="form">One of the constants.</param>
    public static ActionResponse Open(string form, Board board, string key, FormFrom from) => board[key] is { } step
        ? ActionResponse.Open(Render(form, step, from))
        : ActionResponse.Ephemeral(StepFinder.NotFound(board, key));

    public static ModalViewDefinition Render(string form, Step step, FormFrom from) => form switch
    {
        NotNeeded => Form(form, "Not needed", "Not needed", step, from, Text("Why", "A few words; they stay with the step")),
        Force => Form(form, "Force", "Force it", step, from, Text("Reason", "Why it cannot wait for what comes before it. It stays visible for ever.")),
        ToolFailed => Form(form, "Tool failed", "Record it", step, from, Text("Error", "What the tool said. Leave out what must not be seen; the manual steps follow.")),
        _ => Form(form, "Comment", "Comment", step, from,
            Text("Comment", "May be left empty when there is a link") with { Optional = true },
            new InputBlock { BlockId = Link, Label = "Link", Hint = "Evidence", Element = new UrlTextInput { Placeholder = "https://" }, Optional = true }),
    };

    public Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation)
    {
        var from = FormFrom.Read(submission);
        var (key, by) = (from.Step ?? "", submission.UserId);
        var (words, link) = (submission.State.Text(Said) ?? "", submission.State.Text(Link));
        return submission.View.CallbackId?.Split(':')[^1] switch
        {
            NotNeeded => Make((board, now) => Presses.NotNeeded(board, key, by, words, now)),
            Force => Make((board, now) => Presses.Force(board, key, by, words, now)),
            ToolFailed => Make((board, now) => ToolFailures.Record(board, key, by, words, now), ByHand),
            _ => Make((board, now) => Presses.Comment(board, key, by, words, link, now)),
        };

        Task<ViewSubmissionResponse> Make(
            Func<Board, DateTimeOffset, ChecklistDecision> decide, Func<Board, ChecklistDecision, ModalViewDefinition>? then = null) =>
            press.AtForm(submission, from, decide, Said, then, cancellation);

        ModalViewDefinition ByHand(Board board, ChecklistDecision decided)
        {
            var step = board[key]!;
            var failure = step.State.Failures[^1];
            return CopyModal.Render(
                "Tool failed",
                [new Markdown($"*By hand*\n{string.Join("\n\n", decided.Notes)}")],
                ("Title of the issue", ToolFailures.IssueTitle(failure)),
                ("Text of the issue", ToolFailures.IssueText(board, step, failure, directory.NameOf)));
        }
    }

    private static ModalViewDefinition Form(string form, string title, string submit, Step step, FormFrom from, params InputBlock[] inputs) => new()
    {
        CallbackId = $"{CallbackId}:{form}",
        PrivateMetadata = from.Write(),
        Title = title,
        Submit = submit,
        Close = "Cancel",
        Blocks = [new SectionBlock { Text = new Markdown($"*{Words.Title(step)}*") }, .. inputs],
    };

    private static InputBlock Text(string label, string hint) => new()
    {
        BlockId = Said,
        Label = label,
        Hint = hint,
        Element = new PlainTextInput { Multiline = true, MaxLength = Words.MaxText, FocusOnLoad = true },
    };
}
