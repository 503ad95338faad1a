namespace SecurityReleaseChatOps.Slack;

/// <summary>A click, a choice or a shortcut: Slack gets an empty answer, and whatever is to be shown follows it.</summary>
internal sealed class ActionTurn(
    SlackRequest request, SlackRequestKind kind, string name, ViewInfo? used, Func<CancellationToken, Task<ActionResponse>>? handle, FollowUp followUp) : Turn
{
    public override string Key => request.DeliveryId;

    public override SlackRequestInfo Info => new(request.UserId, kind, name, request.ChannelId, TeamId: request.TeamId);

    public override Answer Slow => request.ResponseUrl is null
        ? Answer.Ok
        : Answer.Ok with { After = c => followUp.Tell(request, "Still working on it. What comes of it follows here.", c) };

    public override async Task<Answer> Handle(CancellationToken cancellation)
    {
        // A button that only opens a URL is reported too; it needs no handler.
        if (handle is null)
            return kind == SlackRequestKind.BlockAction ? Answer.Ok : Refuse($"This app does not know the shortcut {name}.");
        var response = await handle(cancellation);
        return response is { Response: null, OpenView: null, PushView: null, UpdateView: null }
            ? Answer.Ok
            : Answer.Ok with { After = c => After(response, c) };
    }

    public override Answer Refuse(string words) => Answer.Ok with
    {
        After = c => used is not null && request.ResponseUrl is null
            ? followUp.TellInView(request, words, used, c)
            : followUp.Tell(request, words, c),
    };

    private async Task After(ActionResponse response, CancellationToken cancellation)
    {
        // The view first: its trigger expires after 3 seconds.
        await followUp.Show(request, response, used, cancellation);
        if (response.Response is { } message)
            await followUp.Respond(request with { ResponseUrl = response.ResponseUrl ?? request.ResponseUrl }, message, cancellation);
    }
}
