using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>The server's end of one Socket Mode connection.</summary>
internal sealed class FakeSocket(WebSocket socket)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Accepts sockets, each with a hello, and hands them to the test in order.</summary>
    public static ChannelReader<FakeSocket> Accept(FakeSlack slack, bool hello = true)
    {
        var sockets = Channel.CreateUnbounded<FakeSocket>();
        slack.OnSocket = async context =>
        {
            var socket = new FakeSocket(await context.WebSockets.AcceptWebSocketAsync());
            if (hello)
                await socket.Send(new { type = "hello", num_connections = 1 });
            sockets.Writer.TryWrite(socket);
            await socket._ended.Task;
        };
        return sockets.Reader;
    }

    public Task Send(object frame) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, true, default);

    public Task SendText(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);

    /// <summary>The app's next frame; null if it closed the socket.</summary>
    public async Task<string?> Read()
    {
        var buffer = new byte[64 * 1024];
        var read = await socket.ReceiveAsync(buffer, default).WaitAsync(Patience.Limit);
        return read.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, read.Count);
    }

    public async Task Close()
    {
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        End();
    }

    /// <summary>Ends the connection without a close frame.</summary>
    public void End() => _ended.TrySetResult();

    public void Abort()
    {
        socket.Abort();
        End();
    }
}
