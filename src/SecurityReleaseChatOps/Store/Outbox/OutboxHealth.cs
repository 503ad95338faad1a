using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecurityReleaseChatOps.Store;

/// <summary>What the outbox has still to do and what it gave up, also as a health check.</summary>
internal sealed class OutboxHealth(SqlStore store, OutboxWorker worker, TimeProvider time) : IOutboxHealth, IHealthCheck
{
    // Each part goes by its own index: together in one condition they would walk over all that ever was.
    internal const string Counts =
        """
        SELECT 'waiting', COUNT(*), MIN(at) FROM outbox WHERE state = 'waiting'
        UNION ALL
        SELECT 'failed', COUNT(*), MIN(at) FROM outbox WHERE state = 'failed' AND at > $1
        """;

    internal const string Failures = "SELECT key, lane, error FROM outbox WHERE state = 'failed' AND at > $1 ORDER BY seq DESC LIMIT $2";

    internal const string FailedLanes = "SELECT DISTINCT lane FROM outbox WHERE state = 'failed' AND at > $1";

    private const string Given = "SELECT key, wanted FROM outbox WHERE state = 'failed' AND at > $1";

    private const int Named = 5;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    // A job that was refused tries again every few seconds: what was not refused since is settled.
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    private HashSet<(string Key, long Wanted)> _triedAgain = [];

    public async ValueTask<OutboxState> Read(CancellationToken cancellationToken = default)
    {
        var since = (time.GetUtcNow() - Remembered).ToUnixTimeMilliseconds();
        var counts = await store.Read(
            Counts,
            row => (State: row.GetString(0), Count: (int)row.GetInt64(1),
                Oldest: row.IsDBNull(2) ? default : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
            [since],
            cancellationToken);
        var failures = await store.Read(
            Failures,
            row => $"Not delivered to {row.GetString(1)}: {row.GetString(0)}: {row.GetString(2)}",
            [since, Named],
            cancellationToken);
        var waiting = counts.Find(c => c.State == "waiting");
        return new OutboxState(
            waiting.Count,
            waiting.Count == 0 ? null : time.GetUtcNow() - waiting.Oldest,
            counts.Find(c => c.State == "failed").Count,
            [.. worker.Troubles, .. failures, .. store.HeldBack(time.GetUtcNow() - Held).Select(why => $"Held back: {why}")]);
    }

    public async ValueTask RetryFailed(CancellationToken cancellationToken = default)
    {
        _triedAgain = [];
        await Write([OutboxStatements.RetryFailed()], cancellationToken);
    }

    public async ValueTask RetryNewlyFailed(CancellationToken cancellationToken = default)
    {
        var known = _triedAgain;
        var failed = (await store.Read(
            Given,
            row => (Key: row.GetString(0), Wanted: row.GetInt64(1)),
            [(time.GetUtcNow() - Remembered).ToUnixTimeMilliseconds()],
            cancellationToken)).ToHashSet();
        var anew = failed.Except(known).ToList();
        if (anew.Count > 0)
            await Write(anew.Select(item => OutboxStatements.RetryFailed(item.Key, item.Wanted)), cancellationToken);
        // Unless all was tried again meanwhile: then each may be once more.
        Interlocked.CompareExchange(ref _triedAgain, failed, known);
    }

    public async ValueTask<IReadOnlyList<string>> GivenUp(CancellationToken cancellationToken = default) =>
        await store.Read(FailedLanes, row => row.GetString(0), [(time.GetUtcNow() - Remembered).ToUnixTimeMilliseconds()], cancellationToken);

    private async ValueTask Write(IEnumerable<Statement> again, CancellationToken cancellationToken)
    {
        await store.Write([.. again, .. store.WakeOthers], cancellationToken);
        store.OutboxChanged();
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = await Read(cancellationToken);
        return state.Words.Count == 0
            ? HealthCheckResult.Healthy(state.Waiting == 0 ? "Slack shows all it should." : $"{state.Waiting} on their way to Slack.")
            : HealthCheckResult.Degraded($"{state.Failed} given up, {state.Waiting} waiting. {string.Join(" ", state.Words)}");
    }
}

/// <summary>Whether the database can be read and was written when last tried.</summary>
internal sealed class StoreHealth(SqlStore store) : IHealthCheck
{
    /// <summary>The tag of a check whose words may stand in the log: they name nothing that people wrote.</summary>
    public const string InWords = "in words";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.HasSeen("", cancellationToken);
            return store.Trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble) : HealthCheckResult.Healthy($"{store.Engine.Name} works.");
        }
        catch (StoreException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
