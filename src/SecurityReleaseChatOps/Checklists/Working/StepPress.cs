using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The buttons beside a step. The action's detail is what is pressed and the step's key, its value the place.</summary>
internal sealed class StepPress(ChecklistPress press, DoneStep done) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "checklist.press";
    public const string Done = "done";
    public const string NotNeeded = "notneeded";
    public const string Claim = "claim";
    public const string TakeOver = "takeover";
    public const string GiveBack = "giveback";
    public const string Undo = "undo";
    public const string StageDone = "stagedone";
    public const string Ping = "ping";
    public const string TellChange = "tellchange";

    /// <param name="what">One of the constants.</param>
    /// <param name="key">The step's key; the stage's id for <see cref="StageDone"/>.</param>
    public static Button Button(string what, string key, PlainText text, Place place) => new() { ActionId = $"{ActionId}:{what}:{key}", Text = text, Value = place.ToString() };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var words = action.Detail.Split(':', 2);
        var (what, key) = (words[0], words.ElementAtOrDefault(1) ?? "");
        var (place, person) = (Place.Parse(action.Value), request.UserId);
        if (what == NotNeeded)
        {
            return await press.Look(place.Release, person, cancellation) is not { } screen ? ActionResponse.Ephemeral(ChecklistPress.Gone)
                : !screen.CanWork ? ActionResponse.Ephemeral(Forms.Who.Psirt.Words)
                : StepForms.Open(StepForms.NotNeeded, screen, key, FormFrom.Button(request, place, key));
        }
        if (what is Done or Ping)
            return await done.AtButton(request, place, key, cancellation);
        if (what == TellChange)
            return await done.OpensChange(request, place, key, cancellation);
        return await press.AtButton(request, place, Decide, cancellation, board => what == StageDone ? null : board[key]);

        ChecklistDecision Decide(Board board, DateTimeOffset now) => what switch
        {
            Claim => Presses.Claim(board, key, person, now),
            TakeOver => Presses.Claim(board, key, person, now, takeOver: true),
            GiveBack => Presses.Unclaim(board, key, person, now),
            Undo => Undoing.Undo(board, key, person, now),
            _ => BulkDone.Stage(board, key, person, now),
        };
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
    public const string OtherWay = "otherway";
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
            Force => StepForms.Open(StepForms.Force, screen, key, from),
            ToolFailed => StepForms.Open(StepForms.ToolFailed, screen, key, from),
            NotNeeded => StepForms.Open(StepForms.NotNeeded, screen, key, from),
            OtherWay => StepForms.Open(StepForms.OtherWay, screen, key, from),
            _ => StepForms.Open(StepForms.Comment, screen, key, from),
        };
    }
}
