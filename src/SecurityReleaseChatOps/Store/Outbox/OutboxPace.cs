using System.Diagnostics;

namespace SecurityReleaseChatOps.Store;

/// <summary>The outbox's pace. All in real time, even where the app's clock is moved.</summary>
/// <param name="Interval">Between messages of one channel; Slack: 1 second.</param>
/// <param name="Burst">How many may go at once after a quiet time, as Slack allows.</param>
/// <param name="FirstPause">Before the first retry after a fault; doubled, with jitter, up to <paramref name="LongestPause"/>.</param>
/// <param name="Settling">Before checking whether a post whose call broke is there: it may still arrive.</param>
/// <param name="Away">The longest pause while the database is away: it is local, and back in seconds.</param>
/// <param name="Seconds">How long after repeating a post a duplicate is looked for.</param>
internal sealed record OutboxPace(
    TimeSpan Interval, int Burst, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan Settling, TimeSpan Away, IReadOnlyList<TimeSpan> Seconds)
{
    public static OutboxPace Slack { get; } =
        new(TimeSpan.FromSeconds(1), 3, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4),
            [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2)]);
}

/// <summary>One channel's turn: <see cref="OutboxPace.Burst"/> messages at once, then one each <see cref="OutboxPace.Interval"/>.</summary>
internal sealed class Turnstile(OutboxPace pace)
{
    private readonly Lock gate = new();

    // When the next message is due at an even pace; a burst runs ahead of it.
    private long due = long.MinValue;

    /// <summary>Completes when the next message may go.</summary>
    public Task Pass(CancellationToken cancellationToken)
    {
        var interval = (long)(pace.Interval.TotalSeconds * Stopwatch.Frequency);
        long wait;
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            due = Math.Max(due, now);
            wait = due - now - (interval * (pace.Burst - 1));
            due += interval;
        }

        return wait <= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds((double)wait / Stopwatch.Frequency), cancellationToken);
    }
}
