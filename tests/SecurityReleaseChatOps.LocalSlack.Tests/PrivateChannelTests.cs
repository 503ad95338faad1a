using System.Net;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>Private channels: who can read them, and what the app sees of them.</summary>
public sealed class PrivateChannelTests : IAsyncLifetime
{
    private const string Team = "sec-psirt-team";

    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start();

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task Someone_from_outside_asks_there_and_reads_only_their_own_answer()
    {
        await _slack.Post("for the team only");
        _slack.App.Answers(new JsonObject { ["text"] = "Only for you", ["blocks"] = new JsonArray(Slack.Section("Only for you"), Slack.Button("press")) });
        var answer = await _slack.Control("commands", new() { ["user"] = "ben", ["channel"] = Team, ["command"] = "/test" });
        ((int)answer["status"]!).ShouldBe(200);
        var seen = (await _slack.Messages(Team, "ben")).ShouldHaveSingleItem();
        ((string?)seen["text"]).ShouldBe("Only for you");
        _slack.App.Answers(null);
        ((int)(await _slack.Control(
            "actions", new() { ["user"] = "ben", ["channel"] = Team, ["ts"] = (string)seen["ts"]!, ["actionId"] = "press" }))["status"]!).ShouldBe(200);
        (await _slack.Texts()).ShouldBe(["for the team only"]);
    }

    [Fact]
    public async Task Someone_from_outside_neither_writes_reacts_nor_sees_it_listed()
    {
        var ts = await _slack.Post("for the team only");
        (await _slack.Refused("messages", new() { ["user"] = "ben", ["channel"] = Team, ["text"] = "hello" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _slack.Refused(
            "reactions", new() { ["user"] = "ben", ["channel"] = Team, ["ts"] = ts, ["name"] = "eyes" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Names("state?user=ben")).ShouldNotContain(Team);
        (await Names("state?user=priya")).ShouldContain(Team);
        (await Names("state")).ShouldContain(Team);

        async Task<string[]> Names(string path) => [.. ((JsonArray)(await _slack.Control(path))["channels"]!).Select(c => (string)c!["name"]!)];
    }

    [Fact]
    public async Task The_app_sees_those_that_it_is_in_and_cannot_join_by_itself()
    {
        (await Listed("public_channel")).ShouldNotContain(Team);
        (await Listed("public_channel,private_channel")).ShouldContain(Team);
        (await Error("conversations.join")).ShouldBe("method_not_supported_for_channel_type");
        await _slack.Control($"channels/{Team}/leave", new() { ["user"] = "U0BOT" });
        (await Listed("public_channel,private_channel")).ShouldNotContain(Team);
        foreach (var method in new[] { "chat.postMessage", "conversations.history", "conversations.info", "conversations.members", "conversations.join" })
            (await Error(method)).ShouldBe("channel_not_found", method);

        async Task<string[]> Listed(string types) =>
            [.. ((JsonArray)(await _slack.Ok("conversations.list", new() { ["types"] = types }))["channels"]!).Select(c => (string)c!["name"]!)];
        async Task<string?> Error(string method) => (string?)(await _slack.Api(method, new() { ["channel"] = "C02", ["text"] = "x" }))["error"];
    }

    [Fact]
    public async Task The_app_reads_there_what_was_said_and_speaks()
    {
        var ts = await _slack.Post("hello");
        ((string?)(await _slack.Ok("conversations.history", new() { ["channel"] = "C02" }))["messages"]![0]!["ts"]).ShouldBe(ts);
        var info = (await _slack.Ok("conversations.info", new() { ["channel"] = "C02" }))["channel"]!;
        ((bool)info["is_private"]!, (bool)info["is_group"]!, (bool)info["is_channel"]!, (bool)info["is_member"]!).ShouldBe((true, true, false, true));
    }
}
