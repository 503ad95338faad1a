using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

public sealed class SocketTests : IAsyncLifetime
{
    private Slack _slack = null!;

    public async Task InitializeAsync() =>
        _slack = await Slack.Start(options => options with { App = options.App!.Offline() with { SocketMode = true }, AnswerTime = TimeSpan.FromSeconds(3) });

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task Hello_envelopes_and_acks_go_over_the_socket()
    {
        using var socket = await Connect();
        var hello = await Read(socket);
        (hello!["type"]!.ToString(), hello["connection_info"]!["app_id"]!.ToString()).ShouldBe(("hello", "A01"));

        var command = _slack.Command("hi");
        var envelope = (await Read(socket))!;
        (envelope["type"]!.ToString(), (bool)envelope["accepts_response_payload"]!, envelope["payload"]!["text"]!.ToString()).ShouldBe(
            ("slash_commands", true, "hi"));
        await Ack(socket, envelope, new() { ["text"] = "answer" });
        (await command)["body"]!["text"]!.ToString().ShouldBe("answer");
        (await _slack.Texts()).ShouldBe(["answer"]);

        await _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = "event" });
        var first = (await Read(socket))!;
        (first["type"]!.ToString(), (int)first["retry_attempt"]!).ShouldBe(("events_api", 0));
        // Without an ack it is sent again.
        var again = (await Read(socket))!;
        ((int)again["retry_attempt"]!, again["retry_reason"]!.ToString()).ShouldBe((1, "timeout"));
        again["payload"]!["event_id"]!.ToString().ShouldBe(first["payload"]!["event_id"]!.ToString());
        await Ack(socket, again);
    }

    [Fact]
    public async Task A_disconnect_frame_comes_before_the_socket_closes_and_a_ticket_works_once()
    {
        var url = await NewUrl();
        using var socket = await Connect(url);
        await Read(socket);
        await Should.ThrowAsync<WebSocketException>(() => Connect(url));
        await _slack.Control("sockets/disconnect", new() { ["reason"] = "refresh_requested" });
        var frame = (await Read(socket))!;
        (frame["type"]!.ToString(), frame["reason"]!.ToString()).ShouldBe(("disconnect", "refresh_requested"));
        (await Read(socket)).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_socket_a_command_fails_in_words()
    {
        ((string)(await _slack.Command())["body"]!["error"]!).ShouldBe("dispatch_failed");
        (await _slack.Texts()).ShouldBe(["/test failed with the error \"dispatch_failed\""]);
    }

    private async Task<string> NewUrl() => (string)(await _slack.Api("apps.connections.open", null, _slack.Workspace.AppToken))["url"]!;

    private async Task<ClientWebSocket> Connect(string? url = null)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(url ?? await NewUrl()), CancellationToken.None);
        return socket;
    }

    private static async Task<JsonObject?> Read(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        var part = await socket.ReceiveAsync(buffer, patience.Token);
        return part.MessageType == WebSocketMessageType.Close ? null : (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, part.Count))!;
    }

    private static Task Ack(ClientWebSocket socket, JsonObject envelope, JsonObject? payload = null)
    {
        var ack = new JsonObject { ["envelope_id"] = (string)envelope["envelope_id"]! };
        if (payload is not null)
            ack["payload"] = payload;
        return socket.SendAsync(Encoding.UTF8.GetBytes(ack.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
    }
}
