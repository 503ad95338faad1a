using Microsoft.Extensions.Logging;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>The work after an answer: opens views, sends messages to the response_url, and tells the user if Slack refuses.</summary>
internal sealed partial class FollowUp(ISlackApiClient slack, TimeProvider time, ILogger<FollowUp> log)
{
    private const int Tries = 4;

    // How long Slack accepts a trigger.
    private static readonly TimeSpan TriggerLife = TimeSpan.FromSeconds(3);

    /// <summary>Shows the views of an answer: instead of or on top of the view that was used, if any.</summary>
    public async Task Show(SlackRequest request, SlackAnswer answer, ViewInfo? used, CancellationToken cancellation)
    {
        var opened = answer.OpenView ?? answer.PushView;
        try
        {
            if (answer.UpdateView is { } update && used is not null)
                await Redraw(() => slack.Views.Update(used.Id, update, cancellation: cancellation), cancellation);
            if (opened is not null)
                await Open(request, opened, onTop: used is { Type: "modal" }, cancellation);
        }
        catch (SlackException closed) when (IsClosed(closed))
        {
            LogViewClosed(log);
        }
        catch (SlackException refusal)
        {
            LogViewRefused(log, refusal, opened?.CallbackId ?? answer.UpdateView?.CallbackId);
            await Tell(request,
                refusal.ErrorCode is "expired_trigger_id" or "exchanged_trigger_id" or "invalid_trigger_id" or "ratelimited" or "unreachable" or "no_trigger"
                ? "Slack did not open the form in time: please try again."
                : $"Slack did not take the form ({refusal.ErrorCode}): please tell the app's keepers.", cancellation);
        }
    }

    /// <summary>Sends a message through the response_url or, without one, to the user in the channel or a direct message.</summary>
    public Task Respond(SlackRequest request, ResponseMessage response, CancellationToken cancellation)
    {
        if (request.ResponseUrl is { Length: > 0 } url)
            return Retry(() => slack.Respond(url, response, cancellation), cancellation);
        if (response.Message is not { } message)
            return Task.CompletedTask;
        return request.ChannelId is { } channel
            ? Retry(() => slack.Chat.PostEphemeral(request.UserId, message with { Channel = channel }, cancellation), cancellation)
            : Retry(() => slack.Chat.PostMessage(message with { Channel = request.UserId }, cancellation), cancellation);
    }

    /// <summary>Sends plain text that only the user sees.</summary>
    public Task Tell(SlackRequest request, string words, CancellationToken cancellation) =>
        Respond(request, new() { Message = Mrkdwn.Escape(words) }, cancellation);

    /// <summary>Shows plain text to someone who used a view, in a modal on top of it, since a view cannot take messages.</summary>
    public Task TellInView(SlackRequest request, string words, ViewInfo used, CancellationToken cancellation) =>
        Show(request, ActionResponse.Open(Words(words)), used, cancellation);

    /// <summary>A modal with plain text.</summary>
    public static ModalViewDefinition Words(string words, string title = "Sorry") =>
        new() { Title = title, Close = "Close", Blocks = [new SectionBlock { Text = words }] };

    /// <summary>Changes a view. One that its person has closed meanwhile needs nothing any more.</summary>
    public async Task Redraw(Func<Task> call, CancellationToken cancellation)
    {
        try
        {
            await Retry(call, cancellation);
        }
        catch (SlackException closed) when (IsClosed(closed))
        {
            LogViewClosed(log);
        }
    }

    /// <summary>Retries when Slack limits the rate or cannot be reached.</summary>
    public Task Retry(Func<Task> call, CancellationToken cancellation) => Retry(call, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(250), cancellation);

    private async Task Open(SlackRequest request, ModalViewDefinition view, bool onTop, CancellationToken cancellation)
    {
        if (request.TriggerId is not { Length: > 0 } trigger)
            throw new SlackException("views.open", "no_trigger");
        var doubtful = false;
        await Retry(
            async () =>
            {
                try
                {
                    await (onTop ? slack.Views.Push(trigger, view, cancellation) : slack.Views.Open(trigger, view, cancellation));
                }
                catch (SlackUnreachableException)
                {
                    doubtful = true;
                    throw;
                }
                catch (SlackException refusal) when (doubtful && refusal.ErrorCode == "exchanged_trigger_id")
                {
                    // The attempt that got no answer did take effect: the view is open.
                }
            },
            TriggerLife, TimeSpan.FromMilliseconds(50), cancellation);
    }

    private async Task Retry(Func<Task> call, TimeSpan within, TimeSpan pause, CancellationToken cancellation)
    {
        var begin = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            TimeSpan wait;
            try
            {
                await call();
                return;
            }
            catch (SlackRateLimitException limit) when (tries < Tries && time.GetElapsedTime(begin) + limit.RetryAfter < within)
            {
                wait = limit.RetryAfter;
            }
            catch (SlackUnreachableException) when (tries < Tries && time.GetElapsedTime(begin) + (pause * tries) < within)
            {
                wait = pause * tries;
            }
            await Task.Delay(wait, time, cancellation);
        }
    }

    private static bool IsClosed(SlackException refusal) => refusal is { ErrorCode: "not_found" or "view_not_found" };

    [LoggerMessage(21, LogLevel.Information, "A form was closed before its answer came.")]
    private static partial void LogViewClosed(ILogger log);

    [LoggerMessage(20, LogLevel.Warning, "Slack did not show the view {CallbackId}.")]
    private static partial void LogViewRefused(ILogger log, Exception refusal, string? callbackId);
}
