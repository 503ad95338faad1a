using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The button <b>Open</b> of the progress message: shows the checklist to the one who presses.</summary>
internal sealed class OpenChecklist(ChecklistPress press) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "checklist.open";

    public static Button Button(string releaseId) => new() { ActionId = ActionId, Text = "Open", Value = releaseId };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await press.Look(action.Value ?? "", request.UserId, cancellation) is { } screen
            ? ActionResponse.Ephemeral(screen.Render(new(screen.File.Release.Id)))
            : ActionResponse.Ephemeral(ChecklistPress.Gone);
}

/// <summary>The buttons that lead from screen to screen.</summary>
internal sealed class OpenPlace(ChecklistPress press) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "checklist.go";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        Show(press, Place.Parse(action.Value), request, cancellation);

    internal static async Task<ActionResponse> Show(ChecklistPress press, Place place, BlockActionRequest request, CancellationToken ct) =>
        await press.Look(place.Release, request.UserId, ct) is { } screen
            ? ActionResponse.Replace(screen.Render(place))
            : ActionResponse.Replace(ChecklistPress.Gone);
}

/// <summary>The choice of a stage.</summary>
internal sealed class OpenStage(ChecklistPress press) : IBlockActionHandler<StaticSelectAction>
{
    public const string ActionId = "checklist.stage";

    public Task<ActionResponse> Handle(StaticSelectAction action, BlockActionRequest request, CancellationToken cancellation) =>
        OpenPlace.Show(press, action.Value is { } stage ? Place.OfStage(action.Detail, stage) : new(action.Detail), request, cancellation);
}
