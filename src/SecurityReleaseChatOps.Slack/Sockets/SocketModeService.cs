using System.Net.WebSockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Keeps sockets to Slack open: each is replaced when Slack asks for it, when it closes and when it falls silent.</summary>
internal sealed partial class SocketModeService(
    ISlackApiClient slack,
    SlackSettings settings,
    SlackReader reader,
    SlackDispatcher dispatcher,
    BackgroundWork background,
    SocketModeStatus status,
    TimeProvider time,
    ILogger<SocketModeService> log,
    ISocketGate? gate = null) : BackgroundService
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // A socket that ends sooner than this was no use: back off before the next.
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(10);

    // How often the gate is checked: Slack keeps sending to a socket for as long as it is open.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(0.25);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, settings.SocketConnections).Select(_ => Hold(stoppingToken)));

    /// <summary>Keeps one connection up, one socket after another.</summary>
    private async Task Hold(CancellationToken stopping)
    {
        var (faults, brief) = (0, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await WhileClosed(stopping);
                var socket = await Connect(stopping);
                var since = time.GetTimestamp();
                status.Add(1);
                status.LastFault = null;
                var reason = await Leaves(socket.Connection, stopping);
                status.Add(-1);
                LogLeaving(log, reason);
                background.Run(_ => Leave(socket));
                brief = time.GetElapsedTime(since) < Brief ? brief + 1 : 0;
                // Socket Mode was switched off at Slack: asking again at once would only be refused.
                faults = reason == "link_disabled" ? 6 : Math.Max(brief - 1, reason is "lost" or "broken" ? 1 : 0);
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                faults++;
                status.LastFault = fault is OperationCanceledException ? "Slack said no hello in time." : fault.Message;
                LogFault(log, fault, faults);
            }
            catch (Exception)
            {
                return; // the app is stopping
            }
            if (faults > 0)
                await Pause(faults, stopping);
        }
    }

    private async Task WhileClosed(CancellationToken stopping)
    {
        while (gate?.Closed is { } why)
        {
            status.LastFault = why;
            await Task.Delay(BetweenLooks, time, stopping);
        }
    }

    /// <summary>Waits until another socket should take over, or deliveries should go to another instance; returns the reason.</summary>
    private async Task<string> Leaves(SlackSocket socket, CancellationToken stopping)
    {
        if (gate is null)
            return await socket.Leaving;
        while (await Task.WhenAny(socket.Leaving, Task.Delay(BetweenLooks, time, stopping)) != socket.Leaving)
        {
            if (gate.Closed is null)
                continue;
            await socket.Close(stopping);
            return "the app cannot work, Slack is to turn to another instance";
        }
        return await socket.Leaving;
    }

    private async Task<OpenSocket> Connect(CancellationToken stopping)
    {
        var url = await slack.Apps.Connections.Open(stopping);
        var client = new ClientWebSocket();
        client.Options.KeepAliveInterval = settings.SocketPingEvery;
        client.Options.KeepAliveTimeout = settings.SocketPingEvery;
        var connection = new SlackSocket(client, reader, dispatcher, background, log);
        try
        {
            using var within = new CancellationTokenSource(ConnectWithin, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, within.Token);
            await client.ConnectAsync(url, either.Token);
            var received = connection.Receive(stopping);
            await connection.Hello.WaitAsync(either.Token);
            return new(connection, received);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Slack closes the socket some time after its disconnect frame; whatever arrives until then is still answered.
    private async Task Leave(OpenSocket socket)
    {
        try
        {
            await socket.Received.WaitAsync(LeaveWithin, time);
        }
        catch (TimeoutException)
        {
            LogLingering(log);
        }
        socket.Connection.Dispose();
    }

    // Exponential backoff up to 30 seconds, with jitter so that many instances do not reconnect at the same moment.
    private async Task Pause(int faults, CancellationToken stopping)
    {
        var longest = Math.Min(0.25 * (1 << Math.Min(faults, 8)), LongestPause.TotalSeconds);
        await Task.Delay(TimeSpan.FromSeconds(longest * (0.5 + (Random.Shared.NextDouble() / 2))), time, stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed record OpenSocket(SlackSocket Connection, Task Received);

    [LoggerMessage(60, LogLevel.Information, "A socket to Slack is replaced: {Reason}.")]
    private static partial void LogLeaving(ILogger log, string reason);

    [LoggerMessage(61, LogLevel.Warning, "No socket to Slack could be opened ({Faults} in a row); trying again.")]
    private static partial void LogFault(ILogger log, Exception fault, int faults);

    [LoggerMessage(62, LogLevel.Information, "Slack left an old socket open; it is closed now.")]
    private static partial void LogLingering(ILogger log);
}

/// <summary>The state of Socket Mode, for the app's health check.</summary>
public sealed class SocketModeStatus
{
    private int _connected;

    /// <summary>How many sockets are open and have received Slack's hello.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>Why the last attempt to connect failed, in plain words; null after a successful one.</summary>
    public string? LastFault { get; internal set; }

    internal void Add(int change) => Interlocked.Add(ref _connected, change);
}

/// <summary>An optional service that says whether deliveries may come over this instance's sockets; without it they always may.</summary>
public interface ISocketGate
{
    /// <summary>Why they should currently go to another instance, in plain words; null when they may come here.</summary>
    string? Closed { get; }
}
