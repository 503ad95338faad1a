using System.Net;
using System.Net.Sockets;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>
/// Addresses that survive restarts: below the range for outgoing connections, and none that a
/// browser refuses as unsafe, such as 6566 and 6665 to 6669 (https://fetch.spec.whatwg.org/#port-blocking).
/// </summary>
internal static class Ports
{
    // Parallel test runs start at different ports.
    private static int _last = 7100 + (Environment.ProcessId % 90 * 10);

    /// <summary>The address of a free port on this machine.</summary>
    public static Uri Free()
    {
        for (var port = Interlocked.Increment(ref _last); port < 8100; port = Interlocked.Increment(ref _last))
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return new Uri($"http://127.0.0.1:{port}");
            }
            catch (SocketException)
            {
                // In use: try the next one.
            }
        }
        throw new InvalidOperationException("No port below 8100 is free.");
    }
}
