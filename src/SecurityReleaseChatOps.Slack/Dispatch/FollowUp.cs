using Microsoft.Extensions.Hosting;
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

/// <summary>Work that continues after Slack has its answer. A stopping app waits for it, and cancels what is left at the end of the shutdown timeout.</summary>
internal sealed partial class BackgroundWork(ILogger<BackgroundWork> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Running work, plus one until the app stops.
    private int _running = 1;

    /// <summary>Cancelled when work must end.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Starts work; its exceptions are logged.</summary>
    public async void Run(Func<CancellationToken, Task> work)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await work(Stopping);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            LogCancelled(log);
        }
        catch (Exception fault)
        {
            LogFault(log, fault);
        }
        finally
        {
            Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Release();
        try
        {
            await _drained.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _stop.CancelAsync();
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Release()
    {
        if (Interlocked.Decrement(ref _running) == 0)
            _drained.TrySetResult();
    }

    [LoggerMessage(1, LogLevel.Warning, "Work after an answer to Slack was cut off: the app stops.")]
    private static partial void LogCancelled(ILogger log);

    [LoggerMessage(2, LogLevel.Error, "Work after an answer to Slack failed.")]
    private static partial void LogFault(ILogger log, Exception fault);
}

/// <summary>An optional service that resolves mentions: what only one person sees then shows names, since a mention there notifies nobody.</summary>
public interface ISlackNames
{
    /// <summary>The name of a mention's target (<c>@U123</c>, <c>!subteam^S123</c>) in plain text; null if unknown.</summary>
    string? NameOf(string target);
}

/// <summary>Replaces mentions with names in answers, modals and App Homes.</summary>
internal sealed class NamesForOne(ISlackNames? names = null)
{
    public Message In(Message message) => names is null ? message : message with
    {
        Text = message.Text is { } text ? Named(text) : null,
        Blocks = message.Blocks is { } blocks ? In(blocks) : null,
    };

    public ViewDefinition In(ViewDefinition view) => names is null ? view : view with { Blocks = In(view.Blocks) };

    /// <summary>The same for text that Slack shows as is.</summary>
    public string InPlain(string words) => names is null ? words : Mrkdwn.Named(words, NameOf, escape: name => name);

    private IReadOnlyList<Block> In(IReadOnlyList<Block> blocks) => [.. blocks.Select(block => block switch
    {
        SectionBlock section =>
            section with { Text = Named(section.Text), Fields = section.Fields is { } fields ? [.. fields.Select(field => Named(field)!)] : null },
        ContextBlock context =>
            context with { Elements = [.. context.Elements.Select(element => element is Markdown text ? text with { Text = Named(text.Text) } : element)] },
        _ => block,
    })];

    private TextObject? Named(TextObject? text) => text is Markdown ? text with { Text = Named(text.Text) } : text;

    private string Named(string mrkdwn) => Mrkdwn.Named(mrkdwn, NameOf);

    // The @ shows that it is a group and not an ordinary word.
    private string? NameOf(string target) =>
        names!.NameOf(target) is not { } name ? null : target.StartsWith("!subteam", StringComparison.Ordinal) ? "@" + name : name;
}
