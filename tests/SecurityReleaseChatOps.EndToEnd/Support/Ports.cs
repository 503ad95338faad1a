using System.Net;
using System.Net.Sockets;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>
/// Addresses that survive restarts: below the range for outgoing connections, and none that a
/// browser refuses as unsafe, such as 6566 and 6665 to 6669 (https://fetch.spec.whatwg.org/#port-blocking).
/// </summary>
internal static class Ports
{
    private const int First = 7100, Count = 1000;

    // Parallel test runs start at different ports.
    private static int _last = Environment.ProcessId % 90 * 10;

    /// <summary>The address of a free port on this machine.</summary>
    public static Uri Free()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (Interlocked.Increment(ref _last) % Count);
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
        throw new InvalidOperationException($"No port between {First} and {First + Count} is free.");
    }
}
