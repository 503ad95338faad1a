using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Messages sent or scheduled outside the steps, shown under the steps that tell somebody.</summary>
internal interface IToldBesides
{
    /// <param name="canWork">Whether the viewer may change it.</param>
    IEnumerable<Block> Under(Board board, bool canWork);
}

/// <summary>One person's view of a checklist at one time.</summary>
/// <param name="Viewer">Slack user id.</param>
/// <param name="CanWork">Whether they press every step; false shows only those with buttons that <see cref="Own"/> tells.</param>
/// <param name="Notice">The result of the last press, in mrkdwn; null when there was none.</param>
/// <param name="Undo">The step whose last press can be undone with a button beside the notice.</param>
/// <param name="Own">Roles of the viewer: whoever may not work all presses the steps of these; null for none.</param>
/// <param name="Besides">What is shown under the steps that tell somebody; null for nothing.</param>
internal sealed record Screen(
    ChecklistSnapshot Snapshot, string Viewer, bool CanWork, Instant Now, string? Notice = null, string? Undo = null,
    IReadOnlyCollection<Role>? Own = null,
    IToldBesides? Besides = null)
{
    public Board Board => Snapshot.Board;

    /// <summary>The viewer, if they may press everything; else null.</summary>
    public string? Presser => CanWork && Snapshot.Release.IsWorked() ? Viewer : null;

    public bool MayPress(Step step) => Snapshot.Release.IsWorked() && (CanWork || Own?.Contains(step.Item.Role) == true);

    /// <summary>A step with its buttons for the viewer.</summary>
    /// <param name="isFirst">Whether its button is the one to press on this screen.</param>
    public IEnumerable<Block> Show(Step step, ChecklistPlace place, bool isFirst = false) =>
        StepBlocks.Render(Board, step, place, MayPress(step) ? Viewer : null, Now, CanWork, isFirst);

    public Message Render(ChecklistPlace place) => new()
    {
        Text = $"{(place.Tells ? "Communications" : "Checklist")} of {Snapshot.Release.Named()}",
        Blocks =
        [
            .. Head(place),
            .. place.List is var (list, page) && ListScreen.Of(this, list, page) is { } shown ? shown
                : place.View == ChecklistPlace.All ? ListScreen.Stages(this)
                : OpeningScreen.Render(this, place),
            .. place.View == ChecklistPlace.Tell ? Besides?.Under(Board, Presser is not null) ?? [] : [],
        ],
    };

    private IEnumerable<Block> Head(ChecklistPlace place)
    {
        if (Notice is not null)
        {
            yield return SectionBlock.Of(
                Notice,
                Undo is null || Board[Undo] is not { } undone || !MayPress(undone) ? null : StepPress.Button(StepPress.Undo, Undo, "Undo", place));
        }
        var shown = place.Tells ? [.. Board.Steps.Where(step => step.Item.Tells.Count > 0)] : Board.Steps;
        yield return SectionBlock.Of(
            $"{(place.Tells ? "*Communications*" : "Checklist")} of {Snapshot.Release.Named()}\n"
            + $"*{shown.Count(step => !step.Open)} of {shown.Count} {(place.Tells ? "announcements" : "steps")}* · due {Snapshot.Release.Due()}");
    }

    /// <summary>The menu of stages, and the buttons of the whole checklist.</summary>
    public ActionsBlock Foot() => ActionsBlock.Of(
    [
        new StaticSelectMenu
        {
            ActionId = $"{OpenChecklist.StageActionId}:{Snapshot.Release.Id}",
            Placeholder = "Open a stage",
            Options = [.. Progress.Of(Board, Now).Stages.Select(stage => Option.Of(
                Text.PlainText.Cut($"{stage.Title} {stage.Settled}/{stage.Total}", 75),
                stage.Id))],
        },
        Go(new(Snapshot.Release.Id, ChecklistPlace.All), "All stages"),
        .. Presser is null
            ? []
            : (IEnumerable<BlockElement>)[new Button { ActionId = AddStepForm.ActionId, Text = "Add a step",
                Value = new ChecklistPlace(Snapshot.Release.Id).ToString() }],
    ]);

    public static Button Go(ChecklistPlace place, string text) =>
        new() { ActionId = $"{OpenChecklist.ActionId}:{place.View}", Text = text, Value = place.ToString() };
}

/// <summary>What the viewer can do next; the rest is counted, and one press away. For the whole checklist, or the steps that tell somebody.</summary>
internal static class OpeningScreen
{
    private const int Top = 3;

    public static IEnumerable<Block> Render(Screen screen, ChecklistPlace place)
    {
        var (board, tells) = (screen.Board, place.Tells);
        var (heading, first) = tells ? ("Next announcements", Telling(board)) : Next(screen);
        if (Window(board, screen.Now) is { } window)
            yield return SectionBlock.Of(window);
        if (first.Count == 0)
            yield return SectionBlock.Of(
                tells ? Told(board) : board.Steps.All(step => !step.Open) ? ":tada: Everything is done." : "Nothing waits for you right now.");
        else
            yield return new HeaderBlock { Text = heading };
        foreach (var block in first.Take(Top).SelectMany((step, i) => screen.Show(step, place, isFirst: i == 0 && IsTheirs(screen, step))))
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

    /// <summary>What waits for one of the pair is not to be pressed by the other.</summary>
    private static bool IsTheirs(Screen screen, Step step) =>
        !screen.Board.Release.Pair.Contains(screen.Viewer) || Agenda.CanBe(step, screen.Viewer, screen.Board.Release, screen.Own ?? []);

    /// <summary>The pair see their own steps; everybody else those anyone may take.</summary>
    private static (string Heading, IReadOnlyList<Step> Steps) Next(Screen screen)
    {
        var board = screen.Board;
        var mine = Agenda.NextFor(board, screen.Viewer, screen.Now, screen.Own);
        return mine.Count > 0 || board.Release.Pair.Contains(screen.Viewer)
            ? ("Next for you", mine)
            : ("Next", [.. board.Steps.Where(step => step.Open && Agenda.IsReady(board, step)).OrderBy(step => step.Due ?? Instant.MaxValue)]);
    }

    /// <summary>First changes to pass on, then messages to send, then awaited answers; last what nothing waits for.</summary>
    private static IReadOnlyList<Step> Telling(Board board)
    {
        var steps = board.Steps.Where(step => step.Item.Tells.Count > 0).OrderBy(step => step.Due ?? Instant.MaxValue).ToList();
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
        : "There is nobody to tell right now.";

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
        ];
        return counts.Where(part => part.Count > 0).Select(part => string.Format(CultureInfo.InvariantCulture, part.Words, part.Count));
    }

    /// <summary>Time left of the 60 minutes after the merge; null when they are not running.</summary>
    private static string? Window(Board board, Instant now) => AnnouncementWindow.Of(board, now) switch
    {
        { State: WindowState.Running or WindowState.Alarm } running =>
            $"{(running.State == WindowState.Alarm ? ":rotating_light:" : ":hourglass_flowing_sand:")} "
            + $"*{Math.Ceiling(running.Remaining.TotalMinutes):0} min left* to announce, {running.Open.Count} open",
        { State: WindowState.Missed } missed =>
            $":rotating_light: The 60 minutes are over, {missed.Open.Count} not announced",
        _ => null,
    };
}

/// <summary>Lists of steps in pages: a stage's, all open ones, or all that tell somebody; and the list of stages.</summary>
internal static class ListScreen
{
    private const int OnPage = 12;

    /// <summary>The steps of a place's list; null when there is no such list.</summary>
    public static IEnumerable<Block>? Of(Screen screen, string list, int page)
    {
        var board = screen.Board;
        return list switch
        {
            ChecklistPlace.Open => Page(screen, list, page, "Open steps", [.. ProgressMessage.Lines(board, screen.Now, Mrkdwn.User)], null,
                [.. board.Steps.Where(step => step.Open).OrderBy(step => Agenda.IsReady(board, step) ? 0 : 1)
                    .ThenBy(step => step.Due ?? Instant.MaxValue)]),
            ChecklistPlace.Told => Page(screen, list, page, "Announcements", [], null,
                [.. board.Steps.Where(step => step.Item.Tells.Count > 0).OrderBy(step => step.Open ? Agenda.IsReady(board, step) ? 0 : 1 : 2)
                    .ThenBy(step => step.Due ?? Instant.MaxValue)]),
            _ when ChecklistPlace.StageOf(list) is { } id && board.Definition.Stage(id) is { } stage
                && Progress.Of(board, screen.Now).Stages.FirstOrDefault(known => known.Id == id) is var progress =>
                Page(screen, list, page, stage.Title, progress is null ? [] : [progress.Line],
                    screen.Presser is { } person && BulkDone.Question(board, id, person, screen.Now) is { } question
                        ? DoneForAll(screen, stage, question, page)
                        : null,
                    [.. board.Steps.Where(step => step.StageId == stage.Id)]),
            _ => null,
        };
    }

    private static IEnumerable<Block> Page(
        Screen screen, string list, int page, string heading, IReadOnlyList<string> lines, Button? button, IReadOnlyList<Step> steps)
    {
        var pages = Math.Max(1, (steps.Count + OnPage - 1) / OnPage);
        page = Math.Clamp(page, 0, pages - 1);
        var release = screen.Board.Release.Id;
        yield return new HeaderBlock { Text = heading };
        foreach (var line in page == 0 || button is not null ? lines : [])
            yield return SectionBlock.Of(line, button);
        foreach (var block in steps.Skip(page * OnPage).Take(OnPage).SelectMany(step => screen.Show(step, ChecklistPlace.OfList(release, list, page))))
            yield return block;
        yield return ActionsBlock.Of(
        [
            .. page > 0 ? [Screen.Go(ChecklistPlace.OfList(release, list, page - 1), "Earlier steps")] : Array.Empty<Button>(),
            .. page < pages - 1 ? [Screen.Go(ChecklistPlace.OfList(release, list, page + 1), $"More steps ({page + 1} of {pages})")] : Array.Empty<Button>(),
            Screen.Go(new(release, list == ChecklistPlace.Told ? ChecklistPlace.Tell : ChecklistPlace.Next), "Back"),
        ]);
        if (list != ChecklistPlace.Told)
            yield return screen.Foot();
    }

    public static IEnumerable<Block> Stages(Screen screen)
    {
        foreach (var stage in Progress.Of(screen.Board, screen.Now).Stages)
            yield return SectionBlock.Of(stage.Line, Screen.Go(ChecklistPlace.OfStage(screen.Board.Release.Id, stage.Id), "Open"));
        yield return screen.Foot();
    }

    private static Button DoneForAll(Screen screen, Stage stage, string question, int page) =>
        StepPress.Button(StepPress.StageDone, stage.Id, "Done for the whole stage", ChecklistPlace.OfStage(screen.Board.Release.Id, stage.Id, page)) with
        {
            Confirm = new()
            {
                Title = "Done for the whole stage?",
                Text = question,
                Confirm = "All are done",
                Deny = "Cancel",
            },
        };
}

/// <summary>What one person can do now in one release.</summary>
internal sealed record MySteps(Board Board, IReadOnlyList<Step> Steps);

/// <summary>What a person can do next, for their App Home.</summary>
internal static class MyStepsView
{
    private const int Most = 3;

    /// <summary>For the nearest release; the others each have a line below.</summary>
    /// <param name="all">Whether they may do everything with a step; else only what the step's own role may.</param>
    public static IEnumerable<Block> Render(IReadOnlyList<MySteps> mine, string person, Instant now, bool all = true)
    {
        if (mine is not [var nearest, ..])
            yield break;
        var release = nearest.Board.Release.Id;
        yield return new HeaderBlock { Text = $"My steps of {release}" };
        foreach (var block in nearest.Steps.Take(Most)
            .SelectMany(step => StepBlocks.Render(nearest.Board, step, new(release, ChecklistPlace.Home), person, now, all)))
            yield return block;
        if (nearest.Steps.Count > Most)
            yield return ContextBlock.Of($"{nearest.Steps.Count - Most} more: `/checklist {release}`");
    }
}
