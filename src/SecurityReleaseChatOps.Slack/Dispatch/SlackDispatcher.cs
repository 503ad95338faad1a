using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Handles each delivery once and answers in time, whatever its handler does.</summary>
internal sealed partial class SlackDispatcher(
    BackgroundWork background, SlackHandlers handlers, SlackMetrics metrics, SlackSettings settings, TimeProvider time, ILogger<SlackDispatcher> log,
    ISlackGate? gate = null)
{
    /// <summary>Below the 3 seconds after which Slack gives up.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);

    private readonly RecentDeliveries _recent = new(time);

    /// <summary>The answer; never throws, and takes no longer than <see cref="SlackSettings.AnswerWithin"/>.</summary>
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
            // A repeated delivery gets the same answer, but the work that follows is done only once. It would also keep all that the handler read.
            entry.SetResult(answer with { After = null, Late = null });
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
            return await answer.WaitAsync(settings.AnswerWithin, time);
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
            return await first.WaitAsync(settings.AnswerWithin, time);
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

/// <summary>How fast the app answers Slack, and how Slack answers the app. Tags hold registered names only, never what somebody sent.</summary>
internal sealed class SlackMetrics
{
    private const int LongestError = 60;

    // In seconds; Slack waits for 3.
    private static readonly InstrumentAdvice<double> Buckets =
        new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 3, 10] };

    private readonly Histogram<double> _answers;
    private readonly Histogram<double> _calls;
    private readonly Counter<long> _errors;

    /// <param name="meters">The app's meters; null if nobody listens.</param>
    public SlackMetrics(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(Tracing.Name) ?? new Meter(Tracing.Name);
        _answers = meter.CreateHistogram("chatops.answer.duration", "s", "From a delivery of Slack's to its answer; Slack waits 3 seconds", tags: null, Buckets);
        _calls = meter.CreateHistogram("chatops.slack.call.duration", "s", "Calls of Slack's Web API", tags: null, Buckets);
        _errors = meter.CreateCounter<long>("chatops.slack.errors", null, "Calls that Slack refused, put off or did not answer");
    }

    /// <param name="outcome">answered, refused, or failed.</param>
    public void Answered(SlackRequestKind kind, string name, string outcome, TimeSpan took) =>
        _answers.Record(took.TotalSeconds, new("kind", kind.ToString()), new("name", name), new("outcome", outcome));

    /// <param name="error">Slack's error code; null if the call succeeded.</param>
    public void Called(string method, string? error, TimeSpan took)
    {
        _calls.Record(took.TotalSeconds, new KeyValuePair<string, object?>("method", method));
        if (error is not null)
            _errors.Add(1, new("method", method), new("error", IsWord(error) ? error : "other"));
    }

    private static bool IsWord(string error) => error.Length <= LongestError && error.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}

/// <summary>
/// Everything done for one delivery from Slack shares one id, in the log and, where somebody collects them, in traces.
/// Traces hold nothing that people wrote.
/// </summary>
public static class Tracing
{
    /// <summary>The name under which traces are collected.</summary>
    public const string Name = "SecurityReleaseChatOps";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins an activity, nested or a root. It has an id even where nobody collects traces, because the log names it.</summary>
    /// <param name="parent">The activity it belongs to; by default the current one, if any.</param>
    public static Activity Begin(string name, ActivityKind kind = ActivityKind.Internal, ActivityContext parent = default)
    {
        if (Source.StartActivity(name, kind, parent) is { } collected)
            return collected;
        var activity = new Activity(name);
        if (parent != default)
            activity.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
        return activity.Start();
    }

    /// <summary>Begins an activity that matters only to a trace collector; null if there is none.</summary>
    public static Activity? Part(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);
}
