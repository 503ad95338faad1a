using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

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
                    .ThenBy(step => step.Due ?? DateTimeOffset.MaxValue)]),
            ChecklistPlace.Told => Page(screen, list, page, "Announcements", [], null,
                [.. board.Steps.Where(step => step.Item.Tells.Count > 0).OrderBy(step => step.Open ? Agenda.IsReady(board, step) ? 0 : 1 : 2)
                    .ThenBy(step => step.Due ?? DateTimeOffset.MaxValue)]),
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
        Button[] turns =
        [
            .. page > 0 ? [Screen.Go(ChecklistPlace.OfList(release, list, page - 1), "Earlier steps")] : Array.Empty<Button>(),
            .. page < pages - 1
                ? [Screen.Go(
                    ChecklistPlace.OfList(release, list, page + 1), $"More steps ({page + 1} of {pages})")]
                : Array.Empty<Button>(),
            Screen.Go(new(release, list == ChecklistPlace.Told ? ChecklistPlace.Tell : ChecklistPlace.Next), "Back"),
        ];
        yield return ActionsBlock.Of(turns);
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
internal sealed record MySteps(Release Release, Board Board, IReadOnlyList<Step> Steps);

/// <summary>What a person can do next, for their App Home.</summary>
internal static class MyStepsView
{
    private const int Most = 3;

    /// <summary>For the nearest release; the others each have a line below.</summary>
    /// <param name="all">Whether they may do everything with a step; else only what the step's own role may.</param>
    public static IEnumerable<Block> Render(IReadOnlyList<MySteps> mine, string person, DateTimeOffset now, bool all = true)
    {
        if (mine is not [var nearest, ..])
            yield break;
        yield return new HeaderBlock { Text = $"My steps of {nearest.Release.Id}" };
        foreach (var block in nearest.Steps.Take(Most)
            .SelectMany(step => StepBlocks.Render(nearest.Board, step, new(nearest.Release.Id, ChecklistPlace.Home), person, now, all)))
            yield return block;
        if (nearest.Steps.Count > Most)
            yield return ContextBlock.Of($"{nearest.Steps.Count - Most} more: `/checklist {nearest.Release.Id}`");
    }
}
