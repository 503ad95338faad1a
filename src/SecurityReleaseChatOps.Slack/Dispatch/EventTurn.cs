namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// An event: handled before Slack is answered, so that none is lost. If a handler fails or is slow, Slack sends the event again; a slow handler is not
/// run twice.
/// </summary>
internal sealed class EventTurn(string type, SlackEvent slackEvent, EventHandler[] handlers) : Turn
{
    public override string Key => slackEvent.DeliveryId;

    public override SlackRequestInfo Info => new(slackEvent.UserId, SlackRequestKind.Event, type, slackEvent.ChannelId, TeamId: slackEvent.TeamId);

    public override Answer Slow => Answer.Busy;

    public override async Task<Answer> Handle(CancellationToken cancellation)
    {
        foreach (var handler in handlers)
            await handler.Handle(slackEvent, cancellation);
        return Answer.Ok;
    }

    public override Answer Refuse(string words) => Answer.Ok;

    public override Answer Fail(string words) => Answer.Failed;
}
