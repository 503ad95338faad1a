using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// The buttons and menu beside a step. A button's detail is its verb and the step's key, its value the place; for the menu of rarer actions
/// the detail is the key, and the value the chosen verb and the place.
/// </summary>
internal sealed class StepPress(ChecklistPress press, IEnumerable<IEventForm> forms, SlackDirectory directory) : IBlockActionHandler<BlockAction>
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

    /// <param name="what">One of the constants, or of those of <see cref="StepForms"/>.</param>
    /// <param name="key">The step's key; the stage's id for <see cref="StageDone"/>.</param>
    public static Button Button(string what, string key, PlainText text, ChecklistPlace place) =>
        new() { ActionId = $"{ActionId}:{what}:{key}", Text = text, Value = place.ToString() };

    public Task<ActionResponse> Handle(BlockAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var words = action is OverflowAction chosen ? (chosen.Value ?? "").Split(' ', 2) : action.Detail.Split(':', 2);
        var rest = words.ElementAtOrDefault(1) ?? "";
        return action is ButtonAction button
            ? Do(words[0], rest, ChecklistPlace.Parse(button.Value), request, cancellation)
            : Do(words[0], action.Detail, ChecklistPlace.Parse(rest), request, cancellation);
    }

    private async Task<ActionResponse> Do(string what, string key, ChecklistPlace place, BlockActionRequest request, CancellationToken ct)
    {
        var (person, verb) = (request.UserId, StepVerb.Of(what));
        if (verb is { Asks: null })
            return await press.AtButton(request, place, (board, now) => verb.Decide(board, key, new(person), now), ct, board => verb.Own(board, key));
        if (await press.Look(place.Release, person, ct) is not { } screen)
            return ActionResponse.Ephemeral(ChecklistPress.Gone);
        var about = place.About(request, key);
        return what switch
        {
            Ping => await OpensTelling(screen, about, screen.Board[key] is { Open: true } told ? Messages(screen.Board, told) : [], ct),
            Done => await Opens(screen, about, ct)
                ?? await press.AtButton(request, place, (board, now) => Presses.Done(board, key, person, now), ct, board => board[key]),
            TellChange =>
                await OpensTelling(screen, about, screen.Board[key] is { } changed ? screen.Board.Outdated(changed).Select(fact => fact.Kind).Take(1) : [], ct),
            Help => screen.Board[key] is { } step
                ? ActionResponse.Open(StepModal.Render(screen.Board, step, directory.NameOf))
                : ActionResponse.Ephemeral(StepFinder.NotFound(screen.Board, key)),
            StepForms.NotNeeded when !screen.CanWork => ActionResponse.Ephemeral(Forms.Who.Psirt.Words),
            _ when verb is not null => StepForms.Open(verb, screen, about),
            _ => ActionResponse.None,
        };
    }

    /// <summary>What <b>Done</b> opens instead of being a press: the form behind the event that settles the step; null when a press settles it.</summary>
    /// <param name="about">Of the step, by its key.</param>
    public async Task<ActionResponse?> Opens(Screen screen, AboutRelease about, CancellationToken ct)
    {
        var board = screen.Board;
        if (board[about.Of ?? ""] is not { Open: true } step || !board.WaitsForEvent(step) || step.Item.NeedsSecondPerson || !screen.MayPress(step))
            return null;
        if (ChecklistPress.Worked.Refuse(screen.Snapshot.Release) is { } no)
            return ActionResponse.Ephemeral(Mrkdwn.Plain(no));
        // What was agreed to is not missing, although it may count no more: whoever is to be asked again comes first.
        var kinds = step.Item.Tells.Where(board.IsToAskAgain).Select(message => message + ".sent").Concat(board.Missing(step));
        return await Form(screen, kinds, about with { Of = step.Subject }, ct) is { } opened ? opened
            : step.Item.IsGate ? null : StepForms.Open(StepVerb.Of(StepForms.OtherWay)!, screen, about);
    }

    /// <summary>Opens a message's form: to send or change it, to record its answer, or to tell of a change.</summary>
    private async Task<ActionResponse> OpensTelling(Screen screen, AboutRelease about, IEnumerable<string> kinds, CancellationToken ct) =>
        !screen.CanWork ? ActionResponse.Ephemeral(Forms.Who.Psirt.Words)
        : ChecklistPress.Worked.Refuse(screen.Snapshot.Release) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : await Form(screen, kinds, about with { Of = null }, ct) ?? ActionResponse.Ephemeral("They know it by now: nothing is left to tell them.");

    /// <summary>First what the button says, to change or to send a message; then the answers that the step waits for, and any other.</summary>
    private static IEnumerable<string> Messages(Board board, Step step) =>
        step.Item.Tells.Where(board.IsWritten).Concat(step.Item.Tells.Where(board.IsUnsaid)).Select(message => message + ".sent")
            .Concat(board.Missing(step).Where(kind => step.Item.Tells.Contains(Kinds.Message(kind))))
            .Concat(step.Item.Tells.Select(message => message + ".sent"));

    private async Task<ActionResponse?> Form(Screen screen, IEnumerable<string> kinds, AboutRelease about, CancellationToken ct)
    {
        foreach (var (kind, form) in kinds.SelectMany(kind => forms.Where(form => form.Makes(kind)).Select(form => (kind, form))))
        {
            if (await form.Open(screen.Snapshot.ReleaseRead, kind, about, screen.Viewer, ct) is { } opened)
                return opened;
        }
        return null;
    }
}

/// <summary>What a person does with one step: typed, pressed, or with words in a form.</summary>
/// <param name="Word">Its name in the ids of buttons and forms.</param>
/// <param name="Decide">From the board, the step's key (or the stage's id), what was said, and now.</param>
/// <param name="IsOwn">Whether people of the step's own role may too, outside PSIRT.</param>
/// <param name="Usage">How it is typed; null when it is only pressed.</param>
/// <param name="Asks">The form that asks for its words; null when there are none.</param>
internal sealed record StepVerb(
    string Word, Func<Board, string, Said, Instant, ChecklistDecision> Decide, bool IsOwn = false, CommandUsage? Usage = null, StepQuestion? Asks = null)
{
    public static IReadOnlyList<StepVerb> All { get; } =
    [
        new(StepPress.Undo, (board, key, said, now) => Undoing.Undo(board, key, said.By, now), IsOwn: true,
            new("/checklist", "undo", "[step] [release]", "take back your last press, or the last on a step", Access.Role.Viewer)),
        new(StepPress.Claim, (board, key, said, now) => Presses.Claim(board, key, said.By, now), IsOwn: true,
            new("/checklist", "claim", "<step> [release]", "say that you are on a step", Access.Role.Viewer)),
        new(StepPress.TakeOver, (board, key, said, now) => Presses.Claim(board, key, said.By, now, takeOver: true), IsOwn: true),
        new(StepPress.GiveBack, (board, key, said, now) => Presses.Unclaim(board, key, said.By, now), IsOwn: true),
        new(StepPress.StageDone, (board, stage, said, now) => BulkDone.Stage(board, stage, said.By, now)),
        new(StepPress.Reopen, (board, key, said, now) => Presses.Reopen(board, key, said.By, now),
            Usage: new("/checklist", "reopen", "<step> [release]", "open a step again")),
        new(StepForms.Comment, (board, key, said, now) => Presses.Comment(board, key, said.By, said.Words, said.Link, now),
            Usage: new("/checklist", "comment", "<step> [words] [release]", "leave a note or a link as evidence on a step"),
            Asks: new("Comment", "Comment", "Comment", "May be left empty when there is a link")),
        new(StepForms.Force, (board, key, said, now) => Presses.Force(board, key, said.By, said.Words, now),
            Usage: new("/checklist", "force", "<step> [reason] [release]", "do a step before what comes before it"),
            Asks: new("Force", "Force it", "Reason", "Why it cannot wait for what comes before it. It stays visible for ever.")),
        new(StepForms.NotNeeded, (board, key, said, now) => Presses.NotNeeded(board, key, said.By, said.Words, now),
            Usage: new("/checklist", "not needed", "<step> [reason] [release]", "say that a step is not needed"),
            Asks: new("Not needed", "Not needed", "Why", "A few words; they stay with the step")),
        new(StepForms.OtherWay, (board, key, said, now) => Presses.Done(board, key, said.By, now, said.Words), IsOwn: true,
            Asks: new("Done another way", "It is done", "How", "Who did it or said it, and where: a link, or a few words")),
        new(StepForms.ToolFailed, (board, key, said, now) => ToolFailures.Record(board, key, said.By, said.Words, now),
            Asks: new("Tool failed", "Record it", "Error", "What the tool said. Leave out what must not be seen; the manual steps follow.")),
    ];

    public static StepVerb? Of(string word) => All.FirstOrDefault(verb => verb.Word == word);

    /// <summary>The step that people of its role may do this with; null when only PSIRT may.</summary>
    public Step? Own(Board board, string key) => IsOwn ? board[key] : null;
}

/// <param name="By">Slack user id.</param>
/// <param name="Link">Evidence; null for none.</param>
internal sealed record Said(string By, string Words = "", string? Link = null);

/// <summary>What one of the <see cref="StepForms"/> asks.</summary>
/// <param name="Submit">The word on its button.</param>
/// <param name="Label">What its words are.</param>
internal sealed record StepQuestion(string Title, string Submit, string Label, string Hint);

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

    /// <summary>What a form carries that is opened here; a view that others see is not refreshed.</summary>
    /// <param name="step">The step's key; null for the whole checklist.</param>
    public AboutRelease About(BlockActionRequest request, string? step = null) => new(Release, request.ResponseUrl, request.IsEphemeral ? View : null, step);
}

/// <summary>The buttons that open a screen, or lead from one to another. A message that others see is not replaced.</summary>
internal sealed class OpenChecklist(ChecklistPress press) : IBlockActionHandler<BlockAction>
{
    /// <summary>From screen to screen.</summary>
    public const string ActionId = "checklist.go";

    /// <summary>The button <b>Open</b> of a message.</summary>
    public const string OpenActionId = "checklist.open";

    /// <summary>The choice of a stage.</summary>
    public const string StageActionId = "checklist.stage";

    public static Button OpenButton(string releaseId) => new() { ActionId = OpenActionId, Text = "Open", Value = releaseId };

    public async Task<ActionResponse> Handle(BlockAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var place = action switch
        {
            StaticSelectAction { Value: { } stage } => ChecklistPlace.OfStage(action.Detail, stage),
            ButtonAction button => ChecklistPlace.Parse(button.Value),
            _ => new(action.Detail),
        };
        var shown = await press.Look(place.Release, request.UserId, cancellation) is { } screen ? screen.Render(place) : ChecklistPress.Gone;
        return request.IsEphemeral ? ActionResponse.Replace(shown) : ActionResponse.Ephemeral(shown);
    }
}
