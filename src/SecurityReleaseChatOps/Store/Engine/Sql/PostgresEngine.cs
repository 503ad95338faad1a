using System.Data.Common;
using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>PostgreSQL: several instances may run; an advisory lock lets one of them write at a time.</summary>
internal sealed class PostgresEngine : SqlEngine
{
    // Lock names include the schema, so that another app in the same database does not interfere.
    internal const string WakeChannel = "chatops_outbox";
    private const string LockWriters = "pg_advisory_xact_lock(hashtext('chatops-writer'), hashtext(current_schema()))";

    // A server allows 100 in total by default, and other instances need some too.
    private const int Connections = 20;

    private readonly NpgsqlDataSource source;
    private readonly string unpooled;
    private readonly PostgresWatch watch;
    private long line;

    public PostgresEngine(string connectionString)
    {
        try
        {
            var settings = PostgresSessions.Limited(connectionString);
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (50, 2);
            settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, Connections);
            source = NpgsqlDataSource.Create(settings);
            unpooled = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString;
            Name = $"PostgreSQL database {settings.Database} on {settings.Host}";
            watch = new(settings, Name, Forget);
        }
        catch (ArgumentException e)
        {
            // The exception's message quotes the connection string, perhaps the password.
            throw new StoreException($"Storage:ConnectionString is not one for PostgreSQL ({e.GetType().Name}).");
        }
    }

    public override string Provider => "Postgres";

    public override string Name { get; }

    public override string? Away => watch.Away;

    public override long Line => Interlocked.Read(ref line);

    /// <summary>The server's collation may ignore punctuation, so ours is explicit.</summary>
    public override string Between(string column, string from, string to) => $"{column} COLLATE \"C\" >= {from} AND {column} COLLATE \"C\" < {to}";

    /// <summary>Not from the pool, which may hand out a session that the server has ended.</summary>
    public override Session Connect()
    {
        var connection = new NpgsqlConnection(unpooled);
        try
        {
            connection.Open();
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override string Begin(Session session)
    {
        session.Execute("BEGIN");
        return (string)session.Scalar($"SELECT pg_current_xact_id()::text FROM (SELECT {LockWriters}) AS locked")!;
    }

    public override bool Committed(string transaction)
    {
        using var session = Connect();
        session.Execute("BEGIN");
        // The lost transaction held the writers' lock: once we have the lock, it has ended one way or the other.
        session.Scalar($"SELECT 1 FROM (SELECT {LockWriters}) AS locked");
        var committed = session.Scalar("SELECT pg_xact_status($1::xid8)", transaction) is "committed";
        session.Execute("ROLLBACK");
        return committed;
    }

    public override Statement WakeOthers { get; } = new($"NOTIFY {WakeChannel}", []);

    public override Task<IDelivererRole> BecomeDeliverer(Action wake, CancellationToken ct) => PostgresDeliverer.Become(unpooled, wake, ct);

    public override void Dispose()
    {
        watch.Dispose();
        source.Dispose();
    }

    private void Forget()
    {
        Interlocked.Increment(ref line);
        // To close a dead connection takes until its beat was waited for in vain: whoever looks after the server goes on meanwhile.
        _ = Task.Run(source.Clear);
    }

    /// <summary>The server ends all sessions together, and each try takes only one of them out of the pool.</summary>
    protected override int Tries(DbException fault) => PostgresSessions.Ended(fault) ? Connections + 1 : base.Tries(fault);

    protected override async ValueTask<List<T>> ReadOnce<T>(string sql, Func<DbDataReader, T> row, object?[] values, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = Session.Create(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
