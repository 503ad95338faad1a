using System.Globalization;
using System.Text;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Load;

/// <summary>Measures the app as shipped, in its own process, with its store on disk and <see cref="FakeWebApi"/> as Slack.</summary>
internal static class TheApp
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    // There is a look at all due work every ten seconds.
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(60);

    /// <param name="storage">The connection string, with <c>{0}</c> for a file.</param>
    /// <param name="hasHistory">Whether it starts with <see cref="LongHistory"/>.</param>
    public static async Task Measure(
        LoadOptions options, List<Figures> figures, string provider, string storage, bool hasHistory, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("chatops-load-").FullName;
        try
        {
            var on = Server.App(provider, hasHistory);
            var place = new StoreOptions
            {
                Provider = provider,
                ConnectionString = storage.Replace("{0}", Path.Combine(data, "chatops.db"), StringComparison.Ordinal),
            };
            var settings = hasHistory ? await LongHistory.Write(options, place, data, cancellation) : [$"--Storage:Provider={provider}"];
            await Run(options, place.ConnectionString, settings, hasHistory ? LongHistory.People.Ids : FakeWebApi.Two, on.Name, async (slack, app) =>
            {
                if (options.All || options.History)
                    await DueWork(app, on, cancellation);
                var before = hasHistory ? (LongHistory.People.Ended, LongHistory.Active) : (0, 0);
                await Measure(options, figures, on, before, slack, app, cancellation);
            }, cancellation);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Starts the app with its fake Slack, and measures it.</summary>
    /// <param name="settings">As on the command line.</param>
    /// <param name="people">Slack user ids of PSIRT.</param>
    public static async Task Run(
        LoadOptions options, string storage, IReadOnlyList<string> settings, IReadOnlyList<string> people, string on,
        Func<FakeWebApi, ServerProcess, Task> measure, CancellationToken cancellation)
    {
        using var slack = new FakeWebApi(people);
        SlackRequests.ResponseUrl = slack.Url;
        var port = ServerProcess.FreePort();
        await using var app = ServerProcess.StartDotnet(
            options.App, port,
            [
                $"--Urls=http://127.0.0.1:{port}", "--Management:Url=http://127.0.0.1:0",
                "--Slack:Mode=Http", "--Slack:BotToken=xoxb-load", $"--Slack:SigningSecret={Secret}", $"--Slack:ApiUrl={slack.Url}api/",
                $"--Storage:ConnectionString={storage}", .. settings,
            ]);
        try
        {
            await Prepare(app, on, cancellation);
            await measure(slack, app);
            app.ThrowIfTroubled();
        }
        catch (Exception fault) when (fault is LoadException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new LoadException($"{fault.Message}{Environment.NewLine}{app.Said()}");
        }
        Console.WriteLine($"Memory after the load{on}: {app.Megabytes:N0} MB.");
    }

    private static async Task DueWork(ServerProcess app, Server on, CancellationToken cancellation)
    {
        // The first looks also compile code and fill caches.
        await Task.Delay(AtRest, cancellation);
        var before = app.ProcessorTime;
        await Task.Delay(AtRest, cancellation);
        Console.WriteLine($"Due work and all else at rest: {(app.ProcessorTime - before) / AtRest:P1} of a core{on.Name}.");
    }

    /// <param name="before">How many releases have already ended, and how many are already active.</param>
    private static async Task Measure(
        LoadOptions options, List<Figures> figures, Server on, (int Ended, int Active) before, FakeWebApi slack, ServerProcess app,
        CancellationToken cancellation)
    {
        await Ask("command answered at once", (_, _) => new CommandUser("help", "release"));
        await Ask("command that opens a modal, until it is open", (_, _) => new ModalUser(slack));
        var all = LoadOptions.Connections.Sum();
        await StartReleases(app, slack, Enumerable.Range(before.Active + 1, all - before.Active), cancellation);
        await Ask("submission, stored", (i, _) => new SubmissionUser(Release(i), slack));
        // A new release for each, since one user's changes would disturb the next.
        var fresh = -1;
        await Ask("button and the command it takes back, stored", (_, _) => new ButtonUser(Release(Interlocked.Increment(ref fresh))));
        await Ask("Done on a checklist, stored", (i, _) => new DoneUser(Release(i)));
        // No release is handed over thousands of times: each takes all releases that nobody else takes, in turn.
        await Ask("Hand over, stored", (i, of) => new HandOverUser([.. Enumerable.Range(0, all).Where(n => n % of == i).Select(Release)], slack));
        await Ask("Home opened, stored", (_, _) => new HomeUser());

        string Release(int i) => string.Create(CultureInfo.InvariantCulture, $"R{before.Ended + i + 1}");

        // A user is made from its number among so many.
        async Task Ask(string asked, Func<int, int, IUser> user)
        {
            foreach (var connections in LoadOptions.Connections.Where(_ => asked.Contains(options.Only, StringComparison.Ordinal)))
                figures.Add(await LoadRun.Measure(asked, on, app, connections, options, i => user(i, connections), cancellation));
        }
    }

    /// <summary>Waits until the app knows its people, and fills the roster.</summary>
    private static async Task Prepare(ServerProcess app, string on, CancellationToken cancellation)
    {
        using var help = SlackRequests.Command("help");
        await app.FirstAnswer(on, help, cancellation);
        using var connection = await app.Connect(cancellation);
        while (!Encoding.UTF8.GetString((await connection.Exchange(help.Next().Bytes, cancellation)).Body.Span).Contains(
            "/release new", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        Console.WriteLine($"Memory at rest{on}: {app.Megabytes:N0} MB.");
        using var fill = SlackRequests.Click("rotation.fill", "x");
        var (status, body) = await connection.Exchange(fill.Next().Bytes, cancellation);
        if (status != 200)
            throw new LoadException($"“Add all of PSIRT” was answered {status} {Encoding.UTF8.GetString(body.Span)}");
    }

    /// <param name="numbers">Numbers in their ids and versions.</param>
    public static async Task StartReleases(ServerProcess app, FakeWebApi slack, IEnumerable<int> numbers, CancellationToken cancellation)
    {
        using var connection = await app.Connect(cancellation);
        using var open = SlackRequests.Command("new");
        foreach (var i in numbers)
        {
            using var start = SlackRequests.NewRelease($"18.6.{i}", await OpenForm.By(open, "release.new", slack, connection, cancellation));
            var (status, body) = await connection.Exchange(start.Next().Bytes, cancellation);
            if (status != 200 || body.Length > 0)
                throw new LoadException($"New release was answered {status} {Encoding.UTF8.GetString(body.Span)}");
        }
    }
}
