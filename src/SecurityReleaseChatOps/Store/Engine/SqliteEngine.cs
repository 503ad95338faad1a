using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SecurityReleaseChatOps.Store;

/// <summary>SQLite: one file, WAL, every commit on disk before it is answered, one process at a time.</summary>
internal sealed class SqliteEngine : Engine
{
    private readonly SqliteConnectionStringBuilder settings;
    private readonly FileStream processLock;

    public SqliteEngine(string connectionString)
    {
        settings = Parse(connectionString);
        var file = Path.GetFullPath(settings.DataSource);
        settings.DataSource = file;
        processLock = Lock(file);
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
        return "";
    }

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
        processLock.Dispose();
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

    /// <summary>The operating system lets the lock go when the process ends, however it ends.</summary>
    private static FileStream Lock(string file)
    {
        try
        {
            CreateFolder(Path.GetDirectoryName(file)!);
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                File.Exists(file + ".lock") && e is not (UnauthorizedAccessException or DirectoryNotFoundException)
                    ? $"Another running instance uses {file}. Stop it first, give this one its own Storage:ConnectionString, or take PostgreSQL for several instances."
                    : $"The folder of {file} cannot be written: {e.Message}",
                e);
        }
    }

    /// <summary>A new folder is the owner's alone: messages and addresses to answer at are in it.</summary>
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
