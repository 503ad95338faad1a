using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// What the viewer can do next; the rest is counted, and one press away. For the whole checklist, or the steps that tell
/// somebody.
/// </summary>
internal static class OpeningScreen
{
    private const int Top = 3;

    public static IEnumerable<Block> Render(Screen screen, ChecklistPlace place)
    {
        var (board, tells) = (screen.Board, place.View == ChecklistPlace.Tell);
        var (heading, first) = tells ? ("Announcements due", Telling(board)) : Next(screen);
        if (Window(board, screen.Now) is { } window)
            yield return SectionBlock.Of(window);
        if (first.Count == 0)
            yield return SectionBlock.Of(
                tells ? Told(board) : board.Steps.All(step => !step.Open) ? ":tada: Everything is done." : "Nothing waits for you right now.");
        else
            yield return new HeaderBlock { Text = heading };
        foreach (var block in first.Take(Top).SelectMany((step, i) => screen.Show(step, place, isFirst: i == 0)))
            yield return block;
        var rest = board.Steps.Where(step => step.Open && (!tells || step.Item.Tells.Count > 0))
            .ExceptBy(first.Take(Top).Select(step => step.Key), step => step.Key).ToList();
        var counts = string.Join(" · ", Counts(screen, rest, tells));
        if (counts.Length > 0)
            yield return SectionBlock.Of(
                counts,
                Screen.Go(ChecklistPlace.OfList(place.Release, tells ? ChecklistPlace.Told : ChecklistPlace.Open), "Show all"));
        if (!tells)
            yield return screen.Foot();
    }

    /// <summary>The pair see their own steps; everybody else those anyone may take.</summary>
    private static (string Heading, IReadOnlyList<Step> Steps) Next(Screen screen)
    {
        var board = screen.Board;
        var mine = Agenda.NextFor(board, screen.Viewer, screen.Now, screen.Own);
        return mine.Count > 0 || board.Release.Pair.Contains(screen.Viewer)
            ? ("Next for you", mine)
            : ("Next", [.. board.Steps.Where(step => step.Open && Agenda.IsReady(board, step)).OrderBy(step => step.Due ?? DateTimeOffset.MaxValue)]);
    }

    /// <summary>First changes to pass on, then messages to send, then awaited answers; last what nothing waits for.</summary>
    private static IReadOnlyList<Step> Telling(Board board)
    {
        var steps = board.Steps.Where(step => step.Item.Tells.Count > 0).OrderBy(step => step.Due ?? DateTimeOffset.MaxValue).ToList();
        return
        [
            .. steps.Where(step => board.Outdated(step).Any())
                .Concat(steps.Where(step => step.Open && Agenda.IsReady(board, step))
                    .OrderByDescending(step => step.Blocks).ThenByDescending(step => board.ToTell(step)))
                .Concat(steps.Where(step => step.Open && board.Waits(step).Any()))
                .Distinct(),
        ];
    }

    private static string Told(Board board) =>
        board.Steps.All(step => step.Item.Tells.Count == 0)
            ? "Nobody has to be told of a release like this. `/comms ping` writes to an audience in your own words."
        : board.Steps.All(step => step.Item.Tells.Count == 0 || !step.Open) ? ":tada: Everyone is told."
        : "Nobody is to be told right now.";

    private static IEnumerable<string> Counts(Screen screen, IReadOnlyList<Step> rest, bool tells)
    {
        var (board, now) = (screen.Board, screen.Now);
        var ready = rest.Where(step => Agenda.IsReady(board, step)).ToList();
        var overdue = ready.Count(step => Agenda.IsOverdue(board, step, now));
        var waiting = ready.Count(step => !Agenda.IsOverdue(board, step, now) && !board.ToTell(step) && board.Waits(step).Any());
        (string Words, int Count)[] counts =
        [
            (":warning: {0} overdue", overdue),
            (":hourglass: {0} waiting for an answer", waiting),
            ("{0} later", ready.Count - overdue - waiting),
            (":lock: {0} blocked", rest.Count - ready.Count),
            (":rotating_light: {0} forced", tells ? 0 : board.Checklist.Forced.Count),
            (":eyes: {0} to look at again", tells ? 0 : board.Overtaken.Count),
            (":scissors: {0} too late", tells ? 0 : ReleaseDeadlines.LateFixes(board).Count),
            (":white_check_mark: {0} settled", tells ? board.Steps.Count(step => !step.Open && step.Item.Tells.Count > 0) : 0),
        ];
        return counts.Where(part => part.Count > 0).Select(part => string.Format(CultureInfo.InvariantCulture, part.Words, part.Count));
    }

    /// <summary>Time left of the 60 minutes after the merge; null when they are not running.</summary>
    private static string? Window(Board board, DateTimeOffset now) => AnnouncementWindow.Of(board, now) switch
    {
        { State: WindowState.Running or WindowState.Alarm } running =>
            $"{(running.State == WindowState.Alarm ? ":rotating_light:" : ":hourglass_flowing_sand:")} "
            + $"*{Math.Ceiling(running.Remaining.TotalMinutes):0} min left* to announce, {running.Open.Count} open",
        { State: WindowState.Missed } missed =>
            $":rotating_light: The 60 minutes are over, {missed.Open.Count} not announced",
        _ => null,
    };
}
