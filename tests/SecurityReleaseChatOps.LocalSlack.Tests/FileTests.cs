using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>Files that people share with their messages, and how the app gets their content.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start();

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task A_message_with_files_is_told_to_the_app_and_shown_to_people()
    {
        await Say("two records", new() { ["name"] = "CVE-2026-1.yml", ["content"] = "cwe: 79" }, new() { ["name"] = "../b.bin", ["base64"] = "AAEC" });
        var told = (await _slack.App.Next("message")).Payload["event"]!;
        (told["subtype"]!.ToString(), told["text"]!.ToString()).ShouldBe(("file_share", "two records"));
        told["files"]!.AsArray().Select(file => (string)file!["name"]!).ShouldBe(["CVE-2026-1.yml", "b.bin"]);
        told["files"]![0]!["channels"]![0]!.ToString().ShouldBe("C02");
        var shown = (await _slack.Messages())[^1]["files"]!.AsArray();
        (await _slack.Http.GetStringAsync($"/control/files/{shown[0]!["id"]}")).ShouldBe("cwe: 79");
        (await _slack.Http.GetByteArrayAsync($"/control/files/{shown[1]!["id"]}")).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task A_message_may_be_nothing_but_files() =>
        (await Say("", new JsonObject { ["name"] = "a.md", ["content"] = "x" }))["message"]!["text"]!.ToString().ShouldBe("");

    [Fact]
    public async Task A_shortcut_on_the_message_comes_with_its_files()
    {
        var ts = (string)(await Say("see", new JsonObject { ["name"] = "post.md", ["content"] = "# x" }))["ts"]!;
        await _slack.Control("shortcuts", new() { ["user"] = "priya", ["callbackId"] = "note", ["channel"] = "C02", ["ts"] = ts });
        var file = (await _slack.App.Next("message_action")).Payload["message"]!["files"]!.AsArray().ShouldHaveSingleItem()!;
        (await Read((string)file["url_private"]!, _slack.Workspace.BotToken)).ShouldBe((HttpStatusCode.OK, "# x"));
        (await _slack.Ok("files.info", new() { ["file"] = (string)file["id"]! }))["file"]!["url_private"]!.ToString().ShouldBe((string)file["url_private"]!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("xoxb-other")]
    public async Task Without_the_apps_token_it_leads_to_where_one_signs_in(string? token)
    {
        var posted = await Say("see", new JsonObject { ["name"] = "post.md", ["content"] = "# x" });
        (await Read((string)posted["message"]!["files"]![0]!["url_private"]!, token)).ShouldBe((HttpStatusCode.Redirect, ""));
    }

    [Fact]
    public async Task What_is_no_file_is_refused_and_nothing_is_posted()
    {
        await Refused(new JsonArray("a.md"), "A file is {name, content}, or {name, base64}.");
        await Refused(new JsonArray(new JsonObject { ["name"] = "a.md", ["content"] = "" }), "“a.md” is empty.");
        await Refused(new JsonArray(new JsonObject { ["content"] = "x" }), "A file needs a name of at most 255 characters.");
        await Refused(JsonValue.Create("a.md")!, "'files' is a list of {name, content}, or {name, base64}.");
        await Refused(
            new JsonArray([.. Enumerable.Range(0, 11).Select(i => new JsonObject { ["name"] = $"{i}.md", ["content"] = "x" })]), "A message takes 10 files.");
        (await _slack.Refused("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = "" })).Error.ShouldBe("'text' is missing.");
        (await _slack.Messages()).ShouldBeEmpty();

        async Task Refused(JsonNode files, string words) =>
            (await _slack.Refused("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = "x", ["files"] = files })).Error.ShouldBe(words);
    }

    [Fact]
    public async Task A_large_file_is_taken_whole()
    {
        var text = new string('x', 10 * 1024 * 1024);
        var posted = await Say("large", new JsonObject { ["name"] = "large.yml", ["content"] = text });
        (await Read((string)posted["message"]!["files"]![0]!["url_private"]!, _slack.Workspace.BotToken)).Body.Length.ShouldBe(text.Length);
    }

    private Task<JsonObject> Say(string text, params JsonObject[] files) =>
        _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = text, ["files"] = new JsonArray([.. files]) });

    /// <summary>Reads as a client that does not follow redirects.</summary>
    private async Task<(HttpStatusCode Status, string Body)> Read(string address, string? token)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
