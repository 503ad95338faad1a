using System.Globalization;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>One step with what can be done with it.</summary>
internal static class StepBlocks
{
    // Slack's limit of an overflow menu.
    private const int MostOptions = 5;

    /// <param name="viewer">Who looks; null shows it without buttons.</param>
    /// <param name="all">Whether they may do all with it; else what one does with a step of one's own role.</param>
    public static IEnumerable<Block> Render(Board board, Step step, Place place, string? viewer, DateTimeOffset now, bool all = true)
    {
        var ready = step.Open && Agenda.IsReady(board, step);
        yield return new SectionBlock
        {
            Text = new Markdown($"{Mark(step, ready)} *{Words.Title(step)}*{Details(board, step, now)}"),
            Accessory = viewer is null || !all ? null : Menu(board, step, place, viewer, ready),
        };
        if (ready && viewer is not null)
            yield return new ActionsBlock { Elements = [.. all ? Buttons(board, step, place, viewer) : Own(step, place, viewer)] };
        if (viewer is not null && all && board.Outdated(step).Any())
            yield return new ActionsBlock { Elements = [Press(StepPress.TellChange, "Tell the change", step, place)] };
    }

    /// <summary>The step in a line, without buttons.</summary>
    public static string Line(Board board, Step step, DateTimeOffset now) =>
        $"• *{Words.Title(step)}* – {string.Join(" · ", Facts(board, step, now).Take(2))}";

    private static string Mark(Step step, bool ready) => step.State switch
    {
        { Status: StepStatus.Done } => ":white_check_mark:",
        { Status: StepStatus.NotNeeded } => ":heavy_minus_sign:",
        _ when !ready => ":lock:",
        { ClaimedBy: not null } or { Confirmations.Count: > 0 } => ":large_blue_circle:",
        _ => ":white_circle:",
    };

    private static string Details(Board board, Step step, DateTimeOffset now) =>
        Facts(board, step, now).ToList() is { Count: > 0 } facts ? "\n" + string.Join(" · ", facts) : "";

    private static IEnumerable<string> Facts(Board board, Step step, DateTimeOffset now)
    {
        var state = step.State;
        if (state.Settler is { } settler)
            yield return $"{(state.Status == StepStatus.Done ? "done" : "not needed")} by {string.Join(" and ", state.Confirmations.Select(c => Mrkdwn.User(c.By)))} {Mrkdwn.Date(settler.At)}";
        if (state.Settler?.Why is { } why)
            yield return Mrkdwn.Plain(Text.Words.Cut(why, 200));
        if (state.ForcedWhy is { } forced)
            yield return $":rotating_light: forced: {Mrkdwn.Plain(Text.Words.Cut(forced, 200))}";
        if (step.Open && step.Due is { } due)
            yield return (Agenda.IsOverdue(board, step, now) ? ":warning: overdue since " : "due ") + Mrkdwn.Date(due);
        foreach (var waits in step.Open ? board.Waits(step) : [])
            yield return waits;
        foreach (var outdated in board.Outdated(step))
            yield return $":loudspeaker: tell {Mrkdwn.Plain(outdated.Role)} of the change: {Mrkdwn.Plain(outdated.Value)}";
        if (step.Open && state.ClaimedBy is { } claimant)
            yield return $"claimed by {Mrkdwn.User(claimant)}";
        if (step.Open && state.Confirmations is [var first, ..])
            yield return $"confirmed by {Mrkdwn.User(first.By)}, needs a second person";
        else if (step.Open && step.Item.NeedsSecondPerson)
            yield return "needs two people";
        if (step.Open && step.Item.Role != Role.Either)
            yield return Whose(step.Item.Role);
        if (step.Open && state.ForcedWhy is null && board.Blockers(step) is { Count: > 0 } blockers)
            yield return $"comes after {Words.Names(blockers)}";
        if (state.Failures.Count > 0)
            yield return $":wrench: its tool failed {Mrkdwn.Date(state.Failures[^1].At)}";
        if (state.Comments is [.., var last])
            yield return $":speech_balloon: {Comment(last)}{(state.Comments.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {state.Comments.Count - 1} more)") : "")}";
    }

    private static string Comment(StepComment comment) => comment.Link is { } link
        ? Mrkdwn.Link(link, comment.Text.Length == 0 ? "evidence" : Text.Words.Cut(comment.Text, 80))
        : Mrkdwn.Plain(Text.Words.Cut(comment.Text, 80));

    internal static string Whose(Role role) => role switch
    {
        Role.Primary => "the Primary's",
        Role.Secondary => "the Secondary's",
        Role.ReleaseManager => "the release managers'",
        Role.Communications => "Communications'",
        Role.Developer => "the developers'",
        _ => "either one's",
    };

    private static IReadOnlyList<ActionElement> Buttons(Board board, Step step, Place place, string viewer) =>
    [
        .. board.ToTell(step) ? [Press(StepPress.Ping, "Ping", step, place) with { Style = ButtonStyle.Primary }] : (IEnumerable<ActionElement>)[],
        .. !board.ToTell(step) && board.IsWritten(step) ? [Telling(board, step, place)] : (IEnumerable<ActionElement>)[],
        Press(StepPress.Done, "Done", step, place) with { Style = board.ToTell(step) ? null : ButtonStyle.Primary },
        Press(StepForms.NotNeeded, "Not needed", step, place),
        Claiming(step, place, viewer),
    ];

    private static IReadOnlyList<ActionElement> Own(Step step, Place place, string viewer) =>
        [Press(StepPress.Done, "Done", step, place) with { Style = ButtonStyle.Primary }, Claiming(step, place, viewer)];

    private static Button Claiming(Step step, Place place, string viewer) =>
        step.State.ClaimedBy is not { } claimant ? Press(StepPress.Claim, "Claim", step, place)
        : claimant == viewer ? Press(StepPress.GiveBack, "Give back", step, place)
        : Press(StepPress.TakeOver, "Take over", step, place);

    /// <summary>What can be done about a message that is written: changed before it goes out, answered elsewhere after it.</summary>
    public static Button Telling(Board board, Step step, Place place) => Press(StepPress.Ping, board.IsWritten(step) ? "Change" : "Answered elsewhere", step, place);

    private static Button Press(string what, string text, Step step, Place place) =>
        StepPress.Button(what, step.Key, text, place) with { AccessibilityLabel = Text.Words.Cut($"{text}: {step.Title}", 75) };

    private static OverflowMenu Menu(Board board, Step step, Place place, string viewer, bool ready) => new()
    {
        ActionId = $"{StepPress.MenuActionId}:{step.Key}",
        Options = [.. Choices(board, step, viewer, ready).Take(MostOptions).Select(choice => Option.Of(choice.Text, $"{choice.Word} {place}"))],
    };

    private static IEnumerable<(string Word, string Text)> Choices(Board board, Step step, string viewer, bool ready)
    {
        yield return (StepPress.Help, "How to");
        if (step.Open && !step.Item.IsGate && board.WaitsForEvent(step))
            yield return (StepForms.OtherWay, "Done another way…");
        if (step.Open && !ready && !step.Item.IsGate && board.MayForce(viewer))
            yield return (StepForms.Force, "Force…");
        if (step.Open && step.Item.Tool is not null)
            yield return (StepForms.ToolFailed, "Tool failed…");
        yield return (StepForms.Comment, "Comment…");
        if (step.Open && !ready && !step.Item.IsGate)
            yield return (StepForms.NotNeeded, "Not needed…");
        if (!step.Item.IsGate && (!step.Open || step.State.Confirmations.Count > 0))
            yield return (StepPress.Reopen, "Reopen");
        if (board.Checklist.Recent.Any(change => change.Before.ContainsKey(step.Key) || change.Added == step.Key))
            yield return (StepPress.Undo, "Undo");
    }
}
