using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The forms on one step: <b>Not needed</b>, <b>Done another way</b>, <b>Comment</b>, <b>Force</b>, <b>Tool failed</b>.</summary>
internal sealed class StepForms(FormFrame frame, ReleaseStore releases, ChecklistPress press)
    // People of the step's own role may also say that it was done another way.
    : ReleaseForm<AboutRelease>(frame, releases, Who.Viewers, ChecklistPress.Worked)
{
    public const string CallbackId = "checklist.form";
    public const string NotNeeded = "notneeded";
    public const string OtherWay = "otherway";
    public const string Comment = "comment";
    public const string Force = "force";
    public const string ToolFailed = "tool";

    private const string Words = "said";
    private const string Link = "link";
    private const string Standing = "standing";

    public static ActionResponse Open(StepVerb verb, Screen screen, AboutRelease about) =>
        ChecklistPress.Worked.Refuse(screen.Snapshot.Release) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : screen.Board[about.Of ?? ""] is { } step ? ActionResponse.Open(Render(verb, screen.Board, step, about))
        : ActionResponse.Ephemeral(StepFinder.NotFound(screen.Board, about.Of ?? ""));

    /// <param name="verb">One that asks.</param>
    public static ModalViewDefinition Render(StepVerb verb, Board board, Step step, AboutRelease about) => FormModal.Of(
        $"{CallbackId}:{verb.Word}", verb.Asks!.Title, verb.Asks.Submit, about, ReadAt.Of(Standing, Stands(step)),
        [
            SectionBlock.Of($"*{ChecklistText.Title(step)}*{(board.Release.Rehearsal ? " · rehearsal" : "")}"),
            InputBlock.Of(
                Words, verb.Asks.Label, new PlainTextInput { Multiline = true, MaxLength = ChecklistText.MaxText, FocusOnLoad = true }, verb.Asks.Hint,
                optional: verb.Word == Comment ? true : null),
            .. verb.Word == Comment
                ? [InputBlock.Of(Link, "Link", new UrlTextInput { Placeholder = "https://" }, "Evidence", optional: true)]
                : Array.Empty<Block>(),
        ]);

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var (key, verb) = (form.About.Of ?? "", StepVerb.Of(form.Slack.View.CallbackId!.Split(':')[^1])!);
        var said = new Said(form.By, form.State.Text(Words) ?? "", form.State.Text(Link));
        return press.AtForm(
            form, read, (board, now) => verb.Decide(board, key, said, now), Words, verb.Word == ToolFailed ? ByHand : null, ct,
            verb.Word is Comment or ToolFailed ? null : Meanwhile, board => verb.Own(board, key));

        // A comment or a failed tool never clashes with what others did; these do.
        Meanwhile? Meanwhile(Board board) => board[key] is { } step && !form.ReadAt.Is(Standing, Stands(step))
            ? new(
                Render(verb, board, step, form.About), form.ReadAt.And(Standing, Stands(step)),
                $"{Changed(step)} meanwhile. Submit it again if yours still holds.")
            : null;

        ModalViewDefinition ByHand(Board board, ChecklistDecision decided)
        {
            var step = board[key]!;
            var failure = step.State.Failures[^1];
            return CopyModal.Render(
                "Tool failed",
                [new Markdown($"*By hand*\n{string.Join("\n\n", decided.Notes)}")],
                ("Title of the issue", ToolFailures.IssueTitle(failure)),
                ("Text of the issue", ToolFailures.IssueText(board, step, failure, Directory.NameOf)));
        }
    }

    private static object Stands(Step step) => new { step.State.Status, step.State.ClaimedBy, step.State.Confirmations };

    /// <summary>mrkdwn: the state of an open step.</summary>
    private static string Changed(Step step) => step.State switch
    {
        { Confirmations: [.., var last] } => $"{Mrkdwn.User(last.By)} said that it is {(last.Status == StepStatus.Done ? "done" : "not needed")}",
        { ClaimedBy: { } person } => $"{Mrkdwn.User(person)} claimed it",
        _ => "It was opened again",
    };
}

/// <summary>Records a failed tool: its step is then done by hand, and the error filed as an issue.</summary>
public static class ToolFailures
{
    /// <param name="error">The tool's output; if too long its end is kept, where tools name the error.</param>
    public static ChecklistDecision Record(Board board, string key, string person, string error, Instant now) => Presses.OnOpen(board, key, step =>
    {
        if (step.Item.Tool is not { } tool)
            return ChecklistDecision.Refuse(board, $"{ChecklistText.Name(step)} has no tool that could fail. Comment on it instead.");
        if (string.IsNullOrWhiteSpace(error))
            return ChecklistDecision.Refuse(board, "Paste the error that the tool gave.");
        var kept = error.Trim();
        if (kept.Length > ChecklistText.MaxText)
            kept = "…" + kept[^(ChecklistText.MaxText - 1)..];
        var next = step.State.Record with { Failures = [.. step.State.Failures, new(person, now, tool, kept)] };
        return Recording.Apply(board, person, now, [new(step, next, Happening.ToolFailed, kept)]) with
        {
            Notes = [.. step.Item.Manual.Length == 0 ? Array.Empty<string>() : [Text.MarkdownText.ToMrkdwn(step.Item.Manual)],
                $"File it in {Text.MarkdownText.ToMrkdwn(board.Definition.Tracker)}."],
        };
    });

    /// <summary>The title of the issue for the tool's tracker.</summary>
    public static string IssueTitle(ToolFailure failure) => $"{failure.Tool} failed on {failure.At:yyyy-MM-dd}";

    /// <summary>The issue's text in Markdown. It names the release, but nothing about its vulnerabilities beyond the error itself.</summary>
    public static string IssueText(Board board, Step step, ToolFailure failure, Func<string, string> name)
    {
        var fence = "```";
        while (failure.Error.Contains(fence))
            fence += '`';
        return $"""
            ### What was run

            `{failure.Tool}`, for the step "{step.Item.Title}" of the checklist "{board.Definition.Title}", release {board.Release.Id} ({string.Join(", ", board.Release.Versions)}).

            ### What happened

            {fence}
            {failure.Error}
            {fence}

            ### What was expected

            The step is done by the tool. It is being done by hand meanwhile.

            Seen by {name(failure.By)}, {failure.At:yyyy-MM-dd HH:mm} UTC. The error may name things that are not public: keep this issue confidential until that is checked.
            """;
    }
}
