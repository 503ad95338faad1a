using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Tells systemd that the app is ready, still alive, and stopping, where it asks for that (<c>Type=notify</c>, <c>WatchdogSec</c>): by
/// its protocol, a datagram each to the socket that NOTIFY_SOCKET names. Elsewhere it does nothing.
/// </summary>
internal sealed class Supervisor(IHostApplicationLifetime lifetime, Func<string, string?> environment) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (environment("NOTIFY_SOCKET") is not { Length: > 1 } address)
            return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        // One that begins with @ is in the abstract namespace, which is written with a zero.
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address), stoppingToken);
        using var ready = lifetime.ApplicationStarted.Register(() => Say("READY=1"));
        try
        {
            if (Half(environment("WATCHDOG_USEC")) is { } beat)
            {
                // Its own clock: that of a local workspace is moved by hand.
                using var beats = new PeriodicTimer(beat);
                while (await beats.WaitForNextTickAsync(stoppingToken))
                    Say("WATCHDOG=1");
            }
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Say("STOPPING=1");
        }

        void Say(string state) => socket.Send(Encoding.ASCII.GetBytes(state));
    }

    // Told twice in the time that systemd waits.
    private static TimeSpan? Half(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var patience) && patience > 0
            ? TimeSpan.FromMicroseconds(Math.Max(patience / 2, 1000))
            : null;
}
