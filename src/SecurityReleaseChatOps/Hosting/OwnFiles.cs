using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// All that the app keeps is its owner's alone: embargoed facts, addresses to answer at, the local workspace's tokens. New files
/// by the process's umask; those of an earlier version, or that somebody opened up, are narrowed at start.
/// </summary>
internal static class OwnFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;

    /// <returns>A line for each file that others can read and that is not ours to change.</returns>
    public static IReadOnlyList<string> Protect(Settings settings)
    {
        if (OperatingSystem.IsWindows())
            return [];
        _ = UMask((uint)Others);
        return [.. Kept(settings).Where(path => !Narrowed(path))
            .Select(path => $"{path} can be read by others on this machine, and is not this app's to change: chmod go= it.")];
    }

    /// <summary>A line for each file that others can read as it lies there.</summary>
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
            // In a folder that holds other things too, others may have business.
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
