using Microsoft.Extensions.Time.Testing;

namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>Time that a test moves, and that knows which timers are waiting.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero))
{
    private readonly Lock _lock = new();
    private readonly Dictionary<WatchedTimer, DateTimeOffset> _due = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until some timer is due in exactly this time, then moves there.</summary>
    public async Task Pass(TimeSpan wait)
    {
        await Waits(wait, 1);
        Advance(wait);
    }

    /// <summary>Waits until this many timers are due in exactly this time.</summary>
    public Task Waits(TimeSpan wait, int count) => Until(waits => waits.Count(left => left == wait) >= count);

    /// <summary>Waits until some timer is due within this time; returns the time left until the earliest.</summary>
    public async Task<TimeSpan> AnyWait(TimeSpan most) => (await Until(waits => waits.Exists(left => left <= most))).Min();

    private async Task<List<TimeSpan>> Until(Predicate<List<TimeSpan>> so)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var waits = _due.Values.Select(due => due - GetUtcNow()).Where(left => left > TimeSpan.Zero).ToList();
                if (so(waits))
                    return waits;
                changed = _changed.Task;
            }
            await changed.WaitAsync(Patience.Limit);
        }
    }

    private void Set(WatchedTimer timer, TimeSpan? dueTime)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _due.Remove(timer);
            if (dueTime is { } wait && wait != Timeout.InfiniteTimeSpan)
                _due.Add(timer, GetUtcNow() + wait);
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.SetResult();
    }

    private sealed class WatchedTimer(WatchedTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            time.Set(this, dueTime);
            return changed;
        }

        public void Dispose()
        {
            time.Set(this, null);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>How long a test waits for something that should happen at once.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
