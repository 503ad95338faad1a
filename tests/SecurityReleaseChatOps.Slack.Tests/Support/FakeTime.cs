namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>Time that stands still until it is moved; timers fire when it reaches them.</summary>
internal sealed class FakeTime : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private TimeSpan _elapsed;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => Start + _elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, and fires what is due.</summary>
    public void Advance(TimeSpan by)
    {
        List<FakeTimer> due;
        lock (_lock)
        {
            _elapsed += by;
            due = _timers.FindAll(t => t.Due <= _elapsed);
            due.ForEach(t => _timers.Remove(t));
        }
        due.ForEach(t => t.Fire());
    }

    /// <summary>Waits until something waits for just that long from now, then moves there.</summary>
    public async Task Pass(TimeSpan wait)
    {
        await Waits(wait, 1);
        Advance(wait);
    }

    /// <summary>Waits until so many wait for just that long from now.</summary>
    public async Task Waits(TimeSpan wait, int count)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_timers.Count(t => t.Due == _elapsed + wait) >= count)
                    return;
                changed = _changed.Task;
            }
            await changed.WaitAsync(Patience.Limit);
        }
    }

    /// <summary>Waits until something waits for no longer than this, and says how long.</summary>
    public async Task<TimeSpan> AnyWait(TimeSpan most)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_timers.Exists(t => t.Due - _elapsed <= most))
                    return _timers.Min(t => t.Due) - _elapsed;
                changed = _changed.Task;
            }
            await changed;
        }
    }

    private void Set(FakeTimer timer, TimeSpan dueTime)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _timers.Remove(timer);
            timer.Due = _elapsed + dueTime;
            if (dueTime != Timeout.InfiniteTimeSpan)
                _timers.Add(timer);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.SetResult();
    }

    private void Remove(FakeTimer timer)
    {
        lock (_lock)
            _timers.Remove(timer);
    }

    private sealed class FakeTimer(FakeTime time, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, dueTime);
            return true;
        }

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>How long a test waits for what must happen at once.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
