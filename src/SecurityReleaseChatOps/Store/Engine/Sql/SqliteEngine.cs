using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SecurityReleaseChatOps.Store;

/// <summary>SQLite: one file, WAL, every commit on disk before it is answered, one process at a time.</summary>
internal sealed class SqliteEngine : SqlEngine
{
    private readonly SqliteConnectionStringBuilder settings;
    private readonly DatabaseFiles files;
    // Reading sessions are returned here with their statements prepared.
    private readonly ConcurrentBag<Session> readers = [];
    private volatile bool closed;

    public SqliteEngine(string connectionString)
    {
        settings = Parse(connectionString);
        var file = Path.GetFullPath(settings.DataSource);
        settings.DataSource = file;
        files = new DatabaseFiles(file, file + "-wal");
    }

    public override bool IsSole => true;

    public override string Provider => "Sqlite";

    public override string Name => $"SQLite file {settings.DataSource}";

    public override string Between(string column, string from, string to) => $"{column} >= {from} AND {column} < {to}";

    public override Session Connect()
    {
        if (Trouble is { } trouble)
        {
            throw new StoreException(trouble);
        }

        var session = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override string Begin(Session session)
    {
        session.Execute("BEGIN IMMEDIATE");
        return files.TroubleWithinTransaction is { } trouble ? throw new StoreException(trouble) : "";
    }

    public override string? Trouble => files.Trouble;

    /// <summary>A failed COMMIT has rolled back.</summary>
    public override bool Committed(string transaction) => false;

    /// <summary>There is no other process.</summary>
    public override Statement? WakeOthers => null;

    public override Task<IDelivererRole> BecomeDeliverer(Action wake, CancellationToken ct) => Task.FromResult<IDelivererRole>(new SoleDeliverer());

    public override void Dispose()
    {
        closed = true;
        CloseReaders();
        files.Dispose();
    }

    protected override ValueTask<List<T>> ReadOnce<T>(string sql, Func<DbDataReader, T> row, object?[] values, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(closed, this);
        var reader = readers.TryTake(out var idle) ? idle : Open(SqliteOpenMode.ReadOnly);
        try
        {
            var rows = reader.Rows(sql, row, values);
            readers.Add(reader);
            if (closed)
            {
                CloseReaders();
            }

            return new(rows);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private void CloseReaders()
    {
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private Session Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            return new Session(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var parsed = new SqliteConnectionStringBuilder(connectionString);
            return parsed.DataSource is not ("" or ":memory:") && parsed.Mode != SqliteOpenMode.Memory
                ? parsed
                : throw new StoreException("Storage:ConnectionString names no file, such as 'Data Source=data/chatops.db'.");
        }
        catch (ArgumentException e)
        {
            throw new StoreException($"Storage:ConnectionString is not one for SQLite: {e.Message}", e);
        }
    }
}
