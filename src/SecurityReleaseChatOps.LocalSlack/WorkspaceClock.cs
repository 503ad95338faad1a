namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>The workspace's time: real time plus an offset that a person can move. Timers and timestamps stay real.</summary>
/// <param name="real">The source of real time; the machine's clock if null.</param>
public sealed class WorkspaceClock(TimeProvider? real = null) : TimeProvider
{
    private long _offsetTicks;

    /// <summary>Real time, for what moving the clock must not affect: triggers, rate limits, the 3-second rule.</summary>
    public TimeProvider Real { get; } = real ?? System;

    /// <summary>The workspace's time minus real time; negative when behind.</summary>
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

    /// <summary>Moves the clock forward, or back if negative.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _offsetTicks, by.Ticks);
        Moved?.Invoke();
    }

    /// <summary>Sets the clock to this time, from which it runs on.</summary>
    public void Set(DateTimeOffset now)
    {
        Restore(now - Real.GetUtcNow());
        Moved?.Invoke();
    }

    internal void Restore(TimeSpan offset) => Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
}
