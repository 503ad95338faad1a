using System.Net.Sockets;
using System.Text;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Tells systemd that the app is ready, alive and stopping, if it asks for that (<c>Type=notify</c>, <c>WatchdogSec</c>): by
/// its protocol, one datagram each to the socket named by NOTIFY_SOCKET. Does nothing elsewhere.
/// </summary>
internal sealed class Supervisor(IHostApplicationLifetime lifetime, Func<string, string?> environment) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (environment("NOTIFY_SOCKET") is not { Length: > 1 } address)
            return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        // A name that begins with @ is in the abstract namespace, whose addresses begin with a zero byte.
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address), stoppingToken);
        using var ready = lifetime.ApplicationStarted.Register(() => Say("READY=1"));
        try
        {
            if (Half(environment("WATCHDOG_USEC")) is { } beat)
            {
                // On the real clock, since a local workspace's is moved by hand.
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

    // Half the time that systemd waits.
    private static TimeSpan? Half(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var patience) && patience > 0
            ? TimeSpan.FromMicroseconds(Math.Max(patience / 2, 1000))
            : null;
}
