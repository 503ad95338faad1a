using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>Triggers, response_urls and rate limits, with real time moved by the test.</summary>
public sealed class RulesOfTimeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start(options => options with { RateLimits = true }, _time);

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task A_trigger_opens_one_view_within_three_seconds()
    {
        var trigger = await Trigger();
        _time.Advance(TimeSpan.FromSeconds(3));
        (await Open(trigger)).ShouldBeNull();
        (await Open(trigger)).ShouldBe("exchanged_trigger_id");
        var late = await Trigger();
        _time.Advance(TimeSpan.FromSeconds(3.01));
        (await Open(late)).ShouldBe("expired_trigger_id");
        (await Open("made-up")).ShouldBe("invalid_trigger_id");
    }

    [Fact]
    public async Task A_moved_clock_takes_no_trigger_away()
    {
        var trigger = await Trigger();
        await _slack.Control("clock", new() { ["advance"] = "P1D" });
        (await Open(trigger)).ShouldBeNull();
    }

    [Fact]
    public async Task A_view_that_Slack_refuses_leaves_the_trigger_unused()
    {
        var trigger = await Trigger();
        ((string?)(await _slack.Api(
            "views.open", new() { ["trigger_id"] = trigger, ["view"] = new JsonObject { ["type"] = "modal" } }))["error"]).ShouldBe("invalid_arguments");
        (await Open(trigger)).ShouldBeNull();
    }

    [Fact]
    public async Task A_response_url_works_five_times()
    {
        var url = await ResponseUrl();
        for (var i = 1; i <= 5; i++)
            (await Respond(url, new() { ["text"] = $"{i}" })).ShouldBe((HttpStatusCode.OK, null));
        (await Respond(url, new() { ["text"] = "6" })).ShouldBe((HttpStatusCode.NotFound, "used_url"));
        (await _slack.Texts()).ShouldBe(["1", "2", "3", "4", "5"]);
    }

    [Fact]
    public async Task A_response_url_lives_thirty_minutes_of_real_time()
    {
        var url = await ResponseUrl();
        await _slack.Control("clock", new() { ["advance"] = "PT2H" });
        _time.Advance(TimeSpan.FromMinutes(30));
        (await Respond(url, new() { ["text"] = "in time" })).ShouldBe((HttpStatusCode.OK, null));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await Respond(url, new() { ["text"] = "late" })).ShouldBe((HttpStatusCode.NotFound, "expired_url"));
    }

    [Fact]
    public async Task A_response_url_answers_ephemerally_or_in_channel_replaces_and_deletes()
    {
        var ts = (string)(await _slack.Ok(
            "chat.postMessage", new() { ["channel"] = "C02", ["text"] = "original", ["blocks"] = new JsonArray(Slack.Button("press")) }))["ts"]!;
        await _slack.Control("actions", new() { ["user"] = "priya", ["ts"] = ts, ["actionId"] = "press" });
        var url = (await _slack.App.Next("block_actions")).Text("response_url");
        await Respond(url, new() { ["text"] = "only you" });
        await Respond(url, new() { ["text"] = "in thread", ["response_type"] = "in_channel", ["thread_ts"] = ts });
        (await _slack.Texts(user: "liam")).ShouldBe(["original", "in thread"]);
        (await _slack.Texts()).ShouldBe(["original", "only you", "in thread"]);
        await Respond(url, new() { ["text"] = "replaced", ["replace_original"] = true });
        (await _slack.Messages())[0].ToJsonString().ShouldContain("replaced");
        (await Respond(url, new() { ["blocks"] = new JsonArray(new JsonObject { ["type"] = "section" }) })).ShouldBe(
            (HttpStatusCode.BadRequest, "invalid_blocks"));
        await Respond(url, new() { ["delete_original"] = true });
        (await _slack.Texts(user: "liam")).ShouldBe(["in thread"]);
    }

    [Fact]
    public async Task A_channel_takes_a_burst_and_then_a_message_a_second()
    {
        for (var i = 0; i < 5; i++)
            await _slack.Post("x");
        using var refused = await _slack.Raw("chat.postMessage", new() { ["channel"] = "C02", ["text"] = "x" });
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        ((string?)(await Slack.Json(refused))["error"]).ShouldBe("ratelimited");
        await _slack.Post("another channel", "C03");
        _time.Advance(TimeSpan.FromSeconds(1));
        await _slack.Post("x");
    }

    [Theory]
    [InlineData("users.list", 20)]
    [InlineData("conversations.info", 50)]
    [InlineData("users.info", 100)]
    public async Task A_method_is_called_as_often_as_its_tier_says(string method, int perMinute)
    {
        for (var i = 0; i < perMinute; i++)
            (await _slack.Raw(method)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await _slack.Raw(method);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        _time.Advance(refused.Headers.RetryAfter!.Delta!.Value);
        (await _slack.Raw(method)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> Trigger()
    {
        await _slack.Command();
        return (await _slack.App.Next("command")).Text("trigger_id");
    }

    private async Task<string> ResponseUrl()
    {
        await _slack.Command();
        return (await _slack.App.Next("command")).Text("response_url");
    }

    private async Task<string?> Open(string trigger) =>
        (string?)(await _slack.Api("views.open", new() { ["trigger_id"] = trigger, ["view"] = Slack.Modal(Slack.Section("x")) }))["error"];

    private async Task<(HttpStatusCode Status, string? Error)> Respond(string url, JsonObject body)
    {
        using var response = await _slack.Http.PostAsJsonAsync(url, body);
        return (response.StatusCode, (string?)(await Slack.Json(response))["error"]);
    }
}
