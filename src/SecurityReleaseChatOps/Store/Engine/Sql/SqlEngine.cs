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
        var found = await Read("SELECT id, version, body FROM documents WHERE kind = $1 AND id = $2 AND body <> ''", Document, [kind, id], ct);
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
                row.GetString(0), row.GetString(1), row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)), Session.Text(row, 4),
                Session.Text(row, 5), row.GetInt64(6)),
            [.. values],
            ct);

        string Value(string value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
        }
    }

    internal string AllOfPrefix => field ??= $"SELECT id, version, body FROM documents WHERE kind = $1 AND {Between("id", "$2", "$3")} AND body <> ''";

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

        try
        {
            return await ReadOnce(sql, row, values, ct);
        }
        catch (DbException)
        {
            // The server may have closed a pooled connection: reading again is harmless.
        }

        try
        {
            return await ReadOnce(sql, row, values, ct);
        }
        catch (DbException e)
        {
            CouldNotRead(async token => await Read(sql, row, values, token));
            throw new StoreException($"The {Name} cannot be read: {e.Message}", e);
        }
    }

    protected abstract ValueTask<List<T>> ReadOnce<T>(string sql, Func<DbDataReader, T> row, object?[] values, CancellationToken ct);

    private static StoredDocument Document(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetString(2));
}
