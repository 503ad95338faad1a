using System.Text.Json;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

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
