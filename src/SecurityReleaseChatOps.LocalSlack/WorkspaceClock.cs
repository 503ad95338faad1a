namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>The workspace's time: real time plus an offset that a person can move. Timers and timestamps stay real.</summary>
/// <param name="real">Where real time comes from; the machine's clock when null.</param>
public sealed class WorkspaceClock(TimeProvider? real = null) : TimeProvider
{
    private long _offsetTicks;

    /// <summary>Real time, for what a moved clock must not touch: triggers, rate limits, the 3-second rule.</summary>
    public TimeProvider Real { get; } = real ?? System;

    /// <summary>How far the workspace's time is from real time; negative when behind.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    /// <summary>Raised after a person moved the clock, on the thread that moved it.</summary>
    public event Action? Moved;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => Real.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Real.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => Real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Real.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves the clock by a span; back when negative.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _offsetTicks, by.Ticks);
        Moved?.Invoke();
    }

    /// <summary>Makes it that time now; the clock runs on from there.</summary>
    public void Set(DateTimeOffset now)
    {
        Restore(now - Real.GetUtcNow());
        Moved?.Invoke();
    }

    internal void Restore(TimeSpan offset) => Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
}
