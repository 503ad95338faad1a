namespace SecurityReleaseChatOps.Store;

/// <summary>
/// The files of an embedded database, held open from before its first use until after its last, so that no other instance uses
/// them, and deleting or replacing one while the app runs is noticed. (Closing a file that SQLite has open would
/// release SQLite's locks, so none is opened in between.)
/// </summary>
internal sealed class DatabaseFiles : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path;
    private readonly string log;
    private readonly FileStream processLock;
    private readonly FileStream database;
    private readonly Func<bool> inPlace;
    private string? logLost;

    /// <param name="log">The log beside the database, which exists whenever something is written.</param>
    /// <exception cref="StoreException">They cannot be used; the message says why.</exception>
    public DatabaseFiles(string path, string log)
    {
        this.path = path;
        this.log = log;
        processLock = Open(path + ".lock", FileShare.None);
        try
        {
            database = Open(path, FileShare.ReadWrite | FileShare.Delete);
        }
        catch
        {
            processLock.Dispose();
            throw;
        }

        var (lockStays, databaseStays) = (Stays(processLock), Stays(database));
        inPlace = () => lockStays() && databaseStays();
    }

    /// <summary>Why nothing saved would outlive the process, in words, or null.</summary>
    public string? Trouble => inPlace()
        ? logLost
        : $"{path} was deleted, moved or replaced while the app runs. Nothing more is saved: stop the app, put the last backup in its place, start it.";

    /// <summary>The same, also checking the log.</summary>
    public string? TroubleWithinTransaction
    {
        get
        {
            if (logLost is null && !File.Exists(log))
            {
                logLost = $"{log} was deleted while the app runs. Nothing more is saved: stop the app, put the last backup in its place, start it.";
            }

            return Trouble;
        }
    }

    public void Dispose()
    {
        database.Dispose();
        processLock.Dispose();
    }

    private FileStream Open(string file, FileShare share)
    {
        try
        {
            CreateFolder(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Owner;
            }

            return new FileStream(file, options);
        }
        catch (IOException e) when (share == FileShare.None && IsInUse(e))
        {
            throw new StoreException(
                $"Another running instance uses {path}. Stop it first, give this one its own Storage:ConnectionString, or take PostgreSQL for several "
                + $"instances.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The database {path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Whether this is the error for a file locked by another process: EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.</summary>
    private static bool IsInUse(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32 && e.GetType() == typeof(IOException);

    /// <summary>Whether the path still leads to the open file: by the file's identity if the system tells it, else by name.</summary>
    private static Func<bool> Stays(FileStream file)
    {
        var link = new System.IO.FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}");
        var opened = OperatingSystem.IsLinux() ? LinkTarget() : null;
        return opened is null ? () => File.Exists(file.Name) : () => LinkTarget() == opened;

        string? LinkTarget()
        {
            link.Refresh();
            return link.LinkTarget;
        }
    }

    /// <summary>A new folder is private to its owner: it will contain messages and response URLs.</summary>
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        }
    }
}
