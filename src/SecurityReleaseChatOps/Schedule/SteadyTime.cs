namespace SecurityReleaseChatOps.Schedule;

/// <summary>
/// A clock that never goes back or jumps: the machine's time at start plus the time elapsed since. It only wakes jobs;
/// what is due is judged by the app's own time, however that was set.
/// </summary>
internal sealed class SteadyTime(TimeProvider machine) : TimeProvider
{
    private readonly DateTimeOffset _began = machine.GetUtcNow();
    private readonly long _start = machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _began + machine.GetElapsedTime(_start);

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}
