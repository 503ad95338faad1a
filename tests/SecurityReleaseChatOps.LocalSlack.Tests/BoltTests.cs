using System.Diagnostics;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>A client that is not ours: an app built on Slack's own SDK runs unchanged against the workspace.</summary>
public sealed class BoltTests
{
    [SkippableTheory]
    [InlineData("socket")]
    [InlineData("http")]
    public async Task A_Bolt_app_runs_as_on_Slack(string mode)
    {
        await BoltApp.Install();
        await using var slack = await Slack.Start(options => options with { App = Manifest().Offline() with { SocketMode = true } });
        await using var bolt = await BoltApp.Start(mode, slack.Workspace);
        if (mode == "http")
            slack.Workspace.Register(Manifest().AtOne(new Uri($"http://127.0.0.1:{bolt.Port}/slack/events")));

        await Run("hello");
        (await slack.Texts()).ShouldBe(["You said hello"]);

        await Run("modal");
        var view = await slack.Shown("view", "First");
        var refused = await slack.Submit(view, new() { ["Name"] = "bad" });
        ((string)refused["errors"]!["Name"]!).ShouldBe("Not that one");
        var updated = await slack.Submit(view, new() { ["name"] = "update" });
        ((string)updated["view"]!["title"]!["text"]!).ShouldBe("Second");
        var pushed = await slack.Submit(view, new() { ["Name"] = "push" });
        ((string)pushed["view"]!["title"]!["text"]!).ShouldBe("Third");
        await slack.Control($"views/{pushed["view"]!["id"]}/close", new() { ["user"] = "priya" });
        await Says("closed by U01");
        ((string)(await slack.Submit(view, new() { ["Name"] = "Ada" }))["action"]!).ShouldBe("closed");
        await Says("<@U01> sent Ada");

        await Run("button");
        await Says("A button");
        var message = (await slack.Messages()).Single(m => (string?)m["text"] == "A button");
        await slack.Control("actions", new() { ["user"] = "liam", ["ts"] = (string)message["ts"]!, ["actionId"] = "press" });
        await Says("42 by U02");

        await slack.Control("home/priya/open", []);
        await slack.Shown("home", "Welcome home");

        await slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "sec-psirt-team", ["text"] = "ping" });
        await Says("pong");

        await slack.Control("shortcuts", new() { ["user"] = "priya", ["callbackId"] = "go" });
        await slack.Shown("view", "From a shortcut");
        await slack.Control("shortcuts", new() { ["user"] = "priya", ["callbackId"] = "note", ["channel"] = "C02", ["ts"] = (string)message["ts"]! });
        await Says("Noted: 42 by U02");

        Task<JsonObject> Run(string text) =>
            slack.Control("commands", new() { ["user"] = "priya", ["channel"] = "sec-psirt-team", ["command"] = "/bolt", ["text"] = text });
        Task Says(string text) => slack.Until(async () => (await slack.Texts()).Contains(text));
    }

    private static AppRegistration Manifest() => AppRegistration.FromManifest(Slack.Manifest) with
    {
        Commands = [new CommandDefinition("/bolt", "", "", false, null)],
    };
}

/// <summary>The app in <c>bolt/</c>, installed by npm and run by node.</summary>
internal sealed class BoltApp : IAsyncDisposable
{
    private readonly Process _process;

    private BoltApp(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    private static readonly Lazy<Task<(bool Ok, string Output)>> Installation = new(() => Run("npm", "ci --no-audit --no-fund", Folder));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "bolt");

    /// <summary>Installs its packages beside the tests; skips the test if that is impossible.</summary>
    public static async Task Install()
    {
        var (ok, output) = await Installation.Value;
        Skip.IfNot(ok, $"Node, npm and the packages of bolt/package.json are needed: {output}");
    }

    public static async Task<BoltApp> Start(string mode, LocalWorkspace workspace)
    {
        var process = Process.Start(new ProcessStartInfo("node", "app.js")
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            Environment =
            {
                ["MODE"] = mode, ["SLACK_API_URL"] =
                    $"{workspace.Url}/api/", ["SLACK_BOT_TOKEN"] = workspace.BotToken, ["SLACK_APP_TOKEN"] = workspace.AppToken,
                ["SLACK_SIGNING_SECRET"] = workspace.SigningSecret,
            },
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new BoltApp(process, int.Parse(line["ready ".Length..]));
            }
        }
        throw new InvalidOperationException($"The Bolt app did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<(bool Ok, string Output)> Run(string program, string arguments, string folder)
    {
        try
        {
            using var process =
                Process.Start(
                    new ProcessStartInfo(program, arguments)
                    {
                        WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true,
                        UseShellExecute = false
                    })!;
            _ = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode == 0, errors);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (false, e.Message);
        }
    }
}
