using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Handles each delivery once and answers in time, whatever its handler does.</summary>
internal sealed partial class SlackDispatcher(
    BackgroundWork background, SlackHandlers handlers, SlackMetrics metrics, TimeProvider time, ILogger<SlackDispatcher> log, ISlackGate? gate = null)
{
    /// <summary>Below the 3 seconds after which Slack gives up.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);

    private readonly RecentDeliveries _recent = new(time);

    /// <summary>The answer; never throws, and takes no longer than <see cref="AnswerWithin"/>.</summary>
    public ValueTask<Answer> Run(Turn turn)
    {
        RecentDeliveries.Entry? entry = null;
        if (turn.Key is { } key && !_recent.TryBegin(key, out entry))
            return WaitForFirst(entry.Task, turn);
        var answer = Execute(turn, entry);
        return answer.IsCompletedSuccessfully ? new(answer.Result) : WaitFor(answer, turn);
    }

    /// <summary>Starts the work that follows once Slack has the answer.</summary>
    public void Sent(Answer answer)
    {
        if (answer.After is { } after)
            background.Run(after);
    }

    private async Task<Answer> Execute(Turn turn, RecentDeliveries.Entry? entry)
    {
        var (begun, name, outcome) = (Stopwatch.GetTimestamp(), handlers.NameOf(turn.Info), "answered");
        using var activity = Tracing.Begin(name, ActivityKind.Server);
        Answer answer;
        try
        {
            if (gate is not null && await gate.Refuse(turn.Info, background.Stopping) is { } refusal)
                (answer, outcome) = (turn.Refuse(refusal), "refused");
            else
                answer = await turn.Handle(background.Stopping);
        }
        catch (RefusalException refusal)
        {
            (answer, outcome) = (turn.Refuse(refusal.Message), "refused");
        }
        catch (OutageException outage)
        {
            LogOutage(log, turn.Info.Kind, turn.Info.Name, outage.Message);
            (answer, outcome) = (turn.Fail(outage.Words), "failed");
        }
        catch (Exception fault)
        {
            var reference = RandomNumberGenerator.GetHexString(6, lowercase: true);
            LogFault(log, fault, turn.Info.Kind, turn.Info.Name, reference);
            (answer, outcome) = (turn.Fail(
                $"Sorry, that did not work: an error in the app, noted under {reference}. Please try again; if it stays, tell the app's keepers that number."),
                "failed");
        }
        metrics.Answered(turn.Info.Kind, name, outcome, Stopwatch.GetElapsedTime(begun));
        activity.SetTag("outcome", outcome);
        answer = InTrace(answer, activity.Context);
        if (entry is not null)
        {
            if (answer.Status >= 500)
                _recent.Forget(entry);
            // A repeated delivery gets the same answer, but the work that follows is done only once.
            entry.SetResult(answer.After is null ? answer : answer with { After = null });
        }
        return answer;
    }

    // The work that follows the answer belongs to the same trace.
    private static Answer InTrace(Answer answer, ActivityContext trace)
    {
        return answer is { After: null, Late: null } ? answer : answer with { After = Follows(answer.After), Late = Follows(answer.Late) };

        Func<CancellationToken, Task>? Follows(Func<CancellationToken, Task>? work) => work is null ? null : async cancellation =>
        {
            using var activity = Tracing.Begin("after the answer", parent: trace);
            await work(cancellation);
        };
    }

    private async ValueTask<Answer> WaitFor(Task<Answer> answer, Turn turn)
    {
        try
        {
            return await answer.WaitAsync(AnswerWithin, time);
        }
        catch (TimeoutException)
        {
            LogSlow(log, turn.Info.Kind, turn.Info.Name);
            background.Run(async cancellation =>
            {
                var late = await answer;
                await (late.Late?.Invoke(cancellation) ?? late.After?.Invoke(cancellation) ?? Task.CompletedTask);
            });
            return turn.Slow;
        }
    }

    private async ValueTask<Answer> WaitForFirst(Task<Answer> first, Turn turn)
    {
        LogDoubled(log, turn.Info.Kind, turn.Info.Name);
        try
        {
            return await first.WaitAsync(AnswerWithin, time);
        }
        catch (TimeoutException)
        {
            return turn.Slow with { After = null };
        }
    }

    [LoggerMessage(10, LogLevel.Error, "{Kind} {Name} failed; the user was told the reference {Reference}.")]
    private static partial void LogFault(ILogger log, Exception fault, SlackRequestKind kind, string name, string reference);

    [LoggerMessage(13, LogLevel.Error, "{Kind} {Name} failed, and the user was told so: {Reason}")]
    private static partial void LogOutage(ILogger log, SlackRequestKind kind, string name, string reason);

    [LoggerMessage(11, LogLevel.Warning, "{Kind} {Name} is slower than Slack waits.")]
    private static partial void LogSlow(ILogger log, SlackRequestKind kind, string name);

    [LoggerMessage(12, LogLevel.Information, "{Kind} {Name} was delivered again.")]
    private static partial void LogDoubled(ILogger log, SlackRequestKind kind, string name);
}
