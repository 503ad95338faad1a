using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SecurityReleaseChatOps.Store;

/// <summary>SQLite: one file, WAL, every commit on disk before it is answered, one process at a time.</summary>
internal sealed class SqliteEngine : Engine
{
    private readonly SqliteConnectionStringBuilder settings;
    private readonly SqliteFiles files;

    public SqliteEngine(string connectionString)
    {
        settings = Parse(connectionString);
        var file = Path.GetFullPath(settings.DataSource);
        settings.DataSource = file;
        files = new SqliteFiles(file);
        Readers = SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder(settings.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadOnly,
        }.ConnectionString);
    }

    public override string Provider => "Sqlite";

    public override DbDataSource Readers { get; }

    public override string Name => $"SQLite file {settings.DataSource}";

    public override string Between(string column, string from, string to) => $"{column} >= {from} AND {column} < {to}";

    public override Session OpenWriter()
    {
        if (Trouble is { } trouble)
        {
            throw new StoreException(trouble);
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            var session = new Session(connection);
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override string Begin(Session session)
    {
        session.Execute("BEGIN IMMEDIATE");
        return files.TroubleWithinTransaction is { } trouble ? throw new StoreException(trouble) : "";
    }

    public override string? Trouble => files.Trouble;

    /// <summary>SQLite has rolled back when COMMIT fails.</summary>
    public override bool Committed(string transaction) => false;

    /// <summary>There is no other process.</summary>
    public override Statement? WakeOthers => null;

    public override Task<IDelivererRole> BecomeDeliverer(Action wake, CancellationToken ct) => Task.FromResult<IDelivererRole>(new SoleDeliverer());

    public override void Dispose()
    {
        using (var connection = Readers.CreateConnection())
        {
            SqliteConnection.ClearPool((SqliteConnection)connection);
        }

        Readers.Dispose();
        files.Dispose();
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
