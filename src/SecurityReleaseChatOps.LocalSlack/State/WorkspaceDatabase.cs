using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>The workspace's file: every document as JSON, every change in one transaction.</summary>
internal sealed class WorkspaceDatabase : IDisposable
{
    // SQLite's result codes when another connection holds the lock.
    private const int Busy = 5;
    private const int Locked = 6;

    private const string Schema = """
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS document (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS content (id TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _save;
    private readonly SqliteCommand _remove;

    /// <exception cref="InvalidOperationException">Another process has the file open, or it is not a workspace's file.</exception>
    public WorkspaceDatabase(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        try
        {
            Protect(Path.GetFullPath(path));
            _connection.Open();
            using (var schema = Command(Schema))
                schema.ExecuteNonQuery();
            // The first read takes the exclusive lock, so that a second workspace on the same file fails.
            using (var read = Command("SELECT count(*) FROM document"))
                read.ExecuteScalar();
            _save = Command(
                "INSERT INTO document (kind, id, json) VALUES ($kind, $id, $json) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json", "$kind", "$id",
                "$json");
            _remove = Command("DELETE FROM document WHERE kind = $kind AND id = $id", "$kind", "$id");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked)
        {
            _connection.Dispose();
            throw new InvalidOperationException($"The workspace's data {path} is in use: another workspace runs on it. ({e.Message})", e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            _connection.Dispose();
            throw new InvalidOperationException($"The workspace's data {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Restricts the file to its owner, even if it already exists, because it holds the tokens and all messages.</summary>
    private static void Protect(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return;
        }
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, owner | UnixFileMode.UserExecute);
        // An existing file is not opened: closing it would release the locks of another workspace in this process.
        if (!File.Exists(path))
            new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = owner }).Dispose();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" }.Where(File.Exists))
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) & (owner | UnixFileMode.UserExecute));
    }

    public IEnumerable<T> Load<T>(string kind) where T : Document
    {
        using var command = Command("SELECT json FROM document WHERE kind = $kind ORDER BY id", "$kind");
        command.Parameters[0].Value = kind;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (T)JsonSerializer.Deserialize(reader.GetString(0), typeof(T), DocumentJson.Default)!;
    }

    /// <summary>Writes all of it or, if the process dies, none.</summary>
    public void Write(IReadOnlyCollection<Document> saved, IReadOnlyCollection<Document> removed)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var document in saved)
            Run(_save, transaction, document.Kind, document.Key, JsonSerializer.Serialize(document, document.GetType(), DocumentJson.Default));
        foreach (var document in removed)
            Run(_remove, transaction, document.Kind, document.Key);
        transaction.Commit();
    }

    public void WriteContent(string id, byte[] bytes)
    {
        using var command = Command("INSERT OR REPLACE INTO content (id, bytes) VALUES ($id, $bytes)", "$id", "$bytes");
        Run(command, null, id, bytes);
    }

    public byte[]? ReadContent(string id)
    {
        using var command = Command("SELECT bytes FROM content WHERE id = $id", "$id");
        command.Parameters[0].Value = id;
        return command.ExecuteScalar() as byte[];
    }

    public void Dispose()
    {
        _save.Dispose();
        _remove.Dispose();
        _connection.Dispose();
    }

    private static void Run(SqliteCommand command, SqliteTransaction? transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
