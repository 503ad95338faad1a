using System.Net;
using System.Net.Sockets;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>
/// Addresses that stay the same over restarts: below those that the system gives to outgoing connections, and none of those that a
/// browser refuses to open as unsafe, such as 6566 and 6665 to 6669 (https://fetch.spec.whatwg.org/#port-blocking).
/// </summary>
internal static class Ports
{
    // Two runs of these tests side by side begin apart.
    private static int _last = 7100 + (Environment.ProcessId % 90 * 10);

    /// <summary>The address of a port on this machine that nobody listens on.</summary>
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
                // Taken: the next one.
            }
        }
        throw new InvalidOperationException("No port below 8100 is free.");
    }
}
