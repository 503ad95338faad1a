using System.Data.Common;

namespace SecurityReleaseChatOps.Store;

/// <summary>What both SQL databases share; the SQL is the same except for <see cref="Between"/>.</summary>
internal abstract class SqlEngine : Engine
{
    private long reads;

    /// <summary>The name in <see cref="StoreOptions.Provider"/>.</summary>
    public abstract string Provider { get; }

    public override long Reads => Interlocked.Read(ref reads);

    public override IOutboxReader Outbox => field ??= new SqlOutbox(this);

    public override WriterSession OpenWriter() => new SqlWriterSession(this);

    /// <summary>SQL: the column's text is between two values, in ordinal order and through the column's index.</summary>
    public abstract string Between(string column, string from, string to);

    /// <summary>A connection for writing.</summary>
    /// <exception cref="StoreException">Nothing written would be kept.</exception>
    public abstract Session Connect();

    /// <summary>Begins a transaction that excludes other writers, of this process and others.</summary>
    /// <returns>What <see cref="Committed"/> checks when the connection is lost during COMMIT.</returns>
    public abstract string Begin(Session session);

    /// <summary>Whether a transaction whose COMMIT broke was committed.</summary>
    public abstract bool Committed(string transaction);

    /// <summary>Part of each commit that adds to the outbox, to notify a deliverer in another process.</summary>
    public abstract Statement? WakeOthers { get; }

    public override async ValueTask<StoredDocument?> Find(string kind, string id, CancellationToken ct)
    {
        var found = await Read("SELECT id, version, body, checksum FROM documents WHERE kind = $1 AND id = $2 AND body <> ''", Document, [kind, id], ct);
        return found.Count == 0 ? null : found[0];
    }

    public override async ValueTask<IReadOnlyList<StoredDocument>> All(string kind, string prefix, CancellationToken ct) =>
        await Read(AllOfPrefix, Document, [kind, prefix, End(prefix)], ct);

    public override async ValueTask<IReadOnlyList<KeyValuePair<string, long>>> Versions(string kind, CancellationToken ct) =>
        await Read("SELECT id, version FROM documents WHERE kind = $1", row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), [kind], ct);

    public override async ValueTask<bool> HasSeen(string id, CancellationToken ct) =>
        (await Read("SELECT 1 FROM seen WHERE id = $1", _ => true, [id], ct)).Count > 0;

    public override async ValueTask<IReadOnlyList<AuditEntry>> Audit(
        IReadOnlyList<string> subjects, long since, long before, int limit, CancellationToken ct)
    {
        var values = new List<object?> { since, before, limit };
        var among = subjects
            .Select(subject => subject.EndsWith('/') ? Between("subject", Value(subject), Value(End(subject))) : $"subject = {Value(subject)}").ToList();
        return await Read(
            $"SELECT who, what, subject, at, before, after, seq FROM audit WHERE ({string.Join(" OR ", among)}) AND at >= $1 AND seq < $2 ORDER BY seq "
            + $"DESC LIMIT $3",
            row => new AuditEntry(
                row.GetString(0), row.GetString(1), row.GetString(2), Instant.FromUnixTimeMilliseconds(row.GetInt64(3)), Session.Text(row, 4),
                Session.Text(row, 5), row.GetInt64(6)),
            [.. values],
            ct);

        string Value(string value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
        }
    }

    internal string AllOfPrefix => field ??=
        $"SELECT id, version, body, checksum FROM documents WHERE kind = $1 AND {Between("id", "$2", "$3")} AND body <> ''";

    /// <summary>The end of a prefix range: no key contains the last character of Unicode.</summary>
    internal static string End(string prefix) => prefix + "\U0010FFFF";

    /// <summary>Runs a query concurrently with others.</summary>
    /// <exception cref="StoreException">The database cannot be read.</exception>
    internal async ValueTask<List<T>> Read<T>(string sql, Func<DbDataReader, T> row, object?[] values, CancellationToken ct)
    {
        Interlocked.Increment(ref reads);
        if (Away is { } away)
        {
            throw new StoreException(away);
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ReadOnce(sql, row, values, ct);
            }
            catch (DbException e) when (tries < Tries(e))
            {
                // The server may have closed a pooled connection: reading again is harmless.
            }
            catch (DbException e)
            {
                CouldNotRead(async token => await Read(sql, row, values, token));
                throw new StoreException($"The {Name} cannot be read: {e.Message}", e);
            }
        }
    }

    /// <summary>How often a read that ended so is tried in all.</summary>
    protected virtual int Tries(DbException fault) => 2;

    protected abstract ValueTask<List<T>> ReadOnce<T>(string sql, Func<DbDataReader, T> row, object?[] values, CancellationToken ct);

    private static StoredDocument Document(DbDataReader row)
    {
        var read = new StoredDocument(row.GetString(0), row.GetInt64(1), row.GetString(2));
        Checksum.Check(read.Id, read.Body, read.Version, Session.Number(row, 3));
        return read;
    }
}

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
