using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;

namespace SecurityReleaseChatOps.Store;

/// <summary>The store on either database.</summary>
internal sealed class SqlStore : IStore, IDisposable
{
    private readonly ConcurrentDictionary<(string Kind, string Id), object> parsed = [];
    private readonly Writer writer;
    private readonly ConcurrentDictionary<string, DateTimeOffset> heldBack = [];
    private long reads;
    private readonly TimeProvider time;
    private readonly Func<IEmbargoGuard> guard;
    private readonly Func<IRouting>? routing;

    private SqlStore(Engine engine, TimeProvider time, Func<IEmbargoGuard> guard, Func<IRouting>? routing)
    {
        Engine = engine;
        this.time = time;
        this.guard = guard;
        this.routing = routing;
        writer = new Writer(engine);
    }

    /// <summary>Called after a commit of this process that brought the outbox something.</summary>
    public Action OutboxChanged { get; set; } = static () => { };

    public Engine Engine { get; }

    /// <inheritdoc cref="Engine.WakeOthers"/>
    public IEnumerable<Statement> WakeOthers => Engine.WakeOthers is { } wake ? [wake] : [];

    /// <summary>How many queries were run since the start.</summary>
    public long Reads => Interlocked.Read(ref reads);

    /// <summary>Why nothing can be written at present, in words, or null.</summary>
    public string? Trouble => Engine.Trouble ?? writer.Trouble;

    /// <summary>Why jobs could not tell what they had to, in words, since then: they try again at each look, and nobody else would know.</summary>
    public IEnumerable<string> HeldBack(DateTimeOffset since)
    {
        foreach (var (old, _) in heldBack.Where(held => held.Value < since))
        {
            heldBack.TryRemove(old, out _);
        }

        return heldBack.Keys.Order(StringComparer.Ordinal);
    }

    /// <summary>Opens the database, creating what is missing.</summary>
    /// <param name="guard">Judges all that commits tell; asked for when it is needed first, since it reads the store itself.</param>
    /// <param name="routing">Says where messages go, asked for likewise; null: as they are meant.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why.</exception>
    public static SqlStore Open(StoreOptions options, TimeProvider time, Func<IEmbargoGuard> guard, Func<IRouting>? routing = null)
    {
        var engine = Engine.Open(options);
        try
        {
            Migrator.Run(engine, Migration.Shipped, time.GetUtcNow());
            return new SqlStore(engine, time, guard, routing);
        }
        catch (Exception e)
        {
            engine.Dispose();
            throw e is DbException ? new StoreException($"The {engine.Name} cannot be opened: {e.Message}", e) : e;
        }
    }

    public async ValueTask<Doc<T>?> Get<T>(DocumentKind<T> kind, string id, CancellationToken cancellationToken = default)
    {
        var found = await Read(
            "SELECT id, version, body FROM documents WHERE kind = $1 AND id = $2 AND body <> ''",
            row => Document(kind, row),
            [kind.Name, id],
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<IReadOnlyList<Doc<T>>> All<T>(DocumentKind<T> kind, string idPrefix = "", CancellationToken cancellationToken = default)
    {
        var found = await Read(
            $"SELECT id, version, body FROM documents WHERE kind = $1 AND {Engine.Between("id", "$2", "$3")} AND body <> ''",
            row => Document(kind, row),
            [kind.Name, idPrefix, End(idPrefix)],
            cancellationToken);
        found.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return found;
    }

    public async ValueTask<IReadOnlyDictionary<string, long>> Versions<T>(DocumentKind<T> kind, CancellationToken cancellationToken = default)
    {
        var found = await Read(
            "SELECT id, version FROM documents WHERE kind = $1", row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), [kind.Name], cancellationToken);
        return found.ToDictionary(StringComparer.Ordinal);
    }

    public async ValueTask<CommitResult> Commit(Commit commit, CancellationToken cancellationToken = default)
    {
        if (routing is not null && commit.Meant.Count > 0)
        {
            var goes = new List<Outgoing>();
            foreach (var message in commit.Meant)
                goes.Add(await routing().Route(message, commit, cancellationToken));
            commit.Route(goes);
        }

        if (commit.Told.Count > 0 && await guard().Refuse(commit.Told, cancellationToken) is { } refusal)
        {
            if (commit.Seen is null)
            {
                heldBack[refusal] = time.GetUtcNow();
            }

            commit.Refusal = refusal;
            return CommitResult.Refused;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var undoneBy = await Write([.. commit.Statements(now), .. commit.WakesOutbox ? WakeOthers : []], cancellationToken);
        var result = commit.Result(undoneBy);
        if (commit.WakesOutbox && result == CommitResult.Saved)
        {
            OutboxChanged();
        }

        return result;
    }

    public async ValueTask<bool> HasSeen(string id, CancellationToken cancellationToken = default) =>
        (await Read("SELECT 1 FROM seen WHERE id = $1", _ => true, [id], cancellationToken)).Count > 0;

    public ValueTask<IReadOnlyList<AuditEntry>> Audit(string subject, int limit = 100, CancellationToken cancellationToken = default) =>
        Audit([subject], DateTimeOffset.MinValue, null, limit, cancellationToken);

    public async ValueTask<IReadOnlyList<AuditEntry>> Audit(
        IReadOnlyList<string> subjects, DateTimeOffset since, long? before, int limit, CancellationToken cancellationToken = default)
    {
        var values = new List<object?> { since.ToUnixTimeMilliseconds(), before ?? long.MaxValue, limit };
        var among =
            subjects.Select(subject => subject.EndsWith('/') ? Engine.Between("subject", Value(subject), Value(End(subject))) : $"subject = {Value(subject)}")
                .ToList();
        return await Read(
            $"SELECT who, what, subject, at, before, after, seq FROM audit WHERE ({string.Join(" OR ", among)}) AND at >= $1 AND seq < $2 ORDER BY seq "
            + $"DESC LIMIT $3",
            row => new AuditEntry(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.GetInt64(6)),
            [.. values],
            cancellationToken);

        string Value(string value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
        }
    }

    public async ValueTask<PostedMessage?> Shown(string key, CancellationToken cancellationToken = default)
    {
        var found = await Read("SELECT key, channel, ts, permalink FROM outbox WHERE key = $1 AND ts IS NOT NULL", Shown, [key], cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<IReadOnlyDictionary<string, PostedMessage>> AllShown(string keyPrefix, CancellationToken cancellationToken = default)
    {
        var found = await Read(
            $"SELECT key, channel, ts, permalink FROM outbox WHERE {Engine.Between("key", "$1", "$2")} AND ts IS NOT NULL",
            Shown,
            [keyPrefix, End(keyPrefix)],
            cancellationToken);
        return found.ToDictionary(shown => shown.Key, StringComparer.Ordinal);
    }

    public async ValueTask Prune(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var stamp = before.ToUnixTimeMilliseconds();
        await Write([SeenIds.Prune(stamp), OutboxStatements.Prune(stamp)], cancellationToken);
    }

    /// <inheritdoc cref="Writer.Run"/>
    public ValueTask<int?> Write(IReadOnlyList<Statement> statements, CancellationToken cancellationToken) =>
        writer.Run(statements, cancellationToken);

    /// <summary>Runs a query on a connection of its own.</summary>
    public async ValueTask<List<T>> Read<T>(string sql, Func<DbDataReader, T> row, object?[] values, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnce(sql, row, values, cancellationToken);
        }
        catch (DbException)
        {
            // A pooled connection that the server closed meanwhile: reading again does no harm.
        }

        try
        {
            return await ReadOnce(sql, row, values, cancellationToken);
        }
        catch (DbException e)
        {
            throw new StoreException($"The {Engine.Name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A document's JSON is parsed once for each version; the database says which version there is, also where others write to it.</summary>
    private Doc<T> Document<T>(DocumentKind<T> kind, DbDataReader row)
    {
        var (id, version) = (row.GetString(0), row.GetInt64(1));
        if (parsed.TryGetValue((kind.Name, id), out var known) && known is Doc<T> doc && doc.Version == version)
        {
            return doc;
        }

        var read = new Doc<T>(id, kind.Read(row.GetString(2)), version);
        parsed[(kind.Name, id)] = read;
        return read;
    }

    public void Dispose()
    {
        writer.Dispose();
        Engine.Dispose();
    }

    private static PostedMessage Shown(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));

    /// <summary>Behind everything that starts so: no key holds the last character of Unicode.</summary>
    private static string End(string prefix) => prefix + "\U0010FFFF";

    private async ValueTask<List<T>> ReadOnce<T>(string sql, Func<DbDataReader, T> row, object?[] values, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await using var connection = await Engine.Readers.OpenConnectionAsync(cancellationToken);
        await using var command = Session.Create(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
