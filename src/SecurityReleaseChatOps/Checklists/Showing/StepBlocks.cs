using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>One step with its buttons.</summary>
internal static class StepBlocks
{
    // Slack's limit of an overflow menu.
    private const int MostOptions = 5;

    // Titles longer than this many words leave the rest to How to.
    private const int Long = 11;

    /// <param name="viewer">Who looks; null shows it without buttons.</param>
    /// <param name="all">Whether they may do everything with it; else only what the step's own role may.</param>
    /// <param name="isFirst">Whether its button is the one to press on the screen.</param>
    public static IEnumerable<Block> Render(
        Board board, Step step, ChecklistPlace place, string? viewer, Instant now, bool all = true, bool isFirst = false)
    {
        var ready = step.Open && Agenda.IsReady(board, step);
        var facts = string.Join(" · ", Facts(board, step, now));
        yield return SectionBlock.Of(
            $"{Mark(step, ready)} *{ChecklistText.Title(step)}*{(facts.Length > 0 ? "\n" + facts : "")}",
            viewer is null || !all ? null : Menu(board, step, place, viewer, ready));
        if (viewer is not null && Buttons(board, step, place, viewer, all, ready).ToList() is [var first, .. var others])
            yield return ActionsBlock.Of([isFirst ? first with { Style = ButtonStyle.Primary } : first, .. others]);
    }

    private static string Mark(Step step, bool ready) => step.State switch
    {
        { Status: StepStatus.Done } => ":white_check_mark:",
        { Status: StepStatus.NotNeeded } => ":heavy_minus_sign:",
        _ when !ready => ":lock:",
        { ClaimedBy: not null } or { Confirmations.Count: > 0 } => ":large_blue_circle:",
        _ => ":white_circle:",
    };

    private static IEnumerable<string> Facts(Board board, Step step, Instant now)
    {
        foreach (var fact in step.Open ? Standing(board, step, now) : Settled(step))
            yield return fact;
        foreach (var outdated in board.Outdated(step))
            yield return $":loudspeaker: tell {Mrkdwn.Plain(outdated.Role)} of the change: {Mrkdwn.Plain(outdated.Value)}";
        if (step.State.Failures.Count > 0)
            yield return ":wrench: its tool failed";
        if (step.State.Comments is [.., var last])
            yield return $":speech_balloon: {Comment(last)}{(step.State.Comments.Count > 1 ? $" (and {step.State.Comments.Count - 1} more)" : "")}";
    }

    private static IEnumerable<string> Settled(Step step)
    {
        var state = step.State;
        if (state.Settler is { } settler)
            yield return $"{(state.Status == StepStatus.Done ? "done" : "not needed")} by "
                + $"{string.Join(" and ", state.Confirmations.Select(c => Mrkdwn.User(c.By)))} {Mrkdwn.Date(settler.At)}";
        if (state.Settler?.Why is { } why)
            yield return Mrkdwn.Plain(Text.PlainText.Cut(why, 200));
        if (state.ForcedWhy is { } forced)
            yield return $":rotating_light: forced: {Mrkdwn.Plain(Text.PlainText.Cut(forced, 200))}";
    }

    private static IEnumerable<string> Standing(Board board, Step step, Instant now)
    {
        var waits = board.Waits(step).ToList();
        foreach (var words in waits)
            yield return words;
        if (step.Due is { } due && Agenda.IsOverdue(board, step, now))
            yield return waits.Count > 0 ? ":warning: overdue" : $":warning: overdue since {Mrkdwn.Date(due)}";
        else if (step.Due is { } at && waits.Count == 0)
            yield return $"due {Mrkdwn.Date(at)}";
        if (step.State.Confirmations.Count > 0)
            yield return $"confirmed by {string.Join(" and ", step.State.Confirmations.Select(said => Mrkdwn.User(said.By)).Distinct())}";
        if (step.State.ForcedWhy is null && board.Blockers(step) is { Count: > 0 } blockers)
            yield return $"blocked by {blockers.Count} {(blockers.Count == 1 ? "step" : "steps")}";
        else if (step.State.ClaimedBy is { } claimant)
            yield return $"{Mrkdwn.User(claimant)} is on it";
        else if (step.Item.NeedsSecondPerson)
            yield return step.State.Confirmations.Count > 0 ? "needs a second person" : "needs two people";
        else if (step.Item.Role != Role.Either && waits.Count == 0 && step.Title.Split(' ').Length < Long)
            yield return Whose(step.Item.Role);
    }

    private static string Comment(StepComment comment) => comment.Link is { } link
        ? Mrkdwn.Link(link, comment.Text.Length == 0 ? "evidence" : Text.PlainText.Cut(comment.Text, 80))
        : Mrkdwn.Plain(Text.PlainText.Cut(comment.Text, 80));

    internal static string Whose(Role role) => role switch
    {
        Role.Primary => "Primary",
        Role.Secondary => "Secondary",
        Role.ReleaseManager => "release managers",
        Role.Communications => "Communications",
        Role.Developer => "developers",
        _ => "either of the pair",
    };

    /// <summary>The most likely press first: telling the audience comes before Done.</summary>
    private static IEnumerable<Button> Buttons(Board board, Step step, ChecklistPlace place, string viewer, bool all, bool ready)
    {
        if (all && board.Outdated(step).Any())
            yield return Press(StepPress.TellChange, "Tell the change", step, place);
        // Done opens the form for whatever is missing; for one of the step's messages that is the same form as Ping.
        var presses = step.Item.NeedsSecondPerson || !board.WaitsForEvent(step);
        var again = step.Item.Tells.FirstOrDefault(board.IsUnsaid) is { } unsaid && board.IsToAskAgain(unsaid);
        var tells = again || board.Missing(step) is [var first, ..] && step.Item.Tells.Contains(Kinds.Message(first));
        var telling = !all || !step.Open ? null
            : step.Item.Tells.Any(board.IsWritten) ? "Change"
            : again ? "Ask again"
            : ready && board.ToTell(step) && (presses || tells) ? "Ping"
            : (tells && board.Waits(step).Any()) || board.Awaits(step) ? "Answered elsewhere" : null;
        if (telling is not null)
            yield return Press(StepPress.Ping, telling, step, place);
        if (!ready)
            yield break;
        if (telling is null || presses || !tells)
            yield return Press(StepPress.Done, "Done", step, place);
        if (all)
            yield return Press(StepForms.NotNeeded, "Not needed", step, place);
        yield return Claiming(step, place, viewer);
    }

    private static Button Claiming(Step step, ChecklistPlace place, string viewer) =>
        step.State.ClaimedBy is not { } claimant ? Press(StepPress.Claim, "Claim", step, place)
        : claimant == viewer ? Press(StepPress.GiveBack, "Give back", step, place)
        : Press(StepPress.TakeOver, "Take over", step, place);

    private static Button Press(string what, string text, Step step, ChecklistPlace place) =>
        StepPress.Button(what, step.Key, text, place) with { AccessibilityLabel = Text.PlainText.Cut($"{text}: {ChecklistText.PlainTitle(step)}", 75) };

    private static OverflowMenu Menu(Board board, Step step, ChecklistPlace place, string viewer, bool ready) => new()
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

/// <summary>One step in full: how it is done, and everything said and done about it.</summary>
internal static class StepModal
{
    private const int Comments = 10;

    public static ModalViewDefinition Render(Board board, Step step, Func<string, string> name) => new()
    {
        Title = "How to",
        Close = "Close",
        Blocks =
        [
            SectionBlock.Of($"*{ChecklistText.Title(step)}*"),
            ContextBlock.Of(
                $"`{Mrkdwn.Escape(step.Key)}` · {StepBlocks.Whose(step.Item.Role)}{(step.Item.NeedsSecondPerson ? " · needs two people" : "")}{Rule(step)}"),
            .. Section("", Text.MarkdownText.ToMrkdwn(step.Item.Help)),
            .. Section("Settled by", string.Join(", ", step.Item.SettledBy.Select(term => $"`{Mrkdwn.Escape(term.ToString())}`"))),
            .. Section("Comes after", [.. board.Blockers(step).Select(blocker => $"• {ChecklistText.Title(blocker)}")]),
            .. Section("By hand, when the tool fails", Text.MarkdownText.ToMrkdwn(step.Item.Manual)),
            .. Section("Said", [.. step.State.Confirmations.Select(c =>
                $"• {(c.Status == StepStatus.Done ? "done" : "not needed")}, {Mrkdwn.Plain(name(c.By))} {Mrkdwn.Date(c.At)}{ReleaseText.Because(c.Why)}")]),
            .. Section("Forced", Mrkdwn.Plain(step.State.ForcedWhy)),
            .. Section("Comments", [.. step.State.Comments.TakeLast(Comments).Select(c =>
                $"• {Mrkdwn.Plain(name(c.By))} {Mrkdwn.Date(c.At)}: {Mrkdwn.Plain(c.Text)}{(c.Link is null ? "" : " " + Mrkdwn.Link(c.Link))}")]),
            .. Section("Its tool failed", [.. step.State.Failures.TakeLast(3).Select(f =>
                $"• {Mrkdwn.Plain(name(f.By))} {Mrkdwn.Date(f.At)}: {Mrkdwn.Plain(Text.PlainText.Cut(f.Error, 500))}")]),
        ],
    };

    private static string Rule(Step step) => step.Due is { } due ? $" · due {Mrkdwn.Date(due)}" : step.Item.Due is { } rule ? $" · due {rule}" : "";

    private static IEnumerable<Block> Section(string heading, params IReadOnlyList<string> lines)
    {
        if (string.Join('\n', lines) is { Length: > 0 } mrkdwn)
            yield return SectionBlock.Of(heading.Length == 0 ? mrkdwn : $"*{heading}*\n{mrkdwn}");
    }
}
