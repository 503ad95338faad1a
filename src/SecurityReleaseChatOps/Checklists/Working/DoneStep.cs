using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary><b>Done</b> on a step: a press where that settles it; else the form or press that is its event opens.</summary>
internal sealed class DoneStep(ChecklistPress press, IEnumerable<IEventForm> forms)
{
    /// <summary>What opens instead of a press; null when a press is what is meant.</summary>
    public async Task<ActionResponse?> Opens(Screen screen, string key, PressedAt at, FormFrom from, CancellationToken ct)
    {
        var board = screen.Board;
        if (board[key] is not { Open: true } step || !board.WaitsForEvent(step) || step.Item.NeedsSecondPerson || !screen.MayPress(step))
            return null;
        if (ChecklistForm.Worked.Refuse(screen.File.Release) is { } no)
            return ActionResponse.Ephemeral(Mrkdwn.Plain(no));
        foreach (var kind in board.Missing(step))
        {
            if (await Form(screen, kind, at, ct) is { } opened)
                return opened;
        }
        return step.Item.IsGate ? null : StepForms.Open(StepForms.OtherWay, screen, step.Key, from);
    }

    /// <summary>Opens what tells those of a step of a change.</summary>
    public async Task<ActionResponse> OpensChange(BlockActionRequest request, Place place, string key, CancellationToken ct)
    {
        if (await press.Look(place.Release, request.UserId, ct) is not { } screen)
            return ActionResponse.Ephemeral(ChecklistPress.Gone);
        var outdated = screen.CanWork && screen.Board[key] is { } step ? screen.Board.Outdated(step).FirstOrDefault() : null;
        return outdated is null || await Form(screen, outdated.Kind, new(request.UserId, request.ResponseUrl, request.IsEphemeral ? place.View : null), ct) is not { } opened
            ? ActionResponse.Ephemeral("They know it by now: nothing is left to tell them.")
            : opened;
    }

    /// <summary>At a button.</summary>
    public async Task<ActionResponse> AtButton(BlockActionRequest request, Place place, string key, CancellationToken ct) =>
        await press.Look(place.Release, request.UserId, ct) is { } screen
            && await Opens(screen, key, new(request.UserId, request.ResponseUrl, request.IsEphemeral ? place.View : null), FormFrom.Button(request, place, key), ct) is { } opened
            ? opened
            : await press.AtButton(request, place, (board, now) => Presses.Done(board, key, request.UserId, now), ct, board => board[key]);

    private async Task<ActionResponse?> Form(Screen screen, string kind, PressedAt at, CancellationToken ct)
    {
        foreach (var form in forms.Where(form => form.Makes(kind)))
        {
            if (await form.Open(screen.File.ReleaseRead, kind, at, ct) is { } opened)
                return opened;
        }
        return null;
    }
}
