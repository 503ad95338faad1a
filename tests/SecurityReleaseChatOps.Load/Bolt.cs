using System.ComponentModel;
using System.Diagnostics;

namespace SecurityReleaseChatOps.Load;

/// <summary>Measures a small app on Slack's own SDK with similar requests; it stores nothing.</summary>
internal static class Bolt
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "bolt");

    /// <returns>Why it was left out; null if it was measured.</returns>
    public static async Task<string?> Measure(LoadOptions options, List<Figures> figures, CancellationToken cancellation)
    {
        if (await Install(cancellation) is { } missing)
            return $"@slack/bolt is left out, since Node and npm are needed for it: {missing}";
        using var slack = new FakeWebApi(FakeWebApi.Two);
        SlackRequests.ResponseUrl = slack.Url;
        var port = ServerProcess.FreePort();
        await using var app = ServerProcess.Start(
            Folder, port, ["node", "app.js"],
            [
                ("PORT", $"{port}"), ("SLACK_API_URL", slack.Url + "api/"), ("SLACK_BOT_TOKEN", "xoxb-load"), ("SLACK_SIGNING_SECRET", TheApp.Secret),
                ("NODE_ENV", "production"),
            ]);
        using var hello = SlackRequests.Command("hello", "/bolt");
        await app.FirstAnswer(Server.Bolt.Name, hello, cancellation);
        Console.WriteLine($"Memory at rest{Server.Bolt.Name}: {app.Megabytes:N0} MB.");
        try
        {
            await Ask("command answered at once", () => new CommandUser("hello", "You said hello", "/bolt"));
            await Ask("command that opens a modal, until it is open", () => new BoltModalUser(slack));
            await Ask("submission, stored", () => new BoltUser(SlackRequests.BoltForm()));
            await Ask("button and the command it takes back, stored", () => new BoltUser(SlackRequests.Click("press", "42")));
            return null;
        }
        catch (Exception fault) when (fault is LoadException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new LoadException($"{fault.Message}{Environment.NewLine}{app.Said()}");
        }

        async Task Ask(string asked, Func<IUser> user)
        {
            foreach (var connections in LoadOptions.Connections.Where(_ => asked.Contains(options.Only, StringComparison.Ordinal)))
                figures.Add(await LoadRun.Measure(asked, Server.Bolt, app, connections, options, _ => user(), cancellation));
        }
    }

    private static async Task<string?> Install(CancellationToken cancellation)
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "@slack", "bolt")))
            return null;
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", "ci --no-audit --no-fund")
            {
                WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
            })!;
            _ = npm.StandardOutput.ReadToEndAsync(cancellation);
            var said = await npm.StandardError.ReadToEndAsync(cancellation);
            await npm.WaitForExitAsync(cancellation);
            return npm.ExitCode == 0 ? null : said.ReplaceLineEndings(" ");
        }
        catch (Win32Exception absent)
        {
            return absent.Message;
        }
    }

    /// <summary>Sends a request with an empty answer.</summary>
    private sealed class BoltUser(SlackRequest request) : IUser
    {
        public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
        {
            var (status, body) = await connection.Exchange(request.Next().Bytes, cancellation);
            if (status != 200 || body.Length > 0)
                throw new LoadException($"Bolt answered {status} {System.Text.Encoding.UTF8.GetString(body.Span)}");
        }

        public void Dispose() => request.Dispose();
    }

    /// <summary>Opens the app's form; measured until it is open.</summary>
    private sealed class BoltModalUser(FakeWebApi slack) : IUser
    {
        private readonly SlackRequest _request = SlackRequests.Command("modal", "/bolt");

        public async ValueTask Ask(LoadConnection connection, CancellationToken cancellation)
        {
            var (bytes, number) = _request.Next();
            var opened = slack.Opened(number);
            await connection.Exchange(bytes, cancellation);
            await opened.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
            slack.Forget(number);
        }

        public void Dispose() => _request.Dispose();
    }
}
