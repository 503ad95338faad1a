using System.Net;
using System.Net.Sockets;
using System.Text;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

/// <summary>What someone can do who knows the address but no secret.</summary>
public sealed class StrangersTests
{
    [Fact]
    public async Task A_flood_of_unsigned_requests_is_one_line_a_minute()
    {
        await using var app = await TestApp.Start();
        for (var minute = 0; minute < 3; minute++)
        {
            for (var i = 0; i < 100; i++)
                (await app.Send(Unsigned())).Status.ShouldBe(401);
            app.Time.Advance(TimeSpan.FromMinutes(1));
        }
        app.Logs.Lines.Count.ShouldBe(4, string.Join('\n', app.Logs.Lines));
        app.Logs.Lines.First().ShouldContain("A request to /slack/event from 127.0.0.1 was refused: the signature is missing.");
        app.Logs.Lines.ElementAt(1).ShouldContain("In the last minute 99 more requests were refused; of the last, the signature is missing.");
        app.Logs.Lines.Last().ShouldContain("100 more");

        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.Send(Unsigned());
        app.Logs.Lines.Count.ShouldBe(5);
        app.Logs.Lines.Last().ShouldContain("A request to /slack/event");
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_given_up_without_a_stack_trace()
    {
        await using var app = await TestApp.Start();
        using var slow = await Sending(app, "half of it");
        await app.Time.Pass(SlackEndpoint.BodyWithin);
        (await slow.ReadLineAsync().WaitAsync(Patience.Limit)).ShouldBe("HTTP/1.1 408 Request Timeout");
        app.Logs.Lines.ShouldHaveSingleItem().ShouldBe("Warning: A request to /slack/event from 127.0.0.1 was refused: The body took too long to come. ");
        app.Handlers.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_no_error_of_ours()
    {
        await using var app = await TestApp.Start();
        (await Sending(app, "half of it")).Dispose();
        (await app.Post("/slack/command", app.Command())).Status.ShouldBe(200);
        await app.Stop();
        app.Logs.Lines.ShouldAllBe(line => line.StartsWith("Warning: A request to /slack/event", StringComparison.Ordinal));
    }

    private static async Task<StreamReader> Sending(TestApp app, string body)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /slack/event HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{body}"));
        return new StreamReader(stream);
    }

    private static HttpRequestMessage Unsigned() =>
        new(HttpMethod.Post, "/slack/event") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
}
