using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Operation;

/// <summary>Checks the machine: writable folders, disk space, files private to their owner, free ports.</summary>
internal static class MachineCheck
{
    /// <summary>In bytes; with less, another busy week may not fit.</summary>
    internal const long LeastRoom = 100L * 1024 * 1024;

    // The query itself may take some seconds.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <param name="runs">Whether the app is running: it then holds the ports itself.</param>
    public static IEnumerable<Finding> Find(Settings settings, bool runs)
    {
        foreach (var folder in Folders(settings))
        {
            if (Unwritable(folder) is { } why)
                yield return new("disk", $"{folder} cannot be written ({why}): give it to the user that runs the app, or name another in the settings.");
            else if (Room(folder) is { } line)
                yield return new("disk", line);
        }
        foreach (var line in OwnFiles.Open(settings))
            yield return new("disk", line);
        foreach (var (key, url) in runs ? [] : Listening(settings))
        {
            if (IsTaken(url))
                yield return new("addresses", $"{key} is {url.GetLeftPart(UriPartial.Authority)}, where something listens already: stop it, or name another.");
        }
    }

    /// <summary>A line if this machine's clock differs from the database's; null if not, or if the database has none.</summary>
    /// <param name="there">The database's current time.</param>
    internal static string? Clock(Instant? there, Instant here) => (here - there)?.ToTimeSpan() is { } ahead && ahead.Duration() > ClockTolerance
        ? string.Create(CultureInfo.InvariantCulture,
            $"My clock is {ahead.Duration().TotalMinutes:0} minutes {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's: set one of the two, "
            + $"or instances disagree on what is due.")
        : null;

    /// <summary>The folders the app writes to: the database's and the log's.</summary>
    internal static IEnumerable<string> Folders(Settings settings) => new[] { Path.GetDirectoryName(settings.DatabaseFile ?? ""), settings.LogFolder }
        .OfType<string>().Select(folder => Path.GetFullPath(folder, Environment.CurrentDirectory)).Distinct();

    /// <summary>A line for each folder with too little disk space.</summary>
    internal static IReadOnlyList<string> Full(Settings settings) =>
        [.. Folders(settings).Select(folder => Room(folder)).OfType<string>()];

    /// <summary>A line if too little space is left; null if there is enough, or the system does not say.</summary>
    internal static string? Room(string folder, long? free = null)
    {
        try
        {
            var left = free ?? new DriveInfo(Existing(folder).FullName).AvailableFreeSpace;
            return left < LeastRoom
                ? string.Create(CultureInfo.InvariantCulture, $"Only {left >> 20} MB are left for {folder}: make room, once it is full nothing more is saved.")
                : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static DirectoryInfo Existing(string folder)
    {
        var existing = new DirectoryInfo(folder);
        while (!existing.Exists && existing.Parent is { } parent)
            existing = parent;
        return existing;
    }

    private static string? Unwritable(string folder)
    {
        for (var path = folder; path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
                return $"{path} is a file";
        }
        try
        {
            using var file = new FileStream(Path.Combine(Existing(folder).FullName, $".{Guid.NewGuid():N}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            });
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is UnauthorizedAccessException ? "it is not this user's to write" : "it is read-only or full";
        }
    }

    private static IEnumerable<(string Key, Uri Url)> Listening(Settings settings)
    {
        foreach (var url in settings.Urls.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Uri.TryCreate(url, UriKind.Absolute, out var address))
                yield return ("Urls", address);
        }
        yield return ("Management:Url", settings.ManagementUrl);
        if (settings.Mode == SlackMode.Local)
            yield return ("LocalSlack:Url", settings.LocalSlackUrl);
    }

    private static bool IsTaken(Uri url)
    {
        if (url.Port == 0 || !(IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) || (url.IsLoopback && (address = IPAddress.Loopback) is not null)))
            return false;
        using var listener = new TcpListener(address!, url.Port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}

/// <summary>Checks that the app has enough disk space.</summary>
internal sealed class DiskCheck(Settings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        MachineCheck.Full(settings) is { Count: > 0 } full
            ? HealthCheckResult.Degraded(string.Join(' ', full))
            : HealthCheckResult.Healthy("There is room."));
}
