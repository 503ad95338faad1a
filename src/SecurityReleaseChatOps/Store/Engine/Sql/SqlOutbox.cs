using System.Data.Common;

namespace SecurityReleaseChatOps.Store;

/// <summary>The outbox in both SQL databases.</summary>
internal sealed class SqlOutbox(SqlEngine engine) : IOutboxReader
{
    internal const string CountWaiting = "SELECT COUNT(*), MIN(at) FROM outbox WHERE state = 'waiting'";

    internal const string AllFailed = "SELECT key, lane, error, wanted FROM outbox WHERE state = 'failed' AND at > $1 ORDER BY seq DESC";

    private const string Columns = "key, kind, lane, parent, body, state, wanted, done, begun, channel, ts, expires, about";

    // Jumps from lane to lane through the index: DISTINCT would scan everything that waits, at each wake.
    private const string Lanes =
        """
        WITH RECURSIVE lanes (lane) AS (
            SELECT MIN(lane) FROM outbox WHERE state = 'waiting'
            UNION ALL
            SELECT (SELECT MIN(lane) FROM outbox WHERE state = 'waiting' AND lane > lanes.lane) FROM lanes WHERE lanes.lane IS NOT NULL
        )
        SELECT lane FROM lanes WHERE lane IS NOT NULL
        """;

    public async ValueTask<IReadOnlyList<string>> WaitingLanes(CancellationToken ct) => await engine.Read(Lanes, row => row.GetString(0), [], ct);

    public async ValueTask<string?> Next(IReadOnlyList<string> lanes, CancellationToken ct)
    {
        var places = string.Join(", ", lanes.Select((_, i) => "$" + (i + 1)));
        var found = await engine.Read(
            $"SELECT key FROM outbox WHERE state = 'waiting' AND lane IN ({places}) ORDER BY seq LIMIT 1", row => row.GetString(0), [.. lanes], ct);
        return found.FirstOrDefault();
    }

    public async ValueTask<OutboxEntry?> Find(string key, CancellationToken ct) =>
        (await engine.Read($"SELECT {Columns} FROM outbox WHERE key = $1", Entry, [key], ct)).FirstOrDefault();

    public async ValueTask<IReadOnlyList<string>> Doubtful(CancellationToken ct) =>
        await engine.Read("SELECT key FROM outbox WHERE begun IS NOT NULL AND ts IS NOT NULL", row => row.GetString(0), [], ct);

    public async ValueTask<PostedMessage?> Shown(string key, CancellationToken ct) =>
        (await engine.Read("SELECT key, channel, ts, permalink FROM outbox WHERE key = $1 AND ts IS NOT NULL", Posted, [key], ct)).FirstOrDefault();

    public async ValueTask<IReadOnlyList<PostedMessage>> AllShown(string keyPrefix, CancellationToken ct) => await engine.Read(
        $"SELECT key, channel, ts, permalink FROM outbox WHERE {engine.Between("key", "$1", "$2")} AND ts IS NOT NULL",
        Posted,
        [keyPrefix, SqlEngine.End(keyPrefix)],
        ct);

    public async ValueTask<(long Count, long? Oldest)> Waiting(CancellationToken ct) =>
        (await engine.Read(CountWaiting, row => (row.GetInt64(0), Session.Number(row, 1)), [], ct))[0];

    public async ValueTask<IReadOnlyList<GivenUp>> Failed(long since, CancellationToken ct) => await engine.Read(
        AllFailed, row => new GivenUp(row.GetString(0), row.GetString(1), Session.Text(row, 2) ?? "", row.GetInt64(3)), [since], ct);

    private static PostedMessage Posted(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), Session.Text(row, 3));

    private static OutboxEntry Entry(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), Session.Text(row, 3), row.GetString(4), row.GetString(5) == "waiting", row.GetInt64(6),
        row.GetInt64(7), Session.Number(row, 8), Session.Text(row, 9), Session.Text(row, 10), Session.Number(row, 11),
        OutboxEntry.AboutOf(Session.Text(row, 12)));
}
