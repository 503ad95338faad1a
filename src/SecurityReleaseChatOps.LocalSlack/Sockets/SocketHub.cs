using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Sockets;

/// <summary>Socket Mode: up to ten WebSockets of the app, any of which may get a payload.</summary>
internal sealed class SocketHub
{
    private const int MostConnections = 10;

    private readonly ConcurrentDictionary<string, bool> _tickets = [];
    private readonly ConcurrentDictionary<SocketConnection, bool> _connections = [];
    private int _next;

    public int Connected => _connections.Count;

    /// <summary>A URL that can be used for one connection.</summary>
    public string NewUrl(string baseUrl)
    {
        var ticket = Seed.Secret(16);
        _tickets[ticket] = true;
        return $"{baseUrl.Replace("http", "ws")}/link/?ticket={ticket}&app_id={Seed.AppId}";
    }

    /// <summary><c>/link</c>: serves a connection until it closes.</summary>
    public async Task Handle(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest || !_tickets.TryRemove(http.Request.Query["ticket"].ToString(), out _))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var connection = new SocketConnection(socket);
        if (_connections.Count >= MostConnections)
        {
            await connection.Disconnect("too_many_websockets", http.RequestAborted);
            return;
        }
        _connections[connection] = true;
        try
        {
            await connection.Write(new JsonObject
            {
                ["type"] = "hello", ["num_connections"] = _connections.Count, ["connection_info"] = new JsonObject { ["app_id"] = Seed.AppId },
                ["debug_info"] = new JsonObject { ["host"] = "local-workspace", ["build_number"] = 1, ["approximate_connection_time"] = 18060 },
            }, http.RequestAborted);
            await connection.Read(http.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The app disconnected; SocketConnection.Read releases whoever waits for an ack.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }

    /// <summary>Sends an envelope over one of the sockets and waits for its ack.</summary>
    /// <returns>The ack's payload as JSON, empty if it has none; null if no socket is open.</returns>
    public async Task<string?> Send(Delivery delivery, CancellationToken ct)
    {
        var connections = _connections.Keys.ToArray();
        if (connections.Length == 0)
            return null;
        var connection = connections[(uint)Interlocked.Increment(ref _next) % connections.Length];
        var envelope = new JsonObject
        {
            ["envelope_id"] = Guid.NewGuid().ToString(), ["payload"] = delivery.Payload.DeepClone(),
            ["type"] = delivery.Kind switch { "event" => "events_api", "command" => "slash_commands", _ => "interactive" },
            ["accepts_response_payload"] = delivery.Kind != "event",
        };
        if (delivery.Kind == "event")
            (envelope["retry_attempt"], envelope["retry_reason"]) = (delivery.RetryNum, delivery.RetryReason ?? "");
        return await connection.Ask(envelope, ct);
    }

    /// <summary>Asks the app to leave every connection, as Slack does now and then, and closes them.</summary>
    /// <param name="reason"><c>warning</c>, <c>refresh_requested</c> or <c>link_disabled</c>.</param>
    public async Task Disconnect(string reason, CancellationToken ct)
    {
        foreach (var connection in _connections.Keys)
            await connection.Disconnect(reason, ct);
    }
}
