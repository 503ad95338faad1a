using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Sockets;

/// <summary>One WebSocket of the app.</summary>
internal sealed class SocketConnection(WebSocket socket)
{
    private const int LargestFrame = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string?>> _waiting = [];

    public async Task Write(JsonObject frame, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToText()), WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Sends an envelope and waits for its ack: the ack's payload, empty if it has none; null if the socket closed instead.</summary>
    public async Task<string?> Ask(JsonObject envelope, CancellationToken ct)
    {
        var id = (string)envelope["envelope_id"]!;
        var ack = _waiting[id] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await Write(envelope, ct);
            return await ack.Task.WaitAsync(ct);
        }
        catch (Exception fault) when (IsGone(fault))
        {
            return null;
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Reads acks until the socket closes.</summary>
    public async Task Read(CancellationToken ct)
    {
        try
        {
            while (await Next(ct) is { } text)
            {
                if (Parse(text) is { } frame && frame["envelope_id"]?.ToString() is { } id && _waiting.TryRemove(id, out var ack))
                    ack.TrySetResult(frame["payload"]?.ToText() ?? "");
            }
        }
        finally
        {
            foreach (var ack in _waiting.Values)
                ack.TrySetResult(null);
        }
    }

    public async Task Disconnect(string reason, CancellationToken ct)
    {
        try
        {
            await Write(new JsonObject { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "local-workspace" } }, ct);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, reason, ct);
        }
        catch (Exception fault) when (IsGone(fault))
        {
            // Already closed.
        }
    }

    /// <summary>Whether the socket is gone: it may close at any moment, even during a write.</summary>
    private static bool IsGone(Exception fault) => fault is WebSocketException or ObjectDisposedException;

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonText.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string?> Next(CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, ct);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived)
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
                return null;
            }
            memory.Write(buffer, 0, part.Count);
            if (memory.Length > LargestFrame)
                return null;
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(memory.ToArray());
        }
    }
}
