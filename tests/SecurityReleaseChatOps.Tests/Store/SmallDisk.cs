using System.Diagnostics;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>A file system of 16 megabytes in memory, mounted for the test. Skips the test where it may not mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-disk-").FullName;

    public SmallDisk()
    {
        var mounted = OperatingSystem.IsLinux() && Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", folder);
        if (!mounted)
            Directory.Delete(folder);
        Skip.IfNot(mounted, "Only root may mount a file system.");
    }

    private string Filler => Path.Combine(folder, "filler");

    public StoreOptions Database(string engine)
    {
        var file = Path.Combine(folder, "chatops.db");
        return new() { Provider = engine, ConnectionString = engine == "Sqlite" ? $"Data Source={file}" : file };
    }

    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
                file.Write(new byte[512]);
        }
        catch (IOException)
        {
            // No space left on device.
        }
    }

    public void Free() => File.Delete(Filler);

    public void IsReadOnly(bool so) => Run("mount", "-o", so ? "remount,ro" : "remount,rw", folder).ShouldBeTrue();

    public void Dispose()
    {
        Run("umount", folder).ShouldBeTrue();
        Directory.Delete(folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
