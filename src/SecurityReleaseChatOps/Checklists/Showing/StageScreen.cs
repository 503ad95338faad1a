using System.Globalization;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>All steps of a stage, a page at a time; and all stages.</summary>
internal static class StageScreen
{
    private const int OnPage = 12;

    public static IEnumerable<Block> Render(Screen screen, Stage stage, int page)
    {
        var release = screen.Board.Release.Id;
        var steps = screen.Board.Steps.Where(step => step.StageId == stage.Id).ToList();
        var pages = Math.Max(1, (steps.Count + OnPage - 1) / OnPage);
        page = Math.Clamp(page, 0, pages - 1);
        var place = Place.OfStage(release, stage.Id, page);

        yield return new HeaderBlock { Text = stage.Title };
        if (Progress.Of(screen.Board, screen.Now).Stages.FirstOrDefault(known => known.Id == stage.Id) is { } progress)
            yield return new SectionBlock { Text = new Markdown(Bars.Line(progress)), Accessory = progress.Open > 0 && screen.Presser is not null ? DoneForAll(stage, progress, place) : null };
        foreach (var block in steps.Skip(page * OnPage).Take(OnPage).SelectMany(step => screen.Show(step, place)))
            yield return block;
        if (pages > 1)
            yield return new ActionsBlock { Elements = [.. Pages(release, stage.Id, page, pages)] };
        foreach (var block in screen.Foot())
            yield return block;
    }

    public static IEnumerable<Block> All(Screen screen)
    {
        foreach (var stage in Progress.Of(screen.Board, screen.Now).Stages)
        {
            var open = screen.Board.Steps.Where(step => step.StageId == stage.Id && step.Open).ToList();
            yield return new SectionBlock
            {
                Text = new Markdown(Bars.Line(stage) + string.Concat(open.Take(3).Select(step => $"\n• {Words.Title(step)}")) + (open.Count > 3 ? $"\n… and {open.Count - 3} more open" : "")),
                Accessory = Screen.Go(Place.OfStage(screen.Board.Release.Id, stage.Id), "Open"),
            };
        }
        foreach (var block in screen.Foot())
            yield return block;
    }

    private static Button DoneForAll(Stage stage, StageProgress progress, Place place) => StepPress.Button(StepPress.StageDone, stage.Id, "Done for the whole stage", place) with
    {
        Confirm = new()
        {
            Title = "Done for the whole stage?",
            Text = string.Create(CultureInfo.InvariantCulture, $"Marks up to {progress.Open} open steps of {Text.Words.Cut(stage.Title, 60)} as done by you, in their order. Steps that need two people, are claimed by someone else, or wait for another stage stay open."),
            Confirm = "All are done",
            Deny = "Cancel",
        },
    };

    private static IEnumerable<Button> Pages(string release, string stage, int page, int pages)
    {
        if (page > 0)
            yield return Screen.Go(Place.OfStage(release, stage, page - 1), "Earlier steps");
        if (page < pages - 1)
            yield return Screen.Go(Place.OfStage(release, stage, page + 1), string.Create(CultureInfo.InvariantCulture, $"More steps ({page + 1} of {pages})"));
    }
}
