using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Operation;

/// <summary>A copy of the database in a temporary folder: it can be read and migrated while the original stays untouched.</summary>
internal sealed class StoredCopy : IDisposable
{
    // Readable by its owner only, like everything embargoed.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatops-copy-");

    /// <summary>Command line settings that point to the copy.</summary>
    public string[] Settings => ["--Storage:Provider=Sqlite", $"--Storage:ConnectionString={Database}", "--Storage:ConnectionString_File="];

    public StoreOptions Stored => new() { Provider = "Sqlite", ConnectionString = Database };

    private string Database => $"Data Source={Path.Combine(_folder.FullName, "chatops.db")}";

    /// <summary>Copies the database named in the settings, or a backup of it.</summary>
    /// <param name="backup">Null: the database itself, which may be in use.</param>
    /// <exception cref="StoreException">It cannot be read, or the backup is incomplete.</exception>
    public static StoredCopy Of(Settings settings, string? backup)
    {
        var copy = Empty();
        try
        {
            var file = backup ?? Path.Combine(copy._folder.FullName, "copy");
            if (backup is null)
                Backup.Write(settings.Stored, file, TimeProvider.System.Now());
            Backup.Restore(file, copy.Stored, TimeProvider.System.Now());
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>An empty database.</summary>
    public static StoredCopy Empty() => new();

    public void Dispose() => _folder.Delete(recursive: true);
}
