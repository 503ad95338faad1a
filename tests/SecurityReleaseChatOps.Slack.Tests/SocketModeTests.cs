using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class SocketModeTests : IAsyncLifetime
{
    private readonly FakeSlack _slack = FakeSlack.Start().GetAwaiter().GetResult();
    private TestApp _app = null!;
    private ChannelReader<FakeSocket> _sockets = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        while (_sockets.TryRead(out var left))
            left.End();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task A_command_is_acknowledged_with_its_answer()
    {
        var socket = await Connect();
        _app.Handlers.OnCommand = command => Task.FromResult(SlashCommandResponse.Ephemeral($"{command.Command} {command.Text} {command.UserId}"));
        await socket.Send(
            new { type = "slash_commands", envelope_id = "e1", accepts_response_payload = true, payload = new { command = "/release", text = " list ", user_id = "U1", team_id = "T1", channel_id = "C1", trigger_id = "t1" } });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e1","payload":{"response_type":"ephemeral","text":"/release list U1"}}""");
        _app.Handlers.Last.ShouldBeOfType<SlashCommand>().DeliveryId.ShouldBe("t1");
        socket.End();
    }

    [Fact]
    public async Task Interactions_options_and_events_take_the_same_way_as_over_HTTP()
    {
        var socket = await Connect();
        _app.Handlers.OnSubmission = _ => Task.FromResult(ViewSubmissionResponse.Clear);
        await socket.Send(
            new { type = "interactive", envelope_id = "e1", payload = new { type = "view_submission", trigger_id = "t1", user = new { id = "U1" }, view = new { id = "V1", type = "modal", callback_id = "form", state = new { values = new { } } } } });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e1","payload":{"response_action":"clear"}}""");
        await socket.Send(
            new { type = "events_api", envelope_id = "e2", payload = new { type = "event_callback", event_id = "Ev1", @event = new { type = "app_home_opened", user = "U1", channel = "D1" } } });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e2"}""");
        _app.Handlers.Last.ShouldBeOfType<AppHomeOpened>();
        _app.Handlers.OnOptions = _ => Task.FromResult(new BlockOptionsResponse { Options = [Option.Of("A", "a")] });
        await socket.Send(
            new { type = "interactive", envelope_id = "e3", payload = new { type = "block_suggestion", action_id = "find", value = "a", user = new { id = "U1" } } });
        (await socket.Read())!.ShouldContain("""{"options":[""");
        await socket.Send(new { type = "from_the_future", envelope_id = "e4", payload = new { } });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e4"}""");
        socket.End();
    }

    [Fact]
    public async Task A_failed_event_is_not_acknowledged_and_runs_again_when_it_comes_again()
    {
        var socket = await Connect();
        _app.Handlers.OnEvent = _ => throw new InvalidOperationException("x");
        var frame =
            new { type = "events_api", envelope_id = "e1", payload = new { type = "event_callback", event_id = "Ev1", @event = new { type = "app_home_opened", user = "U1", channel = "D1" } } };
        await socket.Send(frame);
        await socket.Send(new { type = "interactive", envelope_id = "e2", payload = new { type = "unknown" } });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e2"}""");
        _app.Handlers.OnEvent = _ => Task.CompletedTask;
        await socket.Send(frame with { envelope_id = "e3" });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e3"}""");
        _app.Handlers.Asked.ShouldBe(2);
        socket.End();
    }

    [Fact]
    public async Task A_modal_opens_after_the_acknowledgement()
    {
        var socket = await Connect();
        _app.Handlers.OnAction = _ => Task.FromResult(ActionResponse.Open(new() { Title = "T", Blocks = [] }));
        await socket.Send(
            new { type = "interactive", envelope_id = "e1", payload = new { type = "shortcut", callback_id = "global", trigger_id = "t1", user = new { id = "U1" } } });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e1"}""");
        (await _slack.Call("views.open")).Json.GetProperty("trigger_id").GetString().ShouldBe("t1");
        socket.End();
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task A_notice_to_disconnect_brings_a_new_socket_at_once_while_the_old_one_still_answers(string reason)
    {
        var old = await Connect();
        await old.Send(new { type = "disconnect", reason });
        var renewed = await Next();
        await old.Send(new { type = "interactive", envelope_id = "e1", payload = new { type = "unknown" } });
        (await old.Read()).ShouldBe("""{"envelope_id":"e1"}""");
        await old.Close();
        await renewed.Send(new { type = "interactive", envelope_id = "e2", payload = new { type = "unknown" } });
        (await renewed.Read()).ShouldBe("""{"envelope_id":"e2"}""");
        renewed.End();
    }

    [Fact]
    public async Task A_closed_socket_is_replaced()
    {
        await (await Connect()).Close();
        (await Next()).End();
    }

    [Fact]
    public async Task A_lost_socket_is_replaced_after_a_pause()
    {
        (await Connect()).Abort();
        var next = Next();
        await Hurry(next);
        (await next).End();
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_with_growing_pauses()
    {
        _slack.Next("apps.connections.open", """{"ok":false,"error":"internal_error"}""");
        _slack.Next("apps.connections.open", "oops", 500);
        await Start();
        var next = _sockets.ReadAsync().AsTask();
        await Hurry(next);
        (await next.WaitAsync(Patience.Limit)).End();
        (await _slack.Call("apps.connections.open")).Authorization.ShouldBe("Bearer xapp-the-token");
        (await _slack.Call("apps.connections.open")).Authorization.ShouldBe("Bearer xapp-the-token");
    }

    [Fact]
    public async Task A_silent_socket_is_replaced()
    {
        await Start(c => c.Configure((_, s) => s.SocketPingEvery = TimeSpan.FromMilliseconds(100)));
        // The server's side never reads, so no ping is ever answered.
        var silent = await Next();
        var next = _sockets.ReadAsync().AsTask();
        await Hurry(next);
        (await next.WaitAsync(Patience.Limit)).End();
        silent.End();
    }

    [Fact]
    public async Task Several_sockets_are_held_and_counted()
    {
        await Start(c => c.UseSocketMode(3));
        var sockets = (FakeSocket[])[await Next(), await Next(), await Next()];
        foreach (var socket in sockets)
        {
            await socket.Send(new { type = "interactive", envelope_id = "e1", payload = new { type = "unknown" } });
            (await socket.Read()).ShouldBe("""{"envelope_id":"e1"}""");
        }
        _app.Services.GetRequiredService<SocketModeStatus>().Connected.ShouldBe(3);
        foreach (var socket in sockets)
            socket.End();
    }

    [Fact]
    public async Task Sockets_that_end_at_once_are_replaced_more_and_more_slowly()
    {
        await Start();
        await (await Next()).Close();
        await (await Next()).Close();
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 4; i++)
        {
            pauses.Add(await _app.Time.AnyWait(TimeSpan.FromSeconds(4)));
            _app.Time.Advance(pauses[^1]);
            await (await Next()).Close();
        }
        pauses[^1].ShouldBeGreaterThan(pauses[0] * 2);
    }

    [Fact]
    public async Task A_socket_that_breaks_in_a_way_that_nobody_foresaw_says_so_and_is_left()
    {
        await Start();
        (await Next()).End();
        using var broken = new SlackSocket(new BreakingWebSocket(), null!, null!, null!, _app.Logs);
        await broken.Receive(default);
        (await broken.Leaving).ShouldBe("broken");
        await Should.ThrowAsync<OperationCanceledException>(broken.Hello);
        _app.Logs.Lines.ShouldContain(line =>
            line.StartsWith("Error: A socket to Slack broke", StringComparison.Ordinal) && line.Contains("never seen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_malformed_is_passed_over()
    {
        var socket = await Connect();
        await socket.SendText(
            """{"type":"interactive","envelope_id":"e0","payload":{"type":"block_actions","actions":[{"type":"datetimepicker","action_id":"act","selected_date_time":99999999999999}]}}""");
        await socket.SendText("""{"type":"events_api","envelope_id":"e0","payload":{"type":"event_callback","event":{"type":"\ud800"}}}""");
        await socket.SendText("{broken");
        await socket.SendText("null");
        await socket.SendText("""{"type":"slash_commands","envelope_id":"e0","payload":{}}""");
        await socket.SendText("""{"type":"slash_commands","envelope_id":"e0"}""");
        await socket.Send(new { type = "interactive", envelope_id = "e1", payload = new { type = "unknown" } });
        (await socket.Read()).ShouldBe("""{"envelope_id":"e1"}""");
        socket.End();
    }

    private sealed class BreakingWebSocket : WebSocket
    {
        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override void Abort()
        {
        }

        public override void Dispose()
        {
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
            throw new NotSupportedException("never seen");

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    [Fact]
    public async Task Sockets_are_closed_while_deliveries_should_go_elsewhere_and_opened_again_after_it()
    {
        var gate = new Gate();
        await Start(gate: gate);
        var socket = await Next();
        await _slack.Call("apps.connections.open");

        gate.Closed = "My database is away.";
        await _app.Time.Pass(TimeSpan.FromSeconds(0.25));
        (await socket.Read()).ShouldBeNull();
        socket.End();
        await _app.Time.Waits(TimeSpan.FromSeconds(0.25), 1);
        var status = _app.Services.GetRequiredService<SocketModeStatus>();
        status.ShouldSatisfyAllConditions(s => s.Connected.ShouldBe(0), s => s.LastFault.ShouldBe("My database is away."));

        gate.Closed = null;
        await _app.Time.Pass(TimeSpan.FromSeconds(0.25));
        var next = await Next();
        await next.Send(new { type = "slash_commands", envelope_id = "e1", payload = new { command = "/release", user_id = "U1", trigger_id = "t1" } });
        (await next.Read())!.ShouldContain("e1");
        next.End();
    }

    private sealed class Gate : ISocketGate
    {
        public string? Closed { get; set; }
    }

    private async Task<FakeSocket> Connect()
    {
        await Start();
        var socket = await Next();
        await _slack.Call("apps.connections.open");
        return socket;
    }

    private async Task Start(Action<SlackRegistration>? configure = null, ISocketGate? gate = null)
    {
        _sockets = FakeSocket.Accept(_slack);
        _app = await TestApp.Start(
            c =>
            {
                c.UseSocketMode(1);
                configure?.Invoke(c);
            }, signed: false, slack: _slack, gate: gate);
    }

    private async Task<FakeSocket> Next() => await _sockets.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    /// <summary>Moves time past every pause until the task completes.</summary>
    private async Task Hurry(Task until)
    {
        while (!until.IsCompleted)
        {
            var pause = _app.Time.AnyWait(TimeSpan.FromSeconds(2));
            if (await Task.WhenAny(until, pause).WaitAsync(Patience.Limit) == pause)
                _app.Time.Advance(await pause);
        }
    }
}
