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
    ChecklistSnapshot Snapshot, string Viewer, bool CanWork, DateTimeOffset Now, string? Notice = null, string? Undo = null,
    IReadOnlyCollection<Role>? Own = null,
    IToldBesides? Besides = null)
{
    public Board Board => Snapshot.Board;

    /// <summary>The viewer, if they may press everything; else null.</summary>
    public string? Presser => CanWork && Snapshot.Release.IsWorked() ? Viewer : null;

    /// <summary>Whether the viewer may press a step.</summary>
    public bool MayPress(Step step) => Snapshot.Release.IsWorked() && (CanWork || Own?.Contains(step.Item.Role) == true);

    /// <summary>A step with its buttons for the viewer.</summary>
    /// <param name="isFirst">Whether its button is the one to press on this screen.</param>
    public IEnumerable<Block> Show(Step step, ChecklistPlace place, bool isFirst = false) =>
        StepBlocks.Render(Board, step, place, MayPress(step) ? Viewer : null, Now, CanWork, isFirst);

    /// <summary>The screen of a place.</summary>
    public Message Render(ChecklistPlace place) => new()
    {
        Text = $"Checklist of {Snapshot.Release.Named()}",
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
        var (settled, tells) = (Board.Steps.Count(step => !step.Open), place.View == ChecklistPlace.Tell || place.List?.Name == ChecklistPlace.Told);
        yield return SectionBlock.Of(
            $"{(tells ? "*Communications*" : "Checklist")} of {Snapshot.Release.Named()}\n*{settled} of {Board.Steps.Count}* · due "
                    + $"{Snapshot.Release.Due()}");
    }

    /// <summary>The menu of stages, and the buttons of the whole checklist.</summary>
    public ActionsBlock Foot() => new()
    {
        Elements =
        [
            new StaticSelectMenu
            {
                ActionId = $"{OpenChecklist.StageActionId}:{Snapshot.Release.Id}",
                Placeholder = "Open a stage",
                Options = [.. Progress.Of(Board, Now).Stages.Select(stage => Option.Of(
                    Text.PlainText.Cut($"{stage.Title} {stage.Done + stage.NotNeeded}/{stage.Total}", 75),
                    stage.Id))],
            },
            Go(new(Snapshot.Release.Id, ChecklistPlace.All), "All stages"),
            .. Presser is null
                ? []
                : (IEnumerable<ActionElement>)[new Button { ActionId = AddStepForm.ActionId, Text = "Add a step",
                    Value = new ChecklistPlace(Snapshot.Release.Id).ToString() }],
        ],
    };

    public static Button Go(ChecklistPlace place, string text) =>
        new() { ActionId = $"{OpenChecklist.ActionId}:{place.View}", Text = text, Value = place.ToString() };
}
