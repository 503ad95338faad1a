using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

public sealed class EventTests : IAsyncLifetime
{
    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start();

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task A_persons_message_arrives_in_an_envelope()
    {
        await Say("hello @app & #thanks");
        var got = await _slack.App.Next("message");
        got.Path.ShouldBe("/slack/event");
        got.IsSigned(_slack.Workspace.SigningSecret).ShouldBeTrue();
        (got.Text("type"), got.Text("team_id"), got.Text("api_app_id")).ShouldBe(("event_callback", "T01", "A01"));
        got.Text("event_id").ShouldStartWith("Ev");
        got.Payload["authorizations"]![0]!["user_id"]!.ToString().ShouldBe("U0BOT");
        var message = got.Payload["event"]!;
        (message["user"]!.ToString(), message["channel"]!.ToString(), message["channel_type"]!.ToString()).ShouldBe(("U01", "C02", "group"));
        message["text"]!.ToString().ShouldBe("hello <@U0BOT> &amp; <#C04|>");
    }

    [Fact]
    public async Task A_mention_of_the_app_arrives_as_such()
    {
        await Say("hello @app");
        (await _slack.App.Next("app_mention")).Payload["event"]!["user"]!.ToString().ShouldBe("U01");
    }

    [Fact]
    public async Task Only_what_the_manifest_asks_for_and_the_bot_may_see_is_told()
    {
        // The bot is not in this channel, or the app is not subscribed.
        await _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "general", ["text"] = "x" });
        var ts = await _slack.Post("x");
        await _slack.Ok("pins.add", new() { ["channel"] = "C02", ["timestamp"] = ts });
        await _slack.Control("reactions", new() { ["user"] = "priya", ["channel"] = "C02", ["ts"] = ts, ["name"] = "eyes" });
        (await _slack.App.Next("message")).Payload["event"]!["bot_id"]!.ToString().ShouldBe("B01");
        (await _slack.App.Next("reaction_added")).Payload["event"]!["item"]!["ts"]!.ToString().ShouldBe(ts);
        _slack.App.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public async Task A_persons_status_is_told_and_cleared_when_its_time_comes()
    {
        var until = DateTimeOffset.Parse((string)(await _slack.Control("clock", new() { ["advance"] = "PT1S" }))["now"]!).AddHours(4).ToUnixTimeSeconds();
        await _slack.Control("users/anna/status", new() { ["text"] = "Vacationing", ["emoji"] = ":palm_tree:", ["expiration"] = until });
        (await Profile()).ShouldBe(("Vacationing", ":palm_tree:", until));
        ((string?)(await _slack.Ok("users.info", new() { ["user"] = "U03" }))["user"]!["profile"]!["status_emoji"]).ShouldBe(":palm_tree:");
        await _slack.Control("clock", new() { ["advance"] = "PT4H" });
        (await Profile()).ShouldBe(("", "", 0));
        await _slack.Control("users/anna/status", new() { ["text"] = "Back soon" });
        (await Profile()).ShouldBe(("Back soon", ":speech_balloon:", 0));

        async Task<(string, string, long)> Profile()
        {
            var profile = (await _slack.App.Next("user_change")).Payload["event"]!["user"]!["profile"]!;
            return ((string)profile["status_text"]!, (string)profile["status_emoji"]!, (long)profile["status_expiration"]!);
        }
    }

    [Fact]
    public async Task A_failed_event_comes_again_at_once_after_a_minute_and_after_five()
    {
        _slack.App.Answers(500);
        await Say("x");
        Number(await _slack.App.Next("message")).ShouldBe("");
        var retry = await _slack.App.Next("message");
        (Number(retry), retry.Headers["X-Slack-Retry-Reason"].ToString()).ShouldBe(("1", "http_error"));
        var id = retry.Text("event_id");

        await Recorded(2);
        await _slack.Control("clock", new() { ["advance"] = "PT59S" });
        _slack.App.IsQuiet.ShouldBeTrue();
        await _slack.Control("clock", new() { ["advance"] = "PT2S" });
        var second = await _slack.App.Next("message");
        (Number(second), second.Text("event_id")).ShouldBe(("2", id));
        await Recorded(3);
        await _slack.Control("clock", new() { ["advance"] = "PT5M1S" });
        Number(await _slack.App.Next("message")).ShouldBe("3");
        await Recorded(4);
        await _slack.Control("clock", new() { ["advance"] = "P1D" });
        _slack.App.IsQuiet.ShouldBeTrue();

        static string Number(Received received) => received.Headers["X-Slack-Retry-Num"].ToString();
    }

    [Fact]
    public async Task What_was_not_delivered_is_delivered_after_a_restart()
    {
        var data = Path.Combine(Path.GetTempPath(), $"local-slack-{Guid.NewGuid():N}", "workspace.db");
        string id;
        await using (var before = await Slack.Start(options => options with { App = options.App!.Offline() }, data: data))
        {
            await before.Control("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = "while you were away" });
            before.App.IsQuiet.ShouldBeTrue();
            id = (await before.Control("requests"))["requests"]!.ToJsonString();
        }
        id.ShouldBe("[]");
        await using var after = await Slack.Start(options => options with { App = options.App!.Offline() }, data: data);
        after.Workspace.Register(AppRegistration.FromManifest(Slack.Manifest).At(after.App.Address));
        (await after.App.Next("message")).Payload["event"]!["text"]!.ToString().ShouldBe("while you were away");
        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }

    [Theory]
    [InlineData("mktgops", "C")]
    [InlineData("sec-psirt-team", "G")]
    public async Task Joining_tells_who_joined_and_who_asked_them_in(string channel, string type)
    {
        await _slack.Control($"channels/{channel}/members", new() { ["users"] = new JsonArray("ben"), ["user"] = "priya" });
        var joined = (await _slack.App.Next("member_joined_channel")).Payload["event"]!;
        (joined["user"]!.ToString(), joined["inviter"]!.ToString(), joined["channel_type"]!.ToString(),
            joined["team"]!.ToString()).ShouldBe(("U10", "U01", type, "T01"));
    }

    private Task<JsonObject> Say(string text) => _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "sec-psirt-team", ["text"] = text });

    /// <summary>Waits until at least this many deliveries are recorded.</summary>
    private Task Recorded(int count) =>
        _slack.Until(async () => ((JsonArray)(await _slack.Control("requests"))["requests"]!).Count(r => (string?)r!["direction"] == "delivery") >= count);
}
