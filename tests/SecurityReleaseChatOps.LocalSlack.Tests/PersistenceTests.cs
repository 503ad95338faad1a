using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"local-slack-{Guid.NewGuid():N}");

    private string Data => Path.Combine(_folder, "workspace.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task All_there_is_is_there_after_a_restart()
    {
        string state, messages, view, home, token, url;
        await using (var slack = await Slack.Start(data: Data))
        {
            await slack.Control("clock", new() { ["set"] = "2026-11-25T17:00:00Z" });
            var ts = (string)(await slack.Ok("chat.postMessage", new()
            {
                ["channel"] = "C02", ["text"] = "x", ["blocks"] = new JsonArray(Slack.Button("press")),
                ["metadata"] = new JsonObject { ["event_type"] = "e", ["event_payload"] = new JsonObject { ["key"] = "k" } },
            }))["ts"]!;
            await slack.Ok("chat.postMessage", new() { ["channel"] = "C02", ["text"] = "reply", ["thread_ts"] = ts });
            await slack.Ok("chat.postEphemeral", new() { ["channel"] = "C02", ["text"] = "for you", ["user"] = "U01" });
            await slack.Ok("pins.add", new() { ["channel"] = "C02", ["timestamp"] = ts });
            await slack.Control("reactions", new() { ["user"] = "liam", ["channel"] = "C02", ["ts"] = ts, ["name"] = "eyes" });
            await slack.Control("users", new() { ["name"] = "zoe", ["real_name"] = "Zoe", ["tz"] = "America/Sao_Paulo" });
            await slack.Control("channels", new() { ["name"] = "new-one", ["user"] = "priya", ["is_private"] = true });
            await slack.Ok(
                "views.publish",
                new() { ["user_id"] = "U01", ["view"] = new JsonObject { ["type"] = "home", ["blocks"] = new JsonArray(Slack.Section("home")) } });
            var open = await slack.Open(Slack.Modal(Slack.Input("a", "A")));
            await slack.Control("actions", new() { ["user"] = "priya", ["viewId"] = (string)open["id"]!, ["actionId"] = "value", ["value"] = "typed" });
            await slack.Command();
            url = (await slack.App.Next("command")).Text("response_url");
            (state, messages, view, home) = await Read(slack);
            token = slack.Workspace.BotToken;
        }
        await using var again = await Slack.Start(data: Data);
        (await Read(again)).ShouldBe((state, messages, view, home));
        again.Workspace.BotToken.ShouldBe(token);
        again.Clock.GetUtcNow().Date.ShouldBe(new DateTime(2026, 11, 25));
        using var late = await again.Http.PostAsJsonAsync(new Uri(again.Http.BaseAddress!, new Uri(url).AbsolutePath), new { text = "after the restart" });
        (await again.Texts()).ShouldContain("after the restart");
        // No id and no timestamp is ever used twice.
        var all = await again.Messages();
        all.Select(m => (string)m["ts"]!).ShouldBeUnique();
    }

    [Fact]
    public async Task Two_workspaces_do_not_share_one_file()
    {
        await using var first = await Slack.Start(data: Data);
        var refused =
            Should.Throw<InvalidOperationException>(() =>
                LocalWorkspace.Create(new LocalSlackOptions { Url = "http://127.0.0.1:0", DataPath = Data }, new WorkspaceClock()));
        refused.Message.ShouldContain("another workspace runs on it");
    }

    [Fact]
    public async Task What_was_answered_survives_kill_9()
    {
        for (var round = 1; round <= 3; round++)
        {
            using var process = Start();
            try
            {
                var printed = await Ready(process);
                using var http = new HttpClient { BaseAddress = new Uri(printed["Page"]) };
                var before = (JsonArray)(await http.GetFromJsonAsync<JsonObject>("/control/channels/C02/messages"))!["messages"]!;
                before.Count.ShouldBe((round - 1) * 10);
                for (var i = 0; i < 10; i++)
                {
                    using var posted = await http.GetAsync($"/api/chat.postMessage?token={printed["Bot token"]}&channel=C02&text={round}-{i}");
                    ((bool?)(await Slack.Json(posted))["ok"]).ShouldBe(true);
                }
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
    }

    private static async Task<(string State, string Messages, string View, string Home)> Read(Slack slack)
    {
        var state = await slack.Control("state");
        state.Remove("clock");
        return (state.ToJsonString(), (await slack.Control("channels/C02/messages?user=priya")).ToJsonString(),
            (await slack.Control("users/priya/view")).ToJsonString(), (await slack.Control("users/priya/home")).ToJsonString());
    }

    private Process Start() => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(LocalWorkspace).Assembly.Location, "--url", "http://127.0.0.1:0", "--data", Data, "--no-rate-limits" },
        RedirectStandardOutput = true, UseShellExecute = false,
    })!;

    /// <summary>What it prints once it is ready: its address, tokens and secret.</summary>
    private static async Task<Dictionary<string, string>> Ready(Process process)
    {
        var printed = new Dictionary<string, string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!printed.ContainsKey("Signing secret"))
        {
            var line = await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("It ended before it was ready.");
            if (line.Trim().Split("  ", 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var name, var value])
                printed[name] = value;
        }
        return printed;
    }
}
