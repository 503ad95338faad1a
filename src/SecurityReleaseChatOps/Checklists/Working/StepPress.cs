using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// The buttons and menu beside a step. A button's detail is its verb and the step's key, its value the place; for the menu of rarer actions
/// the detail is the key, and the value the chosen verb and the place.
/// </summary>
internal sealed class StepPress(
    ChecklistPress press, IEnumerable<IEventForm> forms, SlackDirectory directory) : IBlockActionHandler<ButtonAction>, IBlockActionHandler<OverflowAction>
{
    public const string ActionId = "checklist.press";
    public const string MenuActionId = "checklist.more";
    public const string Done = "done";
    public const string Claim = "claim";
    public const string TakeOver = "takeover";
    public const string GiveBack = "giveback";
    public const string Undo = "undo";
    public const string Reopen = "reopen";
    public const string StageDone = "stagedone";
    public const string Ping = "ping";
    public const string TellChange = "tellchange";
    public const string Help = "help";

    /// <param name="what">One of the constants, or a form of <see cref="StepForms"/>.</param>
    /// <param name="key">The step's key; the stage's id for <see cref="StageDone"/>.</param>
    public static Button Button(string what, string key, PlainText text, ChecklistPlace place) =>
        new() { ActionId = $"{ActionId}:{what}:{key}", Text = text, Value = place.ToString() };

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var words = action.Detail.Split(':', 2);
        return Do(words[0], words.ElementAtOrDefault(1) ?? "", ChecklistPlace.Parse(action.Value), request, cancellation);
    }

    public Task<ActionResponse> Handle(OverflowAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var words = (action.Value ?? "").Split(' ', 2);
        return Do(words[0], action.Detail, ChecklistPlace.Parse(words.ElementAtOrDefault(1)), request, cancellation);
    }

    private async Task<ActionResponse> Do(string what, string key, ChecklistPlace place, BlockActionRequest request, CancellationToken ct)
    {
        var person = request.UserId;
        Func<Board, Instant, ChecklistDecision>? decide = what switch
        {
            Claim => (board, now) => Presses.Claim(board, key, person, now),
            TakeOver => (board, now) => Presses.Claim(board, key, person, now, takeOver: true),
            GiveBack => (board, now) => Presses.Unclaim(board, key, person, now),
            Undo => (board, now) => Undoing.Undo(board, key, person, now),
            Reopen => (board, now) => Presses.Reopen(board, key, person, now),
            StageDone => (board, now) => BulkDone.Stage(board, key, person, now),
            _ => null,
        };
        if (decide is not null)
            return await press.AtButton(request, place, decide, ct, board => what is StageDone or Reopen ? null : board[key]);
        if (await press.Look(place.Release, person, ct) is not { } screen)
            return ActionResponse.Ephemeral(ChecklistPress.Gone);
        var from = FormFrom.Button(request, place, key);
        return what switch
        {
            Ping => await OpensTelling(screen, from, screen.Board[key] is { Open: true } told ? Messages(screen.Board, told) : [], ct),
            Done => await Opens(screen, key, from, ct)
                ?? await press.AtButton(request, place, (board, now) => Presses.Done(board, key, person, now), ct, board => board[key]),
            TellChange =>
                await OpensTelling(screen, from, screen.Board[key] is { } changed ? screen.Board.Outdated(changed).Select(fact => fact.Kind).Take(1) : [], ct),
            Help => screen.Board[key] is { } step
                ? ActionResponse.Open(StepModal.Render(screen.Board, step, directory.NameOf))
                : ActionResponse.Ephemeral(StepFinder.NotFound(screen.Board, key)),
            StepForms.NotNeeded when !screen.CanWork => ActionResponse.Ephemeral(Forms.Who.Psirt.Words),
            _ => StepForms.Open(what, screen, key, from),
        };
    }

    /// <summary>What <b>Done</b> opens instead of being a press: the form behind the event that settles the step; null when a press settles it.</summary>
    public async Task<ActionResponse?> Opens(Screen screen, string key, FormFrom from, CancellationToken ct)
    {
        var board = screen.Board;
        if (board[key] is not { Open: true } step || !board.WaitsForEvent(step) || step.Item.NeedsSecondPerson || !screen.MayPress(step))
            return null;
        if (ChecklistPress.Worked.Refuse(screen.Snapshot.Release) is { } no)
            return ActionResponse.Ephemeral(Mrkdwn.Plain(no));
        // What was agreed to is not missing, although it may count no more: whoever is to be asked again comes first.
        var kinds = step.Item.Tells.Where(board.IsToAskAgain).Select(message => message + ".sent").Concat(board.Missing(step));
        return await Form(screen, kinds, from, step.Subject, ct) is { } opened ? opened
            : step.Item.IsGate ? null : StepForms.Open(StepForms.OtherWay, screen, key, from);
    }

    /// <summary>Opens a message's form: to send or change it, to record its answer, or to tell of a change.</summary>
    private async Task<ActionResponse> OpensTelling(Screen screen, FormFrom from, IEnumerable<string> kinds, CancellationToken ct) =>
        !screen.CanWork ? ActionResponse.Ephemeral(Forms.Who.Psirt.Words)
        : ChecklistPress.Worked.Refuse(screen.Snapshot.Release) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : await Form(screen, kinds, from, null, ct) ?? ActionResponse.Ephemeral("They know it by now: nothing is left to tell them.");

    /// <summary>First what the button says, to change or to send a message; then the answers that the step waits for, and any other.</summary>
    private static IEnumerable<string> Messages(Board board, Step step) =>
        step.Item.Tells.Where(board.IsWritten).Concat(step.Item.Tells.Where(board.IsUnsaid)).Select(message => message + ".sent")
            .Concat(board.Missing(step).Where(kind => step.Item.Tells.Contains(Kinds.Message(kind))))
            .Concat(step.Item.Tells.Select(message => message + ".sent"));

    private async Task<ActionResponse?> Form(Screen screen, IEnumerable<string> kinds, FormFrom from, string? subject, CancellationToken ct)
    {
        var at = new PressedAt(screen.Viewer, from.ResponseUrl, from.Replaces ? from.View : null, subject);
        foreach (var (kind, form) in kinds.SelectMany(kind => forms.Where(form => form.Makes(kind)).Select(form => (kind, form))))
        {
            if (await form.Open(screen.Snapshot.ReleaseRead, kind, at, ct) is { } opened)
                return opened;
        }
        return null;
    }
}

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

    /// <summary>Whether only the steps that tell somebody are shown.</summary>
    public bool Tells => View == Tell || List?.Name == Told;

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
