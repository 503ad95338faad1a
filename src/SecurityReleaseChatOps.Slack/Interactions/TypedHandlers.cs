namespace SecurityReleaseChatOps.Slack;

/// <summary>A block action handler that checks the kind of action when called.</summary>
internal abstract class ActionHandler
{
    public abstract Task<ActionResponse> Handle(BlockAction action, BlockActionRequest request, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class ActionHandler<TAction>(IBlockActionHandler<TAction> handler) : ActionHandler
    where TAction : BlockAction
{
    public override Task<ActionResponse> Handle(BlockAction action, BlockActionRequest request, CancellationToken cancellation) =>
        action is TAction typed
            ? handler.Handle(typed, request, cancellation)
            : throw new InvalidOperationException($"The handler of {action.ActionId} takes {typeof(TAction).Name}, not {action.GetType().Name}.");
}

/// <summary>An event handler, looked up by the event's name.</summary>
internal abstract class EventHandler
{
    public abstract Task Handle(SlackEvent slackEvent, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class EventHandler<TEvent>(IEventHandler<TEvent> handler) : EventHandler
    where TEvent : SlackEvent
{
    public override Task Handle(SlackEvent slackEvent, CancellationToken cancellation) =>
        handler.Handle((TEvent)slackEvent, cancellation);
}
