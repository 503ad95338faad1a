using System.Data.Common;
using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>One wish as it stands now.</summary>
/// <param name="Wanted">Counts what was asked for; <paramref name="Done"/> is the one that Slack has.</param>
/// <param name="Begun">The one whose post may have reached Slack without our knowing its ts.</param>
internal sealed record OutboxEntry(
    string Key, string Kind, string Lane, string? Parent, string Body, bool Waits, long Wanted, long Done, long? Begun, string? Channel, string? Ts,
    long? Expires, Classification About);

/// <summary>The outbox as the worker reads and marks it. A mark is on disk when the call returns.</summary>
internal sealed class OutboxTable(SqlStore store)
{
    private const string Columns = "key, kind, lane, parent, body, state, wanted, done, begun, channel, ts, expires, about";

    // From lane to lane through the index: DISTINCT would walk over all that waits, at each wake.
    private const string Lanes =
        """
        WITH RECURSIVE lanes (lane) AS (
            SELECT MIN(lane) FROM outbox WHERE state = 'waiting'
            UNION ALL
            SELECT (SELECT MIN(lane) FROM outbox WHERE state = 'waiting' AND lane > lanes.lane) FROM lanes WHERE lanes.lane IS NOT NULL
        )
        SELECT lane FROM lanes WHERE lane IS NOT NULL
        """;

    public ValueTask<List<string>> WaitingLanes(CancellationToken ct) => store.Read(Lanes, row => row.GetString(0), [], ct);

    /// <summary>The first of these lanes that waits, or null.</summary>
    public async ValueTask<string?> Next(IReadOnlyList<string> lanes, CancellationToken ct)
    {
        if (lanes.Count == 0)
        {
            return null;
        }

        var places = string.Join(", ", lanes.Select((_, i) => "$" + (i + 1)));
        var found = await store.Read(
            $"SELECT key FROM outbox WHERE state = 'waiting' AND lane IN ({places}) ORDER BY seq LIMIT 1", row => row.GetString(0), [.. lanes], ct);
        return found.FirstOrDefault();
    }

    public async ValueTask<OutboxEntry?> Find(string key, CancellationToken ct) =>
        (await store.Read($"SELECT {Columns} FROM outbox WHERE key = $1", Item, [key], ct)).FirstOrDefault();

    /// <summary>From here on the post may be in Slack.</summary>
    public ValueTask Begin(OutboxEntry item, CancellationToken ct) =>
        Mark("UPDATE outbox SET begun = $2 WHERE key = $1", [item.Key, item.Wanted], ct);

    /// <summary>The post is surely not in Slack.</summary>
    public ValueTask NotBegun(OutboxEntry item, CancellationToken ct) =>
        Mark("UPDATE outbox SET begun = NULL WHERE key = $1", [item.Key], ct);

    /// <summary>The message stands in Slack as it was wanted then; it settles unless more is wanted by now.</summary>
    public ValueTask Stands(OutboxEntry item, long version, string channel, string ts, CancellationToken ct) => Mark(
        "UPDATE outbox SET channel = $3, ts = $4, begun = NULL, done = $2, state = CASE WHEN wanted = $2 THEN 'settled' ELSE 'waiting' END WHERE key = $1",
        [item.Key, version, channel, ts],
        ct);

    /// <summary>The message does not stand in Slack any more, and is to be posted anew.</summary>
    public ValueTask Gone(OutboxEntry item, CancellationToken ct) => Mark(
        "UPDATE outbox SET channel = NULL, ts = NULL, permalink = NULL, begun = NULL, done = $2, state = 'waiting' WHERE key = $1",
        [item.Key, item.Wanted],
        ct);

    /// <summary>The effect happened, or may not happen any more.</summary>
    public ValueTask Settled(OutboxEntry item, CancellationToken ct) => Mark(
        "UPDATE outbox SET done = $2, begun = NULL, state = CASE WHEN wanted = $2 THEN 'settled' ELSE 'waiting' END WHERE key = $1",
        [item.Key, item.Wanted],
        ct);

    /// <summary>Given up, unless something else is wanted by now. What may be in Slack may still be: a new try looks first.</summary>
    public ValueTask Failed(OutboxEntry item, string error, CancellationToken ct) => Mark(
        "UPDATE outbox SET error = $3, state = 'failed' WHERE key = $1 AND wanted = $2",
        [item.Key, item.Wanted, error],
        ct);

    /// <summary>Drops all that waits for someone who is not there any more.</summary>
    public ValueTask LaneDropped(string lane, CancellationToken ct) =>
        Mark("UPDATE outbox SET done = wanted, begun = NULL, state = 'settled' WHERE lane = $1 AND state = 'waiting'", [lane], ct);

    /// <summary>Gives up all that waits for a place which does not exist.</summary>
    public ValueTask LaneFailed(string lane, string error, CancellationToken ct) =>
        Mark("UPDATE outbox SET error = $2, state = 'failed' WHERE lane = $1 AND state = 'waiting'", [lane, error], ct);

    public ValueTask Permalink(OutboxEntry message, string url, CancellationToken ct) =>
        Mark("UPDATE outbox SET permalink = $2 WHERE key = $1", [message.Key, url], ct);

    private async ValueTask Mark(string sql, object?[] values, CancellationToken ct) => await store.Write([new Statement(sql, values)], ct);

    private static OutboxEntry Item(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        Text(row, 3),
        row.GetString(4),
        row.GetString(5) == "waiting",
        row.GetInt64(6),
        row.GetInt64(7),
        Number(row, 8),
        Text(row, 9),
        Text(row, 10),
        Number(row, 11),
        Text(row, 12) is { } about ? JsonSerializer.Deserialize<Classification>(about, StoreJson.Options)! : Classification.Internal);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
