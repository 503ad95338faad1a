using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Keeps the app's files private to their owner: they hold embargoed facts, response addresses, the local workspace's tokens. The process's
/// umask covers new files; files of an earlier version, or that somebody opened up, are restricted at start.
/// </summary>
internal static class OwnFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;

    /// <returns>A line for each file that others can read and that we may not change.</returns>
    public static IReadOnlyList<string> Protect(Settings settings)
    {
        if (OperatingSystem.IsWindows())
            return [];
        _ = UMask((uint)Others);
        return [.. Kept(settings).Where(path => !Narrowed(path))
            .Select(path => $"{path} can be read by others on this machine, and is not this app's to change: chmod go= it.")];
    }

    /// <summary>A line for each file that others can currently read.</summary>
    public static IReadOnlyList<string> Open(Settings settings) =>
        [.. Kept(settings).Where(IsOpen).Select(path => $"{path} can be read by others on this machine: chmod go= it.")];

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    private static List<string> Kept(Settings settings)
    {
        var kept = new[] { settings.LogFolder, settings.LocalSlackData, settings.DatabaseFile }.OfType<string>().Select(Path.GetFullPath).ToList();
        var wide = new List<string>();
        foreach (var folder in kept.Select(path => Path.GetDirectoryName(path)!).Distinct().Where(Directory.Exists))
        {
            var entries = Directory.GetFileSystemEntries(folder);
            var ours = entries.Where(entry =>
                kept.Exists(path => entry == path || entry == path + ".lock" || entry.StartsWith(path + "-", StringComparison.Ordinal))).ToList();
            wide.AddRange(ours);
            // Others may need a folder that contains other things too.
            if (ours.Count == entries.Length)
                wide.Add(folder);
        }
        if (Directory.Exists(settings.LogFolder))
            wide.AddRange(Directory.GetFiles(settings.LogFolder, "chatops-*.json"));
        return wide;
    }

    private static bool Narrowed(string path)
    {
        if (OperatingSystem.IsWindows())
            return true;
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & Others) != UnixFileMode.None)
                File.SetUnixFileMode(path, mode & ~Others);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint UMask(uint mask);
}
