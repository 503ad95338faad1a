using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SecurityReleaseChatOps.Load;

/// <summary>A server in its own process, on core 0, killed when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];

    private ServerProcess(Process process, int port)
    {
        (_process, Port) = (process, port);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public long StartedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>Resident memory in MB.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024d / 1024d;
        }
    }

    /// <summary>The processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="assembly">The assembly for <c>dotnet</c> to run.</param>
    public static ServerProcess StartDotnet(string assembly, int port, params IEnumerable<string> arguments)
    {
        if (!File.Exists(assembly))
            throw new LoadException($"{assembly} is not there: build the solution in this configuration first.");
        return Start(Path.GetDirectoryName(assembly)!, port, ["dotnet", assembly, .. arguments], []);
    }

    /// <param name="command">The program and its arguments.</param>
    public static ServerProcess Start(string folder, int port, IReadOnlyList<string> command, IEnumerable<(string Name, string Value)> environment)
    {
        var pinned = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");
        string[] whole = [.. pinned ? ["taskset", "-c", "0"] : Array.Empty<string>(), .. command];
        var start = new ProcessStartInfo(whole[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in whole.Skip(1))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start) ?? throw new LoadException("No process could be started."), port);
    }

    /// <summary>A currently free port.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Connects once it listens.</summary>
    public async Task<LoadConnection> Connect(CancellationToken cancellation)
    {
        while (true)
        {
            if (_process.HasExited)
                throw new LoadException($"The server ended by itself ({_process.ExitCode}):{Environment.NewLine}{Said()}");
            try
            {
                return await LoadConnection.Open(Port, cancellation);
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), cancellation);
            }
        }
    }

    /// <summary>Sends the request until it is answered, and prints how long that took.</summary>
    /// <param name="name">The server's name.</param>
    public async Task FirstAnswer(string name, SlackRequest request, CancellationToken cancellation)
    {
        using var connection = await Connect(cancellation);
        await connection.Exchange(request.Next().Bytes, cancellation);
        Console.WriteLine($"First answer {Stopwatch.GetElapsedTime(StartedAt).TotalSeconds:N2} s after the start of the process{name}.");
    }

    public string Said()
    {
        lock (_said)
            return string.Join(Environment.NewLine, _said.TakeLast(60));
    }

    /// <summary>Throws if it logged an error, since the load provokes none.</summary>
    public void ThrowIfTroubled()
    {
        lock (_said)
        {
            if (_said.FirstOrDefault(line =>
                line.Contains(" ERR ", StringComparison.Ordinal) || line.Contains(" FTL ", StringComparison.Ordinal)) is { } trouble)
                throw new LoadException($"The server is in trouble: {trouble}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line.Length > 500 ? string.Create(CultureInfo.InvariantCulture, $"{line.AsSpan(0, 500)}…") : line);
    }
}
