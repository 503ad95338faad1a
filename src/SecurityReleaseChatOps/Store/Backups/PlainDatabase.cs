using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>A database as a backup reads and writes it, also while the app runs.</summary>
internal sealed class PlainDatabase(StoreOptions options)
{
    private readonly bool isFile = options.Provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase);
    private readonly bool isLiteDb = options.Provider.Equals("LiteDb", StringComparison.OrdinalIgnoreCase);

    /// <summary>In words, without secrets.</summary>
    public string Name => isLiteDb ? $"LiteDB file {Path.GetFullPath(options.ConnectionString)}" : isFile
        ? $"SQLite file {Path.GetFullPath(Sqlite.DataSource)}"
        : new NpgsqlConnectionStringBuilder(options.ConnectionString) is var server ? $"PostgreSQL database {server.Database} on {server.Host}" : "";

    /// <summary>The path of an embedded database, from the settings; null for a server.</summary>
    public string? File => isLiteDb ? options.ConnectionString : isFile ? Sqlite.DataSource : null;

    /// <summary>Whether nothing was ever stored there.</summary>
    /// <exception cref="StoreException">It cannot be reached.</exception>
    public bool IsEmpty
    {
        get
        {
            if (isLiteDb)
                return new FileInfo(options.ConnectionString) is not { Exists: true, Length: > 0 };
            if (isFile)
                return new FileInfo(Sqlite.DataSource) is not { Exists: true, Length: > 0 };
            using var session = new Session(Open(write: false));
            // An unfinished copy leaves empty tables.
            return session.Scalar("SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'documents'") is null
                || Backup.Tables.All(table => session.Scalar($"SELECT 1 FROM {table} LIMIT 1") is null);
        }
    }

    /// <summary>The server's time; null for a database without its own clock.</summary>
    /// <exception cref="StoreException">It cannot be reached.</exception>
    public Instant? Clock
    {
        get
        {
            if (File is not null)
                return null;
            using var session = new Session(Open(write: false));
            return Instant.FromUnixTimeMilliseconds(
                Convert.ToInt64(session.Scalar("SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint"), CultureInfo.InvariantCulture));
        }
    }

    private SqliteConnectionStringBuilder Sqlite => new(options.ConnectionString);

    /// <summary>Locks the app out until disposed.</summary>
    /// <exception cref="StoreException">The app runs.</exception>
    public IDisposable Reserve()
    {
        if (File is not null && IsEmpty)
            throw new StoreException($"There is no database at {Path.GetFullPath(File)}.");
        try
        {
            if (File is not null)
                return new FileStream(File + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var session = new Session(Open(write: false));
            if (session.Scalar("SELECT pg_try_advisory_lock(hashtext('chatops-deliverer'), hashtext(current_schema()))") is true)
                return session;
            session.Dispose();
        }
        catch (IOException)
        {
            // Said below.
        }
        throw new StoreException($"The app uses the {Name}. Stop it first: what it saves from now on would be missing in the copy.");
    }

    /// <summary>Opens a snapshot for reading, or a writer.</summary>
    /// <exception cref="StoreException">There is no such database, it cannot be reached, or a newer version wrote it.</exception>
    public IPlainTables Tables(bool write)
    {
        var tables = Begin(write);
        try
        {
            // What is read may have other tables by then: first it is asked whose it is.
            return write || tables.Schema <= Migration.Shipped[^1].Number ? tables : throw NewerVersion(tables.Schema);
        }
        catch (Exception e)
        {
            tables.Dispose();
            throw e is DbException ? new StoreException($"The {Name} cannot be read: {e.Message} Restore the last backup.", e) : e;
        }
    }

    /// <summary>What is said where a newer version of the app wrote what is to be read.</summary>
    public static StoreException NewerVersion(long schema) => new(string.Create(CultureInfo.InvariantCulture,
        $"What is stored is of a newer version of this app (schema {schema}; this one knows {Migration.Shipped[^1].Number}): take that version."));

    private IPlainTables Begin(bool write) => !isLiteDb ? new SqlTables(new Session(Open(write)))
        : write || !IsEmpty ? new LiteDbTables(options.ConnectionString, write)
        : throw new StoreException($"There is no database at {Path.GetFullPath(options.ConnectionString)}.");

    /// <summary>Opens a snapshot for reading, or a writer that writes all or nothing.</summary>
    /// <exception cref="StoreException">There is no such database, or it cannot be reached.</exception>
    public DbConnection Open(bool write)
    {
        if (isFile && !write && !System.IO.File.Exists(Sqlite.DataSource))
            throw new StoreException($"There is no database at {Path.GetFullPath(Sqlite.DataSource)}.");
        DbConnection? connection = null;
        try
        {
            connection = isFile
                ? new SqliteConnection(new SqliteConnectionStringBuilder
                {
                    DataSource = Sqlite.DataSource,
                    Mode = write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString)
                : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = isFile || write ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (DbException e)
        {
            connection?.Dispose();
            throw new StoreException($"The {Name} cannot be {(write ? "written" : "read")}: {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            // The exception's message quotes the connection string, perhaps the password.
            throw new StoreException($"Storage:ConnectionString is not one for {options.Provider} ({e.GetType().Name}).");
        }
    }
}
