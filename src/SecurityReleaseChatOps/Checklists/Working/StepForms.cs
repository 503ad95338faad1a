using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A form of the checklist, usable after the release is closed too: some steps come 30 days later.</summary>
internal abstract class ChecklistForm(FormFrame frame, ReleaseStore releases) : ReleaseForm<FormFrom>(frame, releases)
{
    public override Who Who => Who.Psirt;

    public override While While => ChecklistPress.Worked;
}

/// <summary>The forms on one step: <b>Not needed</b>, <b>Done another way</b>, <b>Comment</b>, <b>Force</b>, <b>Tool failed</b>.</summary>
internal sealed class StepForms(FormFrame frame, ReleaseStore releases, ChecklistPress press) : ChecklistForm(frame, releases)
{
    public const string CallbackId = "checklist.form";
    public const string NotNeeded = "notneeded";
    public const string OtherWay = "otherway";
    public const string Comment = "comment";
    public const string Force = "force";
    public const string ToolFailed = "tool";

    private const string Said = "said";
    private const string Link = "link";
    private const string Standing = "standing";

    /// <summary>People of the step's own role may also say that it was done another way.</summary>
    public override Who Who => Who.Viewers;

    /// <param name="form">One of the constants.</param>
    public static ActionResponse Open(string form, Screen screen, string key, FormFrom from) =>
        ChecklistPress.Worked.Refuse(screen.Snapshot.Release) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : screen.Board[key] is { } step ? ActionResponse.Open(Render(form, screen.Board, step, from))
        : ActionResponse.Ephemeral(StepFinder.NotFound(screen.Board, key));

    public static ModalViewDefinition Render(string form, Board board, Step step, FormFrom from) => form switch
    {
        NotNeeded => Form(form, "Not needed", "Not needed", board, step, from, Text("Why", "A few words; they stay with the step")),
        OtherWay => Form(form, "Done another way", "It is done", board, step, from, Text("How", "Who did it or said it, and where: a link, or a few words")),
        Force => Form(form, "Force", "Force it", board, step, from, Text("Reason", "Why it cannot wait for what comes before it. It stays visible for ever.")),
        ToolFailed =>
            Form(form, "Tool failed", "Record it", board, step, from, Text(
                "Error", "What the tool said. Leave out what must not be seen; the manual steps follow.")),
        _ => Form(form, "Comment", "Comment", board, step, from,
            Text("Comment", "May be left empty when there is a link") with { Optional = true },
            InputBlock.Of(Link, "Link", new UrlTextInput { Placeholder = "https://" }, "Evidence", optional: true)),
    };

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<FormFrom> form, Doc<Release> read, CancellationToken ct)
    {
        var (key, by) = (form.About.Step ?? "", form.By);
        var (words, link) = (form.State.Text(Said) ?? "", form.State.Text(Link));
        var which = form.Slack.View.CallbackId?.Split(':')[^1] ?? "";
        return which switch
        {
            NotNeeded => Make((board, now) => Presses.NotNeeded(board, key, by, words, now), meanwhile: Meanwhile),
            OtherWay => Make((board, now) => Presses.Done(board, key, by, now, words), meanwhile: Meanwhile, own: board => board[key]),
            Force => Make((board, now) => Presses.Force(board, key, by, words, now), meanwhile: Meanwhile),
            ToolFailed => Make((board, now) => ToolFailures.Record(board, key, by, words, now), ByHand),
            _ => Make((board, now) => Presses.Comment(board, key, by, words, link, now)),
        };

        Task<(Commit? Commit, ViewSubmissionResponse Answer)> Make(
            Func<Board, Instant, ChecklistDecision> decide,
            Func<Board, ChecklistDecision, ModalViewDefinition>? then = null,
            Func<Board, Meanwhile?>? meanwhile = null,
            Func<Board, Step?>? own = null) =>
            press.AtForm(form, read, decide, Said, then, ct, meanwhile, own);

        // A comment or a failed tool never clashes with what others did; these do.
        Meanwhile? Meanwhile(Board board) => board[key] is { } step && !form.ReadAt.Is(Standing, Stands(step))
            ? new(Render(
                which, board, step, form.About), form.ReadAt.And(Standing, Stands(step)), $"{Changed(step)} meanwhile. Submit it again if yours still holds.")
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

    private static ModalViewDefinition Form(
        string form, string title, string submit, Board board, Step step, FormFrom from, params InputBlock[] inputs) => FormModal.Of(
            $"{CallbackId}:{form}", title, submit, from, ReadAt.Of(Standing, Stands(step)),
            [SectionBlock.Of($"*{ChecklistText.Title(step)}*{(board.Release.Rehearsal ? " · rehearsal" : "")}"), .. inputs]);

    private static InputBlock Text(string label, string hint) => InputBlock.Of(
        Said, label, new PlainTextInput { Multiline = true, MaxLength = ChecklistText.MaxText, FocusOnLoad = true }, hint);
}

/// <summary>Records a failed tool: its step is then done by hand, and the error filed as an issue.</summary>
public static class ToolFailures
{
    /// <param name="error">The tool's output; if too long its end is kept, where tools name the error.</param>
    public static ChecklistDecision Record(Board board, string key, string person, string error, Instant now)
    {
        if (board[key] is not { } step)
            return Presses.Unknown(board, key);
        if (step.Item.Tool is not { } tool)
            return ChecklistDecision.Refuse(board, $"{ChecklistText.Name(step)} has no tool that could fail. Comment on it instead.");
        if (!step.Open)
            return ChecklistDecision.Refuse(board, ChecklistText.HowSettled(step));
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
    }

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
