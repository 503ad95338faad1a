using System.Diagnostics;

namespace SecurityReleaseChatOps.Slack;

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
