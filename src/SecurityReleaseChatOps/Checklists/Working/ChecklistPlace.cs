using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Where a checklist's button is shown, so that the view can be refreshed after the press.</summary>
/// <param name="Release">The release's id.</param>
/// <param name="View">The view shown: one of the constants, or a stage's page.</param>
internal sealed record ChecklistPlace(string Release, string View = ChecklistPlace.Next)
{
    /// <summary>What is next.</summary>
    public const string Next = "";

    /// <summary>All stages.</summary>
    public const string All = "all";

    /// <summary>The steps that tell somebody.</summary>
    public const string Tell = "tell";

    /// <summary>The App Home, which is redrawn by itself.</summary>
    public const string Home = "home";

    /// <summary>The list of all open steps.</summary>
    public const string Open = "open";

    /// <summary>The list of all steps that tell somebody, with their state.</summary>
    public const string Told = "told";

    private const char Separator = '|';
    private const string StageMark = "stage.";

    /// <summary>A page of a stage, counted from 0.</summary>
    public static ChecklistPlace OfStage(string release, string stage, int page = 0) => OfList(release, StageMark + stage, page);

    /// <summary>A page of a list: of a stage, or one of the constants.</summary>
    public static ChecklistPlace OfList(string release, string list, int page = 0) =>
        new(release, $"{list}.{page}");

    /// <summary>The id of a list's stage; null for other lists.</summary>
    public static string? StageOf(string list) => list.StartsWith(StageMark, StringComparison.Ordinal) ? list[StageMark.Length..] : null;

    /// <summary>The list and its page; null for other views.</summary>
    public (string Name, int Page)? List =>
        View.LastIndexOf('.') is > 0 and var dot && int.TryParse(View[(dot + 1)..], out var page) ? (View[..dot], page) : null;

    public static ChecklistPlace Parse(string? value) =>
        (value ?? "").Split(Separator, 2) is [var release, var view] ? new(release, view) : new(value ?? "");

    public override string ToString() => $"{Release}{Separator}{View}";
}

/// <summary>What a checklist form carries to its submission: its subject, and where it was opened.</summary>
/// <param name="Step">The step's key; null for the whole checklist.</param>
/// <param name="ResponseUrl">Where the answer is shown; null when it was opened in the App Home.</param>
/// <param name="Replaces">Whether the answer replaces the message there.</param>
internal sealed record FormFrom(string Release, string? Step, string View, string? ResponseUrl, bool Replaces) : IAboutRelease
{
    public static FormFrom Button(BlockActionRequest request, ChecklistPlace place, string? step) =>
        new(place.Release, step, place.View, request.ResponseUrl, request.IsEphemeral);

    public static FormFrom Command(SlashCommand command, string release, string? step = null) =>
        new(release, step, ChecklistPlace.Next, command.ResponseUrl, false);
}

/// <summary>The buttons that open a screen, or lead from one to another. A message that others see is not replaced.</summary>
internal sealed class OpenChecklist(ChecklistPress press) : IBlockActionHandler<ButtonAction>, IBlockActionHandler<StaticSelectAction>
{
    /// <summary>From screen to screen.</summary>
    public const string ActionId = "checklist.go";

    /// <summary>The button <b>Open</b> of a message.</summary>
    public const string OpenActionId = "checklist.open";

    /// <summary>The choice of a stage.</summary>
    public const string StageActionId = "checklist.stage";

    public static Button OpenButton(string releaseId) => new() { ActionId = OpenActionId, Text = "Open", Value = releaseId };

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        Show(ChecklistPlace.Parse(action.Value), request, cancellation);

    public Task<ActionResponse> Handle(StaticSelectAction action, BlockActionRequest request, CancellationToken cancellation) =>
        Show(action.Value is { } stage ? ChecklistPlace.OfStage(action.Detail, stage) : new(action.Detail), request, cancellation);

    private async Task<ActionResponse> Show(ChecklistPlace place, BlockActionRequest request, CancellationToken ct)
    {
        var shown = await press.Look(place.Release, request.UserId, ct) is { } screen ? screen.Render(place) : ChecklistPress.Gone;
        return request.IsEphemeral ? ActionResponse.Replace(shown) : ActionResponse.Ephemeral(shown);
    }
}
