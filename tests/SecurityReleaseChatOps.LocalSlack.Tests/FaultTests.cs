using System.Net;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start();

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Theory]
    [InlineData("ratelimited", HttpStatusCode.TooManyRequests)]
    [InlineData("500", HttpStatusCode.InternalServerError)]
    public async Task The_next_calls_fail_as_asked(string kind, HttpStatusCode status)
    {
        await Fault(new() { ["method"] = "chat.postMessage", ["times"] = 2, ["kind"] = kind });
        (await _slack.Raw("auth.test")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Post("1")).StatusCode.ShouldBe(status);
        (await Post("2")).StatusCode.ShouldBe(status);
        (await Post("3")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _slack.Texts()).ShouldBe(["3"]);
    }

    [Fact]
    public async Task A_dropped_call_is_lost_and_a_timed_out_one_is_carried_out()
    {
        await Fault(new() { ["times"] = 1, ["kind"] = "drop" });
        await Should.ThrowAsync<HttpRequestException>(() => Post("dropped"));
        await Fault(new() { ["times"] = 1, ["kind"] = "drop", ["applied"] = true });
        await Should.ThrowAsync<HttpRequestException>(() => Post("answer dropped"));
        await Fault(new() { ["times"] = 1, ["kind"] = "timeout" });
        using var impatient = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/chat.postMessage?token={_slack.Workspace.BotToken}&channel=C02&text=slow");
        var call = _slack.Http.SendAsync(request, impatient.Token);
        await _slack.Until(async () => (await _slack.Texts()).Contains("slow"));
        call.IsCompleted.ShouldBeFalse();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        (await _slack.Texts()).ShouldBe(["answer dropped", "slow"]);
    }

    [Fact]
    public async Task Every_fifth_call_can_be_made_to_fail()
    {
        await Fault(new() { ["times"] = 100, ["kind"] = "500", ["every"] = 5 });
        var statuses = new List<int>();
        for (var i = 0; i < 10; i++)
            statuses.Add((int)(await _slack.Raw("auth.test")).StatusCode);
        statuses.ShouldBe([200, 200, 200, 200, 500, 200, 200, 200, 200, 500]);
        using var cleared = await _slack.Http.DeleteAsync("/control/faults");
        ((JsonArray)(await _slack.Control("faults"))["faults"]!).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_doubled_delivery_comes_twice_the_same()
    {
        await Fault(new() { ["times"] = 2, ["kind"] = "duplicate" });
        await _slack.Command("once");
        var (first, second) = (await _slack.App.Next("command"), await _slack.App.Next("command"));
        second.Body.ShouldBe(first.Body);
        await _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = "hi" });
        (await _slack.App.Next("message")).Text("event_id").ShouldBe((await _slack.App.Next("message")).Text("event_id"));
        await _slack.Command("again");
        await _slack.App.Next("command");
        _slack.App.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lost_event_comes_again_with_its_reason()
    {
        await Fault(new() { ["method"] = "message", ["times"] = 1, ["kind"] = "drop" });
        await _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = "hi" });
        (await _slack.App.Next("message")).Headers["X-Slack-Retry-Reason"].ToString().ShouldBe("connection_failed");
        await Fault(new() { ["method"] = "command", ["times"] = 1, ["kind"] = "timeout" });
        ((string)(await _slack.Command())["body"]!["error"]!).ShouldBe("operation_timeout");
    }

    [Fact]
    public async Task Several_kinds_take_turns()
    {
        await Fault(new() { ["times"] = 3, ["kind"] = "ratelimited,500", ["every"] = 2 });
        var statuses = new List<int>();
        for (var i = 0; i < 7; i++)
            statuses.Add((int)(await _slack.Raw("auth.test")).StatusCode);
        statuses.ShouldBe([200, 429, 200, 500, 200, 429, 200]);
    }

    [Theory]
    [InlineData("""{"times":1,"kind":"explode"}""")]
    [InlineData("""{"times":1,"kind":"500,explode"}""")]
    [InlineData("""{"times":1,"kind":"500,duplicate"}""")]
    [InlineData("""{"times":1}""")]
    [InlineData("""{"times":0,"kind":"500"}""")]
    [InlineData("""{"kind":"500","method":"no.such"}""")]
    [InlineData("""{"kind":"duplicate","method":"chat.postMessage"}""")]
    [InlineData("""{"kind":"ratelimited","method":"command"}""")]
    public async Task A_fault_that_makes_no_sense_is_refused_in_words(string fault) =>
        (await _slack.Refused("faults", (JsonObject)JsonNode.Parse(fault)!)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task The_journal_holds_calls_and_deliveries_without_tokens()
    {
        using var sent = await _slack.Http.GetAsync($"/api/auth.test?token={_slack.Workspace.BotToken}");
        await _slack.Raw("auth.test", null, "xoxb-wrong");
        await _slack.Command("x");
        var text = (await _slack.Control("requests")).ToJsonString();
        text.ShouldNotContain(_slack.Workspace.BotToken);
        var entries = ((JsonArray)(await _slack.Control("requests"))["requests"]!).Select(e => (JsonObject)e!).ToArray();
        entries.Select(e => ((string?)e["direction"], (string?)e["name"], (string?)e["token"], (string?)e["signature"])).ShouldBe(
        [
            ("call", "auth.test", "bot", null), ("call", "auth.test", "invalid", null), ("delivery", "slash_commands", null, "valid"),
        ]);
        ((int)entries[2]["limit_ms"]!).ShouldBe((int)Slack.Long.TotalMilliseconds);
        entries[2]["headers"]!["X-Slack-Signature"]!.ToString().ShouldStartWith("v0=");
        ((JsonArray)(await _slack.Control($"requests?after={entries[1]["id"]}"))["requests"]!).Count.ShouldBe(1);
    }

    private Task<HttpResponseMessage> Post(string text) => _slack.Raw("chat.postMessage", new() { ["channel"] = "C02", ["text"] = text });

    private Task<JsonObject> Fault(JsonObject fault) => _slack.Control("faults", fault);
}
