using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// Makes turns out of what Slack sends: null if nobody handles it. Malformed input throws; <see cref="IsMalformed"/> recognises the exception.
/// </summary>
internal sealed partial class SlackReader(SlackHandlers handlers, FollowUp followUp, LateSubmission late, NamesForOne names, ILogger<SlackReader> log)
{
    /// <summary>A slash command.</summary>
    public Turn Command(SlashCommand command) => new CommandTurn(command, handlers, followUp, names);

    /// <summary>A slash command as JSON.</summary>
    public Turn Command(ReadOnlySpan<byte> json)
    {
        var c = Parse(json, SlackJson.Web.CommandPayload);
        return Command(new SlashCommand
        {
            DeliveryId = c.TriggerId is { Length: > 0 } trigger ? trigger : HashOf(json),
            Command = c.Command ?? throw new JsonException("A command is missing."),
            Text = (c.Text ?? "").Trim(),
            TeamId = c.TeamId ?? "",
            UserId = c.UserId ?? "",
            UserName = c.UserName ?? "",
            ChannelId = c.ChannelId,
            ChannelName = c.ChannelName ?? "",
            TriggerId = c.TriggerId,
            ResponseUrl = c.ResponseUrl,
        });
    }

    /// <summary>A click, submission, closed view, shortcut or request for options.</summary>
    public Turn? Interaction(ReadOnlySpan<byte> json)
    {
        var payload = Parse(json, SlackJson.Web.InteractionPayload);
        switch (payload.Type)
        {
            case "block_actions":
                return BlockAction(payload, json);
            case "view_submission" when payload.View is { } view:
                handlers.Submissions.TryFind(view.CallbackId, out var submitted);
                var form = Fill(new ViewSubmission { View = view }, payload, json);
                return new SubmissionTurn(form.DeliveryId, form with { DeliveryId = FormId(view) }, json.ToArray(), submitted, late, names);
            case "view_closed" when payload.View is { } view:
                handlers.Submissions.TryFind(view.CallbackId, out var closed);
                return new ClosedTurn(Fill(new ViewClosed { View = view, IsCleared = payload.IsCleared }, payload, json), closed);
            case "shortcut" when payload.CallbackId is { } callback:
                var shortcut = Fill(new GlobalShortcut { CallbackId = callback }, payload, json);
                return new ActionTurn(shortcut, SlackRequestKind.GlobalShortcut, callback, null,
                    handlers.GlobalShortcuts.TryFind(callback, out var global) ? c => global.Handle(shortcut, c) : null, followUp);
            case "message_action" when payload.CallbackId is { } callback:
                var fromMessage = Fill(
                    new MessageShortcut { CallbackId = callback, ChannelName = payload.Channel?.Name ?? "", Message = payload.Message ?? new() }, payload,
                    json);
                return new ActionTurn(fromMessage, SlackRequestKind.MessageShortcut, callback, null,
                    handlers.MessageShortcuts.TryFind(callback, out var onMessage) ? c => onMessage.Handle(fromMessage, c) : null, followUp);
            case "block_suggestion":
                handlers.Options.TryFind(payload.ActionId, out var provider);
                return new OptionsTurn(
                    Fill(new BlockOptionsRequest
                    {
                        ActionId = payload.ActionId ?? "", BlockId = payload.BlockId ?? "", Value = payload.Value ?? "",
                        View = payload.View
                    }, payload, json), provider);
            default:
                LogUnknown(log, payload.Type);
                return null;
        }
    }

    /// <summary>An event; null if it has no handler.</summary>
    public Turn? Event(ReadOnlySpan<byte> json) => Event(Parse(json, SlackJson.Web.EventPayload), json);

    /// <inheritdoc cref="Event(ReadOnlySpan{byte})"/>
    public Turn? Event(EventPayload payload, ReadOnlySpan<byte> json)
    {
        if (payload.Event.ValueKind != JsonValueKind.Object || !payload.Event.TryGetProperty("type", out var name) || name.ValueKind != JsonValueKind.String
            || name.GetString() is not { } type)
            throw new JsonException("An event without its type.");
        if (!handlers.Events.TryFind(type, out var takers) || EventTypes.Find(type) is not { } typeInfo)
            return null;
        var read = (SlackEvent?)payload.Event.Deserialize(typeInfo) ?? throw new JsonException("An empty event.");
        if (read.Missing is { } field)
        {
            LogIncomplete(log, type, field);
            return null;
        }
        return new EventTurn(type, read with
        {
            DeliveryId = payload.EventId is { Length: > 0 } id ? id : HashOf(json),
            TeamId = payload.OurTeam ?? "",
            IsExtSharedChannel = payload.IsExtSharedChannel,
        }, takers);
    }

    private Turn? BlockAction(InteractionPayload payload, ReadOnlySpan<byte> json)
    {
        if (payload.Actions is not [{ } first, ..] || first.Typed() is not { } action)
            return null;
        var request = Fill(
            new BlockActionRequest
            {
                MessageTs = payload.Container?.MessageTs ?? payload.Message?.Ts,
                ThreadTs = payload.Container?.ThreadTs ?? payload.Message?.ThreadTs,
                IsEphemeral = payload.Container?.IsEphemeral == true,
                Message = payload.Message,
                View = payload.View,
                State = payload.State ?? payload.View?.State ?? ViewState.Empty,
            }, payload, json);
        return new ActionTurn(request, SlackRequestKind.BlockAction, action.ActionId, payload.View,
            handlers.Actions.TryFind(action.ActionId, out var handler) ? c => handler.Handle(action, request, c) : null, followUp);
    }

    private static T Fill<T>(T request, InteractionPayload payload, ReadOnlySpan<byte> json)
        where T : SlackRequest => request with
        {
            DeliveryId = payload.TriggerId is { Length: > 0 } trigger ? trigger : HashOf(json),
            TeamId = payload.Team?.Id ?? "",
            UserId = payload.User?.Id ?? "",
            UserName = payload.User?.Username ?? payload.User?.Name ?? "",
            TriggerId = payload.TriggerId,
            ResponseUrl = payload.ResponseUrl is { Length: > 0 } url ? url : null,
            ChannelId = payload.Channel?.Id ?? payload.Container?.ChannelId,
        };

    /// <summary>Deserializes Slack's JSON; throws on null.</summary>
    public static T Parse<T>(ReadOnlySpan<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new JsonException("Nothing in it.");

    /// <summary>Whether this exception means that a body is not what Slack sends.</summary>
    public static bool IsMalformed(Exception fault) => fault is JsonException or FormatException or InvalidOperationException or NotSupportedException;

    // Someone who saw no answer submits the same form again: a new delivery, but nothing new to do.
    private static string FormId(ViewInfo view) =>
        $"{view.Id}/{view.Hash}/{HashOf(JsonSerializer.SerializeToUtf8Bytes(view.State, SlackJson.Web.ViewState))}";

    /// <summary>A substitute where Slack gave no id: a repeated delivery has the same body.</summary>
    public static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16));

    [LoggerMessage(31, LogLevel.Warning, "An event {Type} came without its {Field} and was passed over.")]
    private static partial void LogIncomplete(ILogger log, string type, string field);

    [LoggerMessage(30, LogLevel.Information, "An interaction of the unknown kind {Kind} was passed over.")]
    private static partial void LogUnknown(ILogger log, string? kind);
}

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
