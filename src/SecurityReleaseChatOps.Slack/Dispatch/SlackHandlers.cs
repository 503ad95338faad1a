using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Slack;

/// <summary>All handlers, made once.</summary>
internal sealed class SlackHandlers(SlackRegistration registration, SlackSettings settings, IServiceProvider services)
{
    public HandlerMap<ISlashCommandHandler> Commands { get; } = new(registration.Commands, services);

    public HandlerMap<ActionHandler> Actions { get; } = new(registration.Actions, services);

    public HandlerMap<IViewSubmissionHandler> Submissions { get; } = new(registration.Submissions, services);

    public HandlerMap<IGlobalShortcutHandler> GlobalShortcuts { get; } = new(registration.GlobalShortcuts, services);

    public HandlerMap<IMessageShortcutHandler> MessageShortcuts { get; } = new(registration.MessageShortcuts, services);

    public HandlerMap<IBlockOptionProvider> Options { get; } = new(registration.Options, services);

    public HandlerMap<EventHandler[]> Events { get; } = new(
        registration.Events.Select(e => KeyValuePair.Create<string, Func<IServiceProvider, EventHandler[]>>(e.Key, s => [.. e.Value.Select(make => make(s))])),
        services);

    /// <summary>The name under which the handler of this request is registered, which never contains what somebody typed.</summary>
    public string NameOf(SlackRequestInfo info) => info.Kind switch
    {
        SlackRequestKind.Command => Commands.NameOf(info.Name),
        SlackRequestKind.BlockAction => Actions.NameOf(info.Name),
        SlackRequestKind.ViewSubmission or SlackRequestKind.ViewClosed => Submissions.NameOf(info.Name),
        SlackRequestKind.GlobalShortcut => GlobalShortcuts.NameOf(info.Name),
        SlackRequestKind.MessageShortcut => MessageShortcuts.NameOf(info.Name),
        SlackRequestKind.Options => Options.NameOf(info.Name),
        _ => Events.NameOf(info.Name),
    } ?? "other";

    /// <summary>The command's name without the configured prefix.</summary>
    public string Unprefixed(string command) =>
        settings.CommandPrefix.Length > 0 && command.AsSpan(Math.Min(1, command.Length)).StartsWith(settings.CommandPrefix)
            ? "/" + command[(1 + settings.CommandPrefix.Length)..]
            : command;
}

/// <summary>Handlers by id. An id <c>name:detail</c> without a handler of its own goes to the handler of <c>name</c>.</summary>
internal sealed class HandlerMap<T>
    where T : class
{
    private readonly FrozenDictionary<string, T> _handlers;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byPart;

    public HandlerMap(IEnumerable<KeyValuePair<string, Func<IServiceProvider, T>>> handlers, IServiceProvider services)
    {
        _handlers = handlers.ToFrozenDictionary(h => h.Key, h => h.Value(services), StringComparer.Ordinal);
        _byPart = _handlers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The name under which the handler of this id is registered; null if there is none.</summary>
    public string? NameOf(string id) =>
        _handlers.ContainsKey(id) ? id
        : id.IndexOf(':') is > 0 and var colon && id[..colon] is var name && _handlers.ContainsKey(name) ? name
        : null;

    public bool TryFind(string? id, [NotNullWhen(true)] out T? handler)
    {
        handler = null;
        return id is not null
            && (_handlers.TryGetValue(id, out handler)
                || (id.IndexOf(':') is > 0 and var colon && _byPart.TryGetValue(id.AsSpan(0, colon), out handler)));
    }
}

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
