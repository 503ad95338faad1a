using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Operation;

/// <summary>What the app knows, in a folder of its own: looked at and brought up to date there, while the database itself stays as it is.</summary>
internal sealed class StoredCopy : IDisposable
{
    // Its owner's alone, as all that is under embargo.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatops-copy-");

    /// <summary>The settings that lead to it.</summary>
    public string[] Settings => ["--Storage:Provider=Sqlite", $"--Storage:ConnectionString={Database}", "--Storage:ConnectionString_File="];

    public StoreOptions Stored => new() { Provider = "Sqlite", ConnectionString = Database };

    private string Database => $"Data Source={Path.Combine(_folder.FullName, "chatops.db")}";

    /// <summary>A copy of the database that the settings name, or of a backup of it.</summary>
    /// <param name="backup">Null: the database itself, also while the app runs.</param>
    /// <exception cref="StoreException">It cannot be read, or the backup is not whole.</exception>
    public static StoredCopy Of(Settings settings, string? backup)
    {
        var copy = Empty();
        try
        {
            var file = backup ?? Path.Combine(copy._folder.FullName, "copy");
            if (backup is null)
                Backup.Write(settings.Stored, file, TimeProvider.System.GetUtcNow());
            Backup.Restore(file, copy.Stored, TimeProvider.System.GetUtcNow());
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>A place where nothing is known yet.</summary>
    public static StoredCopy Empty() => new();

    public void Dispose() => _folder.Delete(recursive: true);
}
