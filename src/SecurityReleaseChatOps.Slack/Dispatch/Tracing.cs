using System.Diagnostics;

namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// What happens on behalf of one thing that Slack sent has one id, in the log and, where somebody collects them, in traces.
/// Nothing of what people wrote stands in a trace.
/// </summary>
public static class Tracing
{
    /// <summary>The name under which traces are collected.</summary>
    public const string Name = "SecurityReleaseChatOps";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins a part of what goes on, or a thing of its own. It has an id also where nobody collects traces: the log names it.</summary>
    /// <param name="parent">What it belongs to; by default what goes on at present, if anything does.</param>
    public static Activity Begin(string name, ActivityKind kind = ActivityKind.Internal, ActivityContext parent = default)
    {
        if (Source.StartActivity(name, kind, parent) is { } collected)
            return collected;
        var activity = new Activity(name);
        if (parent != default)
            activity.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
        return activity.Start();
    }

    /// <summary>The same where only a collector would know of it; null when there is none.</summary>
    public static Activity? Part(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);
}
