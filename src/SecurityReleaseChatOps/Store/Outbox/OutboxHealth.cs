using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecurityReleaseChatOps.Store;

/// <summary>The state of the outbox, also as a health check.</summary>
internal sealed class OutboxHealth : IOutboxHealth, IHealthCheck
{
    private const int Named = 5;

    // A refused job retries every few seconds: a refusal not repeated since is settled.
    private static readonly Duration Held = Duration.FromMinutes(5);

    // By then a burst in one channel is delivered, at Slack's one message a second.
    private static readonly Duration LongWait = Duration.FromMinutes(2);

    private readonly DocumentStore store;
    private readonly OutboxWorker worker;
    private readonly TimeProvider time;
    private HashSet<(string Key, long Wanted)> _triedAgain = [];

    public OutboxHealth(DocumentStore store, OutboxWorker worker, TimeProvider time, IMeterFactory? meters = null)
    {
        (this.store, this.worker, this.time) = (store, worker, time);
        var meter = meters?.Create(Tracing.Name) ?? new Meter(Tracing.Name);
        meter.CreateObservableGauge("chatops.outbox.waiting", () => State().Waiting, null, "Slack writes not yet delivered");
        meter.CreateObservableGauge("chatops.outbox.oldest", () => State().OldestWaiting?.TotalSeconds ?? 0, "s", "Age of the oldest of them");
        meter.CreateObservableGauge("chatops.outbox.failed", () => State().Failed, null, "Slack writes given up");

        // The metrics collector waits for it.
        OutboxState State() => Read().AsTask().GetAwaiter().GetResult();
    }

    public async ValueTask<OutboxState> Read(CancellationToken cancellationToken = default)
    {
        var (count, oldest) = await store.Engine.Outbox.Waiting(cancellationToken);
        var failed = await Failed(cancellationToken);
        return new OutboxState(
            (int)count,
            oldest is { } since ? time.Now() - Instant.FromUnixTimeMilliseconds(since) : null,
            failed.Count,
            [
                .. worker.Troubles,
                .. TooOld(count, oldest),
                .. failed.Take(Named).Select(one => $"Not delivered to {one.Lane}: {one.Key}: {one.Error}"),
                .. store.HeldBack(time.Now() - Held).Select(why => $"Held back: {why}"),
            ]);
    }

    /// <summary>An entry that waits too long is a problem even without a stated cause, such as when no instance delivers.</summary>
    private IEnumerable<string> TooOld(long count, long? oldest)
    {
        if (oldest is { } since && time.Now() - Instant.FromUnixTimeMilliseconds(since) is var waits && waits > LongWait)
            yield return $"The oldest of {count} has waited for {waits.TotalMinutes:0} minutes.";
    }

    public async ValueTask RetryFailed(CancellationToken cancellationToken = default)
    {
        _triedAgain = [];
        await store.Write([new CommitStep.RetryFailed()], cancellationToken);
    }

    public async ValueTask RetryNewlyFailed(CancellationToken cancellationToken = default)
    {
        var known = _triedAgain;
        var failed = (await Failed(cancellationToken)).Select(one => (one.Key, one.Wanted)).ToHashSet();
        var anew = failed.Except(known).ToList();
        if (anew.Count > 0)
            await store.Write([.. anew.Select(one => new CommitStep.RetryOne(one.Key, one.Wanted))], cancellationToken);
        // Unless everything was retried meanwhile: then each may be retried again.
        Interlocked.CompareExchange(ref _triedAgain, failed, known);
    }

    public async ValueTask<IReadOnlyList<string>> GivenUp(CancellationToken cancellationToken = default) =>
        [.. (await Failed(cancellationToken)).Select(one => one.Lane).Distinct(StringComparer.Ordinal)];

    private ValueTask<IReadOnlyList<GivenUp>> Failed(CancellationToken ct) =>
        store.Engine.Outbox.Failed(OutboxRow.OverBefore(time.Now().ToUnixTimeMilliseconds()), ct);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = await Read(cancellationToken);
        return state.Words.Count == 0
            ? HealthCheckResult.Healthy(state.Waiting == 0 ? "Slack shows all it should." : $"{state.Waiting} on their way to Slack.")
            : HealthCheckResult.Degraded($"{state.Failed} given up, {state.Waiting} waiting. {string.Join(" ", state.Words)}");
    }
}

/// <summary>Whether the database can be read and was written when last tried.</summary>
internal sealed class StoreHealth(DocumentStore store) : IHealthCheck
{
    /// <summary>The tag of checks whose words may be logged: they contain nothing that people wrote.</summary>
    public const string InWords = "in words";

    /// <summary>The name of this check, which all others depend on.</summary>
    public const string Name = "store";

    // A load balancer wants to know within a second.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(0.8);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // An embedded engine may wait for its disk; a server that takes this long is gone, or too slow for people.
            await store.HasSeen("", cancellationToken).AsTask()
                .WaitAsync(store.Engine.IsSole ? Timeout.InfiniteTimeSpan : AnswersWithin, cancellationToken);
            return (store.Trouble ?? await store.Engine.Unreadable(cancellationToken)) is { } trouble ? HealthCheckResult.Unhealthy(trouble) : HealthCheckResult.Healthy($"{store.Engine.Name} works.");
        }
        catch (StoreException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"The {store.Engine.Name} does not answer.");
        }
    }
}
