namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A snapshot of LiteDB's files, copied while the app writes them: whatever the data file contains, applying the whole log on top
/// gives the database, as after a power cut. Only if the log was emptied meanwhile do they not fit, and are copied again.
/// </summary>
internal sealed class LiteDbSnapshot : IDisposable
{
    private const int Tries = 100;

    // The log's epoch, from its first frame: unique for each log.
    private const int Epoch = 8;

    // Readable by its owner only, like everything under embargo.
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chatops-copy-");

    /// <exception cref="StoreException">They cannot be read.</exception>
    public LiteDbSnapshot(string path)
    {
        try
        {
            for (var tries = 1; !TryCopy(path); tries++)
            {
                if (tries == Tries)
                    throw new StoreException($"The LiteDB file {path} changes faster than it can be copied. Try again, or stop the app first.");
            }
        }
        catch (Exception e)
        {
            Dispose();
            throw e is IOException or UnauthorizedAccessException ? new StoreException($"The LiteDB file {path} cannot be read: {e.Message}", e) : e;
        }
    }

    public string File => Path.Combine(folder.FullName, "copy");

    public void Dispose() => folder.Delete(recursive: true);

    private bool TryCopy(string path)
    {
        var before = Moment(path);
        Copy(path, File);
        Copy(path + "-log", File + "-log");
        return Moment(path) is var after && (before.Epoch.Length > 0 ? after.Epoch == before.Epoch : after.Data == before.Data);
    }

    /// <summary>Identifies the log, and when the data file was written.</summary>
    private static (string Epoch, (DateTime, long) Data) Moment(string path)
    {
        var data = new FileInfo(path);
        var epoch = new byte[Epoch];
        using var log = Open(path + "-log");
        var read = log?.ReadAtLeast(epoch, Epoch, throwOnEndOfStream: false) ?? 0;
        return (read == Epoch ? Convert.ToHexString(epoch) : "", (data.LastWriteTimeUtc, data.Length));
    }

    private static void Copy(string from, string to)
    {
        using var copy = System.IO.File.Create(to);
        using var stream = Open(from);
        stream?.CopyTo(copy);
    }

    private static FileStream? Open(string file) => System.IO.File.Exists(file)
        ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : null;
}
