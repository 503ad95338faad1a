using System.Net;
using SecurityReleaseChatOps.EndToEnd.Support;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>The day with a Slack that is not in the app's process: over plain signed HTTP.</summary>
public sealed class HttpModeTests
{
    [Fact]
    public async Task The_day_over_signed_http()
    {
        await using var installation = await Installation.Http();
        await new Day(installation, 1).PlayNow();

        var requests = await installation.Slack.Requests();
        var deliveries = requests.Where(r => (string?)r["direction"] == "delivery").ToList();
        deliveries.ShouldAllBe(r => (string?)r["signature"] == "valid");
        deliveries.Select(r => new Uri((string)r["url"]!).AbsolutePath).Distinct().ShouldBe(["/slack/events"]);
        deliveries.Select(r => (string?)r["kind"]).Distinct().Order().ShouldBe(["action", "command", "event"]);
        requests.Where(r => (string?)r["kind"] == "web_api").ShouldAllBe(r => (string?)r["token"] == "bot");
        Day.CountOf(1, await installation.Slack.Messages(Day.Anna)).ShouldBe(Day.MessagesNow);
    }

    [Fact]
    public async Task A_request_that_is_not_signed_changes_nothing()
    {
        await using var installation = await Installation.Http();
        using var stranger = new HttpClient { BaseAddress = installation.AppAddress };
        using var answer = await stranger.PostAsync(
            "/slack/command", new FormUrlEncodedContent(new Dictionary<string, string> { ["command"] = "/release", ["text"] = "new", ["user_id"] = Day.Anna }));
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await installation.Slack.Messages(Day.Anna)).ShouldBeEmpty();
    }
}

/// <summary>The same over Socket Mode: Slack opens no connection to the app.</summary>
public sealed class SocketModeTests
{
    [Fact]
    public async Task The_day_over_sockets()
    {
        await using var installation = await Installation.Socket();
        await new Day(installation, 1).PlayNow();

        var requests = await installation.Slack.Requests();
        requests.ShouldContain(r => (string?)r["name"] == "apps.connections.open" && (string?)r["token"] == "app");
        requests.Where(r => (string?)r["direction"] == "delivery").ShouldAllBe(r => (string?)r["http_method"] == "SOCKET");
        Day.CountOf(1, await installation.Slack.Messages(Day.Anna)).ShouldBe(Day.MessagesNow);
    }
}
