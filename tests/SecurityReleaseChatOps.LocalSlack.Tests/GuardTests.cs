using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>Who may connect, and invalid input to the control API.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start();

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Other_hosts_and_origins_are_refused(string header, string value)
    {
        foreach (var path in new[] { "/", "/control/state", "/api/auth.test" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            (await _slack.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Its_own_page_is_let_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/control/state");
        request.Headers.Add("Origin", _slack.Workspace.Url);
        (await _slack.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://192.168.1.5:5080")]
    public void It_listens_beyond_this_machine_only_when_told_so(string url) =>
        Should.Throw<InvalidOperationException>(() =>
            LocalWorkspace.Create(new LocalSlackOptions { Url = url, DataPath = Path.Combine(Path.GetTempPath(), "never.db") }, new WorkspaceClock()))
            .Message.ShouldContain(url);

    [Theory]
    [InlineData("commands", "{", HttpStatusCode.BadRequest)]
    [InlineData("commands", "[]", HttpStatusCode.BadRequest)]
    [InlineData("commands", """{"user":"nobody","channel":"general","command":"/test"}""", HttpStatusCode.NotFound)]
    [InlineData("commands", """{"user":"priya","channel":"nowhere","command":"/test"}""", HttpStatusCode.NotFound)]
    [InlineData("commands", """{"user":"priya","command":"/test"}""", HttpStatusCode.BadRequest)]
    [InlineData("commands", """{"user":{},"channel":"general","command":"/test"}""", HttpStatusCode.BadRequest)]
    [InlineData("clock", "{}", HttpStatusCode.BadRequest)]
    [InlineData("clock", """{"advance":"1h"}""", HttpStatusCode.BadRequest)]
    [InlineData("clock", """{"advance":"P99999999D"}""", HttpStatusCode.BadRequest)]
    [InlineData("clock", """{"set":"soon"}""", HttpStatusCode.BadRequest)]
    [InlineData("clock", """{"set":"9999-12-31T00:00:00Z"}""", HttpStatusCode.BadRequest)]
    [InlineData("actions", """{"user":"priya","ts":"1.0","actionId":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("actions", """{"user":"priya","viewId":"V1","actionId":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("views/V1/submit", """{"user":"priya"}""", HttpStatusCode.NotFound)]
    [InlineData("messages", """{"user":"priya","channel":"general"}""", HttpStatusCode.BadRequest)]
    [InlineData("messages/edit", """{"user":"priya","ts":"1.0","text":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("users", """{"name":"no spaces","tz":"Europe/Paris"}""", HttpStatusCode.BadRequest)]
    [InlineData("users", """{"name":"new","tz":"Mars/Olympus"}""", HttpStatusCode.BadRequest)]
    [InlineData("users", """{"name":"priya","tz":"Europe/Paris"}""", HttpStatusCode.Conflict)]
    [InlineData("channels", """{"name":"general","user":"priya"}""", HttpStatusCode.BadRequest)]
    [InlineData("channels/general/members", """{"users":"liam"}""", HttpStatusCode.BadRequest)]
    public async Task Bad_input_is_refused_in_words(string path, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _slack.Http.PostAsync($"/control/{path}", content);
        response.StatusCode.ShouldBe(status);
        ((string?)(await Slack.Json(response))["error"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Someone_who_left_acts_no_more()
    {
        await _slack.Control("users/liam/deactivate", []);
        (await _slack.Refused("messages", new() { ["user"] = "liam", ["channel"] = "C02", ["text"] = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)(await _slack.Api("conversations.open", new() { ["users"] = "U02" }))["error"]).ShouldBe("user_disabled");
        ((bool?)(await _slack.Ok("users.info", new() { ["user"] = "U02" }))["user"]!["deleted"]).ShouldBe(true);
        ((JsonArray)(await _slack.Ok("usergroups.users.list", new() { ["usergroup"] = "S01" }))["users"]!).Select(u => (string)u!).ShouldNotContain("U02");
    }

    [Fact]
    public async Task A_channel_can_be_archived_and_deleted_under_the_app()
    {
        await _slack.Control("channels/sec-appsec/archive", []);
        ((string?)(await _slack.Api("chat.postMessage", new() { ["channel"] = "sec-appsec", ["text"] = "x" }))["error"]).ShouldBe("is_archived");
        await _slack.Control("channels/sec-appsec/delete", []);
        ((string?)(await _slack.Api("chat.postMessage", new() { ["channel"] = "sec-appsec", ["text"] = "x" }))["error"]).ShouldBe("channel_not_found");
    }

    [Fact]
    public async Task What_people_type_is_escaped_and_marked()
    {
        await _slack.Control(
            "messages",
            new() { ["user"] = "priya", ["channel"] = "general", ["text"] = "<!everyone2> & <b> @liam. @psirt #thanks https://example.com/?a=1&b=2 a@liam" });
        (await _slack.Texts("general")).ShouldBe(
            ["&lt;!everyone2&gt; &amp; &lt;b&gt; <@U02>. <!subteam^S01> <#C04|> <https://example.com/?a=1&amp;b=2> a@liam"]);
    }

    [Fact]
    public async Task People_edit_and_delete_only_their_own()
    {
        var ts = (string)(await _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "general", ["text"] = "one" }))["ts"]!;
        (await _slack.Refused(
            "messages/edit", new() { ["user"] = "liam", ["channel"] = "general", ["ts"] = ts, ["text"] = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        await _slack.Control("messages/edit", new() { ["user"] = "priya", ["channel"] = "general", ["ts"] = ts, ["text"] = "two" });
        var message = (await _slack.Messages("general")).Single();
        message["text"]!.ToString().ShouldBe("two");
        message["edited"].ShouldNotBeNull();
        await _slack.Control("messages/delete", new() { ["user"] = "priya", ["channel"] = "general", ["ts"] = ts });
        (await _slack.Texts("general")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sample_people_are_spread_over_regions_and_the_bot_is_where_it_is_needed()
    {
        var state = await _slack.Control("state");
        var people = ((JsonArray)state["users"]!).Where(u => !(bool)u!["is_bot"]!).ToArray();
        people.Select(u => ((string)u!["tz"]!).Split('/')[0]).Distinct().Order().ShouldBe(["America", "Asia", "Australia", "Europe"]);
        ((JsonArray)state["usergroups"]!).Select(g => (string)g!["handle"]!).ShouldBe(
        [
            "psirt", "release-managers", "communications", "psirt-admins", "legal", "corporate-communications", "marketing", "marketing-ops", "field-security",
            "dedicated",
            "support-security", "sirt", "psirt-release-managers",
        ]);
        var channels = ((JsonArray)state["channels"]!).Select(c => (JsonObject)c!).ToArray();
        foreach (var name in new[] { "sec-psirt-team", "sec-appsec", "thanks", "comms-team-security", "mktgops", "f_upcoming_release", "security", "legal",
            "corp-comms", "marketing", "field-security", "gitlab-dedicated", "support-security", "sirt" })
            ((JsonArray)channels.Single(c => (string?)c["name"] == name)["members"]!).Select(m => (string)m!).ShouldContain("U0BOT");
        channels.Count(c => (bool)c["is_ext_shared"]!).ShouldBe(1);
        channels.Where(c => !(bool)c["is_private"]!).Select(c => (string)c["name"]!)
            .ShouldBe(["general", "thanks", "mktgops", "security", "ext-bounty-partners"]);
        state["commands"]![0]!.ToJsonString().ShouldBe("""{"command":"/test","description":"Tests","usage_hint":"[words]"}""");
    }
}
