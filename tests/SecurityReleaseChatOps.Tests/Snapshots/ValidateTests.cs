using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>
/// Slack itself is asked whether it takes what the app renders, by <c>blocks.validate</c>, which needs no scope and shows nobody anything: what is in it
/// is invented. Where <c>SLACK_BOT_TOKEN</c> has a token it is the real one, else the local workspace.
/// </summary>
public sealed class ValidateTests
{
    [Fact]
    public async Task Slack_takes_every_message_and_view()
    {
        var token = Environment.GetEnvironmentVariable("SLACK_BOT_TOKEN");
        var folder = Directory.CreateTempSubdirectory("chatops-validate-").FullName;
        await using var workspace = LocalWorkspace.Create(
            new LocalSlackOptions { Url = "http://127.0.0.1:0", DataPath = Path.Combine(folder, "workspace.db"), RateLimits = false }, new WorkspaceClock());
        await workspace.StartAsync();
        using var http = new HttpClient { BaseAddress = new(token is null ? workspace.Url + "/api/" : "https://slack.com/api/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? workspace.BotToken);
        foreach (var (name, json) in Gallery.Monday().All())
        {
            var kind = (string?)json["type"] is "modal" or "home" ? "view" : "message";
            (await Ask(http, kind, json)).ShouldBe("ok", name);
        }
        (await Ask(http, "message", new() { ["blocks"] = new JsonArray(new JsonObject { ["type"] = "section" }) })).ShouldContain("invalid_message");
        await workspace.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> Ask(HttpClient http, string kind, JsonObject json)
    {
        while (true)
        {
            using var answer = await http.PostAsJsonAsync("blocks.validate", new Dictionary<string, JsonNode> { [kind] = json });
            // Slack's word, where it is asked.
            if (answer.Headers.RetryAfter?.Delta is { } wait)
            {
                await Task.Delay(wait);
                continue;
            }
            var said = await answer.Content.ReadAsStringAsync();
            return (bool)JsonNode.Parse(said)!["ok"]! ? "ok" : said;
        }
    }
}
