using System.Net;
using System.Text.Json;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>One delivery and how it is handled, over HTTP and sockets alike.</summary>
internal abstract class Turn
{
    /// <summary>The same for repeated deliveries; null if each may be handled.</summary>
    public abstract string? Key { get; }

    /// <summary>What the gate decides by.</summary>
    public abstract SlackRequestInfo Info { get; }

    /// <summary>Runs the handler and writes its answer.</summary>
    public abstract Task<Answer> Handle(CancellationToken cancellation);

    /// <summary>The answer after 2.5 seconds while the handler is still working.</summary>
    public abstract Answer Slow { get; }

    /// <summary>The answer that shows the user these plain words instead.</summary>
    public abstract Answer Refuse(string words);

    /// <summary>The answer after the handler threw; shows the user these plain words.</summary>
    public virtual Answer Fail(string words) => Refuse(words);
}

/// <summary>The answer to Slack, and the work to do once Slack has it.</summary>
/// <param name="Status">The HTTP status; over a socket, 500 and above is not acknowledged, so that Slack tries again.</param>
/// <param name="Body">JSON, or nothing.</param>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>200 with an empty body.</summary>
    public static Answer Ok { get; } = new((int)HttpStatusCode.OK);

    /// <summary>Slack should send it again.</summary>
    public static Answer Failed { get; } = new((int)HttpStatusCode.InternalServerError);

    /// <summary>Still being handled; Slack should send it again.</summary>
    public static Answer Busy { get; } = new((int)HttpStatusCode.ServiceUnavailable);

    /// <summary>Runs right after Slack has the answer: opens the view, sends the message to the response_url.</summary>
    public Func<CancellationToken, Task>? After { get; init; }

    /// <summary>Runs instead of both when the handler took longer than Slack waits.</summary>
    public Func<CancellationToken, Task>? Late { get; init; }

    public static Answer Json(byte[] body) => new((int)HttpStatusCode.OK, body);
}

/// <summary>A slash command: answered in the reply to Slack.</summary>
internal sealed class CommandTurn(SlashCommand command, SlackHandlers handlers, FollowUp followUp, NamesForOne names) : Turn
{
    private static readonly Answer StillWorking = Say("Still working on it. The answer follows here.");

    private readonly string _name = handlers.Unprefixed(command.Command);

    public override string Key => command.DeliveryId;

    public override SlackRequestInfo Info => new(command.UserId, SlackRequestKind.Command, _name, command.ChannelId, command.Text, command.TeamId);

    public override Answer Slow => StillWorking;

    public override async Task<Answer> Handle(CancellationToken cancellation)
    {
        if (!handlers.Commands.TryFind(_name, out var handler))
            return Refuse($"This app does not know the command {command.Command}.");
        var response = await handler.Handle(command, cancellation);
        var answer = response.Message is null ? Answer.Ok : Write(response with { Message = names.In(response.Message) });
        var opens = response.OpenView is not null || response.PushView is not null;
        return opens || response.Message is not null
            ? answer with { After = opens ? c => followUp.Show(command, response, null, c) : null, Late = c => Late(response, c) }
            : answer with { Late = c => followUp.Tell(command, "Done.", c) };
    }

    public override Answer Refuse(string words) =>
        Say(Mrkdwn.Escape(words)) with { Late = c => followUp.Tell(command, words, c) };

    private async Task Late(SlashCommandResponse response, CancellationToken cancellation)
    {
        if (response.Message is { } message)
            await followUp.Respond(command, new() { Message = message, ResponseType = response.ResponseType }, cancellation);
        await followUp.Show(command, response, null, cancellation);
    }

    private static Answer Say(string text) => Write(SlashCommandResponse.Ephemeral(text));

    private static Answer Write(SlashCommandResponse response) =>
        Answer.Json(JsonSerializer.SerializeToUtf8Bytes(
            MessageArguments.Of(response.Message!) with { Channel = null, ResponseType = response.ResponseType }, SlackJson.Web.MessageArguments));
}

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

/// <summary>A submission: the reply to Slack says what happens to the modal. Whatever goes wrong, the user's input stays in the form.</summary>
/// <param name="key">The key of this delivery; the submission's own id stays the same when the same form is submitted again.</param>
/// <param name="submission">What was submitted.</param>
/// <param name="payload">Slack's original JSON, to show the form again as it was.</param>
/// <param name="handler">Answers it; null if none is registered.</param>
/// <param name="late">Shows the result when Slack no longer waits.</param>
/// <param name="names">Replaces mentions in what is shown.</param>
internal sealed class SubmissionTurn(
    string key, ViewSubmission submission, ReadOnlyMemory<byte> payload, IViewSubmissionHandler? handler, LateSubmission late, NamesForOne names) : Turn
{
    public override string Key => key;

    public override SlackRequestInfo Info =>
        new(submission.UserId, SlackRequestKind.ViewSubmission, submission.View.CallbackId ?? "", null, TeamId: submission.TeamId);

    public override Answer Slow => Write(ViewSubmissionResponse.Update(LateSubmission.StillWorking));

    public override async Task<Answer> Handle(CancellationToken cancellation)
    {
        if (handler is null)
            return Refuse("This app does not know this form any more: it is from an earlier version. Please copy your text and open the form anew.");
        var response = await handler.Handle(submission, cancellation);
        return Answered(response with { FieldErrors = response.FieldErrors?.ToDictionary(error => error.Key, error => names.InPlain(error.Value)) });
    }

    public override Answer Refuse(string words) => Answered(submission.State.Values.Keys.FirstOrDefault() is { } firstBlock
        ? ViewSubmissionResponse.Error(firstBlock, words)
        : ViewSubmissionResponse.Push(FollowUp.Words(words)));

    private Answer Answered(ViewSubmissionResponse response) =>
        Write(response) with { Late = c => late.Show(submission.View, payload, response, c) };

    private Answer Write(ViewSubmissionResponse response)
    {
        var answer = response switch
        {
            { ClearStack: true } => new SubmissionAnswer("clear"),
            { FieldErrors: { Count: > 0 } errors } =>
                new SubmissionAnswer("errors", Errors: errors.ToDictionary(e => e.Key, e => TextFit.Plain(e.Value, 2000))),
            { UpdatedView: { } view } => new SubmissionAnswer("update", BlockLimits.Fit(names.In(view))),
            { PushedView: { } view } => new SubmissionAnswer("push", BlockLimits.Fit(names.In(view))),
            _ => null,
        };
        return answer is null ? Answer.Ok : Answer.Json(JsonSerializer.SerializeToUtf8Bytes(answer, SlackJson.Web.SubmissionAnswer));
    }
}

/// <summary>The answer to a submission in Slack's format.</summary>
internal sealed record SubmissionAnswer(string ResponseAction, ViewDefinition? View = null, IReadOnlyDictionary<string, string>? Errors = null);

/// <summary>A modal was closed: Slack expects no content in return.</summary>
internal sealed class ClosedTurn(ViewClosed closed, IViewSubmissionHandler? handler) : Turn
{
    public override string Key => closed.DeliveryId;

    public override SlackRequestInfo Info => new(closed.UserId, SlackRequestKind.ViewClosed, closed.View.CallbackId ?? "", null, TeamId: closed.TeamId);

    public override Answer Slow => Answer.Ok;

    public override async Task<Answer> Handle(CancellationToken cancellation)
    {
        if (handler is not null)
            await handler.HandleClose(closed, cancellation);
        return Answer.Ok;
    }

    public override Answer Refuse(string words) => Answer.Ok;
}

/// <summary>Someone types in an external select. A repeated delivery is handled again, since it changes nothing.</summary>
internal sealed class OptionsTurn(BlockOptionsRequest request, IBlockOptionProvider? provider) : Turn
{
    private static readonly Answer None = Write(BlockOptionsResponse.None);

    public override string? Key => null;

    public override SlackRequestInfo Info => new(request.UserId, SlackRequestKind.Options, request.ActionId, request.ChannelId, TeamId: request.TeamId);

    public override Answer Slow => None;

    public override async Task<Answer> Handle(CancellationToken cancellation) =>
        provider is null ? None : Write(OptionLimits.Fit(await provider.GetOptions(request, cancellation)));

    public override Answer Refuse(string words) => None;

    private static Answer Write(BlockOptionsResponse response) =>
        Answer.Json(JsonSerializer.SerializeToUtf8Bytes(response, SlackJson.Web.BlockOptionsResponse));
}

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
