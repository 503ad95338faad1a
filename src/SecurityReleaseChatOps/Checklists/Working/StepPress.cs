using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The buttons beside a step. The action's detail is the step's key, its value the place.</summary>
internal sealed class StepPress(ChecklistPress press) : IBlockActionHandler<ButtonAction>
{
    public const string Done = "checklist.done";
    public const string NotNeeded = "checklist.notneeded";
    public const string Claim = "checklist.claim";
    public const string TakeOver = "checklist.takeover";
    public const string GiveBack = "checklist.giveback";
    public const string Undo = "checklist.undo";
    public const string StageDone = "checklist.stagedone";

    /// <summary>All of them, each to be registered.</summary>
    public static IReadOnlyList<string> All { get; } = [Done, NotNeeded, Claim, TakeOver, GiveBack, Undo, StageDone];

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var (place, key, person) = (Place.Parse(action.Value), action.Detail, request.UserId);
        if (action.ActionId.StartsWith(NotNeeded, StringComparison.Ordinal))
        {
            return await press.Look(place.Release, person, cancellation) is { } screen
                ? StepForms.Open(StepForms.NotNeeded, screen.Board, key, FormFrom.Button(request, place, key))
                : ActionResponse.Ephemeral(ChecklistPress.Gone);
        }
        return await (action.ActionId[..action.ActionId.IndexOf(':')] switch
        {
            Done => Make((board, now) => Presses.Done(board, key, person, now)),
            Claim => Make((board, now) => Presses.Claim(board, key, person, now)),
            TakeOver => Make((board, now) => Presses.Claim(board, key, person, now, takeOver: true)),
            GiveBack => Make((board, now) => Presses.Unclaim(board, key, person, now)),
            Undo => Make((board, now) => Undoing.Undo(board, key, person, now)),
            _ => Make((board, now) => BulkDone.Stage(board, key, person, now)),
        });

        Task<ActionResponse> Make(Func<Board, DateTimeOffset, ChecklistDecision> decide) =>
            press.AtButton(request, place, decide, cancellation);
    }
}

/// <summary>The menu beside a step: what is done less often.</summary>
internal sealed class StepMenu(ChecklistPress press, Access.SlackDirectory directory) : IBlockActionHandler<OverflowAction>
{
    public const string ActionId = "checklist.more";
    public const string Help = "help";
    public const string Comment = "comment";
    public const string Force = "force";
    public const string ToolFailed = "tool";
    public const string NotNeeded = "notneeded";
    public const string Reopen = "reopen";
    public const string Undo = "undo";

    public async Task<ActionResponse> Handle(OverflowAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var words = (action.Value ?? "").Split(' ', 2);
        var (place, key, person) = (Place.Parse(words.ElementAtOrDefault(1)), action.Detail, request.UserId);
        if (words[0] == Reopen)
            return await press.AtButton(request, place, (board, now) => Presses.Reopen(board, key, person, now), cancellation);
        if (words[0] == Undo)
            return await press.AtButton(request, place, (board, now) => Undoing.Undo(board, key, person, now), cancellation);
        if (await press.Look(place.Release, person, cancellation) is not { } screen)
            return ActionResponse.Ephemeral(ChecklistPress.Gone);
        var from = FormFrom.Button(request, place, key);
        return words[0] switch
        {
            Help => screen.Board[key] is { } step ? ActionResponse.Open(StepModal.Render(screen.Board, step, directory.NameOf)) : ActionResponse.Ephemeral(StepFinder.NotFound(screen.Board, key)),
            Force => StepForms.Open(StepForms.Force, screen.Board, key, from),
            ToolFailed => StepForms.Open(StepForms.ToolFailed, screen.Board, key, from),
            NotNeeded => StepForms.Open(StepForms.NotNeeded, screen.Board, key, from),
            _ => StepForms.Open(StepForms.Comment, screen.Board, key, from),
        };
    }
}
