using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
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

/// <summary>
/// The answers to recent deliveries, so that a repeated one waits for the first one's answer instead of running again.
/// Bounded in number and age; whatever must never happen twice is also recorded with the state it changes.
/// </summary>
internal sealed class RecentDeliveries(TimeProvider time, int capacity = 4096)
{
    // Slack's last retry comes after about 6 minutes.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byKey = new(capacity);
    private readonly Queue<Entry> _byAge = new(capacity);

    /// <summary>True for the first delivery of this key, which must complete the entry; false, with the first one's entry, for any other.</summary>
    public bool TryBegin(string key, [NotNull] out Entry? entry)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            while (_byAge.TryPeek(out var oldest) && (_byAge.Count >= capacity || time.GetElapsedTime(oldest.Since, now) > Lifetime))
            {
                _byAge.Dequeue();
                Remove(oldest);
            }
            if (_byKey.TryGetValue(key, out entry))
                return false;
            entry = new Entry(key, now);
            _byKey.Add(key, entry);
            _byAge.Enqueue(entry);
            return true;
        }
    }

    /// <summary>Lets the next delivery of this key run again.</summary>
    public void Forget(Entry entry)
    {
        lock (_lock)
            Remove(entry);
    }

    private void Remove(Entry entry)
    {
        if (_byKey.TryGetValue(entry.Key, out var current) && ReferenceEquals(current, entry))
            _byKey.Remove(entry.Key);
    }

    /// <summary>A delivery and its pending answer.</summary>
    internal sealed class Entry(string key, long since) : TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Key { get; } = key;

        public long Since { get; } = since;
    }
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
