using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace SecurityReleaseChatOps.Load;

/// <summary>
/// One keep-alive connection that sends a request and waits for its answer: minimal HTTP/1.1, so that the load costs less than the server.
/// </summary>
internal sealed class LoadConnection(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];

    public static async Task<LoadConnection> Open(int port, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The answer, whose body is valid until the next exchange.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Exchange(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        await socket.SendAsync(request, SocketFlags.None, cancellation);
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(filled), SocketFlags.None, cancellation);
            if (read == 0)
                throw new LoadException("The server closed the connection.");
            filled += read;
            if (Parse(_buffer.AsSpan(0, filled)) is var (status, start, length, end) && filled >= end)
                return (status, _buffer.AsMemory(start, length));
        }
    }

    public void Dispose() => socket.Dispose();

    private static (int Status, int Start, int Length, int End)? Parse(ReadOnlySpan<byte> answer)
    {
        var headers = answer.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
            return null;
        Utf8Parser.TryParse(answer[9..], out int status, out _);
        var start = headers + 4;
        var at = answer[..headers].IndexOf("Content-Length: "u8);
        if (at >= 0)
        {
            Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _);
            return (status, start, length, start + length);
        }
        if (answer[..headers].IndexOf("Transfer-Encoding: chunked"u8) < 0)
            throw new LoadException("An answer without its length.");
        // Node sends everything in one chunk, followed by an empty one.
        var line = answer[start..].IndexOf("\r\n"u8);
        if (line < 0)
            return null;
        Utf8Parser.TryParse(answer.Slice(start, line), out int chunk, out _, 'X');
        var body = start + line + 2;
        return (status, body, chunk, chunk == 0 ? body + 2 : body + chunk + 7);
    }
}
