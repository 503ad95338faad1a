using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SecurityReleaseChatOps.Store;

/// <summary>A file whose writes are on disk only once synced: until then a power cut may lose or tear any of them.</summary>
internal interface IDurableBytes : IDisposable
{
    /// <summary>In bytes.</summary>
    long Length { get; }

    /// <summary>Fills as much of the buffer as the file has.</summary>
    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>All writes so far are on disk when this returns.</summary>
    void Sync();
}

/// <summary>A file on disk, readable by its owner only.</summary>
internal sealed class DurableBytes : IDurableBytes
{
    private readonly FileStream file;

    public DurableBytes(string path)
    {
        var isNew = !File.Exists(path);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new FileStream(path, options);
        if (isNew && !OperatingSystem.IsWindows())
        {
            SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
    }

    public long Length => RandomAccess.GetLength(file.SafeFileHandle);

    public int Read(Span<byte> buffer, long offset)
    {
        var read = 0;
        while (read < buffer.Length && RandomAccess.Read(file.SafeFileHandle, buffer[read..], offset + read) is > 0 and var more)
        {
            read += more;
        }

        return read;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file.SafeFileHandle, bytes, offset);

    public void SetLength(long length) => RandomAccess.SetLength(file.SafeFileHandle, length);

    public void Sync() => RandomAccess.FlushToDisk(file.SafeFileHandle);

    public void Dispose() => file.Dispose();

    /// <summary>A new file's directory entry is durable only once the folder is synced.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void SyncFolder(string folder)
    {
        var handle = Open(folder, 0);
        try
        {
            if (handle < 0 || Sync(handle) != 0)
            {
                throw new IOException($"The folder {folder} cannot be synced.");
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
