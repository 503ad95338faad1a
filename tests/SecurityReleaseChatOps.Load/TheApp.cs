using System.Diagnostics;
using System.Text;

namespace SecurityReleaseChatOps.Load;

/// <summary>Measures the app: as it is shipped, in its own process, with its store on disk and Slack played by <see cref="FakeWebApi"/>.</summary>
internal static class TheApp
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    /// <param name="storage">The connection string, with <c>{0}</c> for a file.</param>
    public static async Task Measure(LoadOptions options, List<Figures> figures, string provider, string storage, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("chatops-load-").FullName;
        try
        {
            var on = provider == "Sqlite" ? "" : $" ({provider})";
            await Run(
                options, $"{storage.Replace("{0}", Path.Combine(data, "chatops.db"), StringComparison.Ordinal)}", [$"--Storage:Provider={provider}"],
                FakeWebApi.Two, on, (slack, app) => Measure(options, figures, on, slack, app, cancellation), cancellation);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Starts the app and what plays Slack to it, and has it measured.</summary>
    /// <param name="settings">As on the command line.</param>
    /// <param name="people">Slack user ids of PSIRT.</param>
    public static async Task Run(
        LoadOptions options, string storage, IReadOnlyList<string> settings, IReadOnlyList<string> people, string on,
        Func<FakeWebApi, ServerProcess, Task> measure, CancellationToken cancellation)
    {
        using var slack = new FakeWebApi(people);
        SlackRequests.ResponseUrl = slack.Url;
        var port = ServerProcess.FreePort();
        await using var app = ServerProcess.Start(
            options.App, port,
            [
                $"--Urls=http://127.0.0.1:{port}", $"--Management:Url=http://127.0.0.1:{ServerProcess.FreePort()}", "--Management:Url=http://127.0.0.1:0",
                "--Slack:Mode=Http", "--Slack:BotToken=xoxb-load", $"--Slack:SigningSecret={Secret}", $"--Slack:ApiUrl={slack.Url}api/",
                $"--Storage:ConnectionString={storage}", .. settings,
            ]);
        try
        {
            await Prepare(app, cancellation);
            await measure(slack, app);
            app.ThrowIfTroubled();
        }
        catch (Exception fault) when (fault is LoadException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new LoadException($"{fault.Message}{Environment.NewLine}{app.Said()}");
        }
        Console.WriteLine($"Memory after the load{on}: {app.Megabytes:N0} MB.");
    }

    /// <param name="on">Follows each name; empty for SQLite.</param>
    private static async Task Measure(
        LoadOptions options, List<Figures> figures, string on, FakeWebApi slack, ServerProcess app, CancellationToken cancellation)
    {
        await Ask("command answered at once", _ => new CommandUser("help", "release"));
        await Ask("command that opens a modal, until it is open", _ => new ModalUser(slack));
        await StartReleases(app, slack, LoadOptions.Connections.Sum(), cancellation);
        await Ask("submission, stored", i => new SubmissionUser($"R{i + 1}", slack));
        // A fresh release for each: what one published, the next would find published.
        var fresh = 0;
        await Ask("button and the command it takes back, stored", _ => new ButtonUser($"R{Interlocked.Increment(ref fresh)}"));
        await Ask("Done on a checklist, stored", i => new DoneUser($"R{i + 1}"));
        await Ask("Hand over, stored", i => new HandOverUser($"R{i + 1}", slack));
        await Ask("Home opened, stored", _ => new HomeUser());

        async Task Ask(string name, Func<int, IUser> user)
        {
            foreach (var connections in LoadOptions.Connections.Where(_ => name.Contains(options.Only, StringComparison.Ordinal)))
                figures.Add(await LoadRun.Measure(name + on, app, connections, options.Duration, user, cancellation));
        }
    }

    /// <summary>Waits until the app knows its people, and fills the roster.</summary>
    private static async Task Prepare(ServerProcess app, CancellationToken cancellation)
    {
        using var connection = await app.Connect(cancellation);
        using var help = SlackRequests.Command("help");
        await connection.Exchange(help.Next().Bytes, cancellation);
        Console.WriteLine($"First answer {Stopwatch.GetElapsedTime(app.StartedAt).TotalSeconds:N2} s after the start of the process.");
        while (!Encoding.UTF8.GetString((await connection.Exchange(help.Next().Bytes, cancellation)).Body.Span).Contains(
            "/release new", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        Console.WriteLine($"Memory at rest: {app.Megabytes:N0} MB.");
        using var fill = SlackRequests.Click("rotation.fill", "x");
        var (status, body) = await connection.Exchange(fill.Next().Bytes, cancellation);
        if (status != 200)
            throw new LoadException($"“Add all of PSIRT” was answered {status} {Encoding.UTF8.GetString(body.Span)}");
    }

    public static async Task StartReleases(ServerProcess app, FakeWebApi slack, int count, CancellationToken cancellation)
    {
        using var connection = await app.Connect(cancellation);
        using var open = SlackRequests.Command("new");
        for (var i = 1; i <= count; i++)
        {
            using var start = SlackRequests.NewRelease($"18.6.{i}", await OpenForm.By(open, "release.new", slack, connection, cancellation));
            var (status, body) = await connection.Exchange(start.Next().Bytes, cancellation);
            if (status != 200 || body.Length > 0)
                throw new LoadException($"New release was answered {status} {Encoding.UTF8.GetString(body.Span)}");
        }
    }
}
