using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SecurityReleaseChatOps.Slack;

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
