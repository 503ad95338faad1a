using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>A place where a day can be played.</summary>
internal interface IPlace
{
    Workspace Slack { get; }

    /// <summary>What the app wrote to its console.</summary>
    string Output { get; }

    /// <summary>Waits until the app is running.</summary>
    Task WhenUp();
}

/// <summary>The app with its own data, and a workspace in the same or another process.</summary>
internal sealed partial class Installation : IPlace, IAsyncDisposable
{
    private const string App = "SecurityReleaseChatOps";
    private const string LocalSlack = "SecurityReleaseChatOps.LocalSlack";
    // Seconds that a workspace waits for an answer of an app that nobody freezes: how fast the machine is says nothing of the app.
    private const string Patient = "30";
    private const string Secret = "--Slack:SigningSecret=";
    private const string FullCollections = "dotnet_gc_collections_total{gc_heap_generation=\"gen2\"}";

    private readonly string _folder = Directory.CreateTempSubdirectory("chatops-e2e-").FullName;
    private readonly Uri _app = Ports.Free();
    private readonly Uri _management = Ports.Free();
    private readonly List<TimeSpan> _starts = [];
    private readonly Lock _gate = new();
    private string[] _arguments = [];
    private ChildProcess? _slackProcess;
    private ChildProcess? _process;
    private readonly string[] _storage;
    private Task _up = Task.CompletedTask;

    private Installation(Uri slack, string[]? storage = null)
    {
        Slack = new Workspace(slack) { Settles = Settled };
        _storage = storage ?? [$"--Storage:ConnectionString=Data Source={Database}"];
    }

    public Workspace Slack { get; }

    /// <summary>The app's address.</summary>
    public Uri AppAddress => _app;

    /// <summary>The secret that signs deliveries over HTTP.</summary>
    public string SigningSecret { get; private set; } = "";

    /// <summary>The file of the SQLite database.</summary>
    public string Database => Path.Combine(_folder, "chatops.db");

    /// <summary>How long each start took, from the process's start until it accepts requests.</summary>
    public IReadOnlyList<TimeSpan> Starts => _starts;

    /// <summary>What the app wrote to its console since its last start.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>As a newcomer starts it: one process, with nothing configured but its addresses.</summary>
    public static Task<Installation> Local() => Local(null);

    /// <summary>The same on LiteDB.</summary>
    public static Task<Installation> LocalOnLiteDb() => Local(["--Storage:Provider=LiteDb", "--Storage:ConnectionString=chatops.litedb"]);

    /// <summary>The same on PostgreSQL.</summary>
    public static async Task<Installation> LocalOnPostgres(OwnPostgres database) =>
        await Local(["--Storage:Provider=Postgres", $"--Storage:ConnectionString={database.ConnectionString}"]);

    private static async Task<Installation> Local(string[]? storage)
    {
        var slack = Ports.Free();
        var installation = new Installation(slack, storage);
        installation._arguments = [.. installation.Common(), $"--LocalSlack:Url={slack}", $"--LocalSlack:AnswerTime=00:00:{Patient}"];
        await installation.Start();
        await installation.Ready();
        return installation;
    }

    /// <summary>The app over signed HTTP, with a server of Slack's Web API in another process.</summary>
    public static Task<Installation> Http() => Apart(socket: false);

    /// <summary>The same over Socket Mode.</summary>
    public static Task<Installation> Socket() => Apart(socket: true);

    /// <summary>kill -9, and a restart on the same data. Calls in between get no answer.</summary>
    public Task KillAndStart()
    {
        lock (_gate)
            return _up = Again();

        async Task Again()
        {
            await _process!.DisposeAsync();
            _process = null;
            await Start();
        }
    }

    /// <summary>Waits until the app is running.</summary>
    public Task WhenUp()
    {
        lock (_gate)
            return _up;
    }

    /// <summary>Waits until everything the app wants in Slack is there.</summary>
    public async Task Delivered()
    {
        await WhenUp();
        await AppSays("/metrics", "\nchatops_outbox_waiting{} 0\n");
    }

    /// <summary>Waits until everything due by now is done and shown.</summary>
    private async Task Settled()
    {
        // A look in progress may have begun before the clock was moved; the next one has not.
        for (var round = 0; round < 2; round++)
        {
            var before = await Looks();
            await Slack.Post("clock", new() { ["advance"] = "PT0S" });
            await Patience.Until("every job to look", async () => (await Looks()).All(job => job.Value > before.GetValueOrDefault(job.Key)) ? "" : null);
        }
        await Delivered();
    }

    private async Task<Dictionary<string, long>> Looks()
    {
        return Look().Matches(await Manages("/metrics"))
            .ToDictionary(look => look.Groups["job"].Value, look => long.Parse(look.Groups["count"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""^chatops_job_looks_total\{job="(?<job>[^"]+)",outcome="ok"\} (?<count>\d+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Look();

    /// <summary>
    /// How many outbox entries the app gave up. An interrupted bookmark is not counted: Slack does not tell whether it exists, so it is left to
    /// people.
    /// </summary>
    public async Task<long> GivenUp() =>
        long.Parse((await Read("SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND kind <> 'AddBookmark'")).Single(), CultureInfo.InvariantCulture);

    /// <summary>The first column of a query's result. On other engines than SQLite the app is stopped, and its database copied to SQLite.</summary>
    public async Task<IReadOnlyList<string>> Read(string sql)
    {
        if (!File.Exists(Database))
        {
            var backup = Path.Combine(_folder, "copy.backup");
            await _process!.Kill();
            await ChildProcess.Run(App, _folder, ["backup", backup, .. _storage]);
            await ChildProcess.Run(App, _folder, ["restore", backup, $"--Storage:ConnectionString=Data Source={Database}"]);
        }
        await using var database = new SqliteConnection($"Data Source={Database};Mode=ReadOnly");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        Slack.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        if (_slackProcess is not null)
            await _slackProcess.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Installation> Apart(bool socket)
    {
        var slack = Ports.Free();
        var installation = new Installation(slack);
        (installation._slackProcess, var connects) = await StartWorkspace(
            installation._folder, slack, socket ? null : new Uri(installation._app, "/slack/events"), "--patience", Patient);
        installation._arguments = [.. installation.Common(), .. connects];
        installation.SigningSecret = installation._arguments.Single(one => one.StartsWith(Secret, StringComparison.Ordinal))[Secret.Length..];
        await installation.Start();
        await installation.Ready();
        return installation;
    }

    /// <summary>Starts a server of Slack's Web API.</summary>
    /// <param name="deliveries">Where it delivers what people do; null: over Socket Mode.</param>
    /// <returns>The server, and the settings for an app to connect to it.</returns>
    public static async Task<(ChildProcess Process, string[] Settings)> StartWorkspace(string folder, Uri slack, Uri? deliveries, params string[] more)
    {
        var manifest = Path.Combine(folder, "manifest.json");
        await File.WriteAllTextAsync(manifest, Manifest(deliveries is null));
        var process = await ChildProcess.Start(LocalSlack, folder, "Signing secret",
            ["--no-rate-limits", "--url", slack.ToString(), "--manifest", manifest, "--data", Path.Combine(folder, "workspace.db"),
                .. deliveries is null ? [] : (string[])["--app-url", deliveries.ToString()], .. more]);
        return (process,
        [
            $"--Slack:Mode={(deliveries is null ? "Socket" : "Http")}",
            $"--Slack:ApiUrl={slack}api/",
            $"--Slack:BotToken={Said("Bot token")}",
            $"--Slack:SigningSecret={Said("Signing secret")}",
            .. deliveries is null ? [$"--Slack:AppToken={Said("App token")}"] : (string[])[],
        ]);

        string Said(string name) => process.Output.Split('\n').Single(line => line.Contains(name, StringComparison.Ordinal)).Split(name)[1].Trim();
    }

    private static string Manifest(bool socket)
    {
        using var shipped = typeof(Program).Assembly.GetManifestResourceStream("slack-app.json")!;
        var manifest = JsonNode.Parse(shipped)!;
        manifest["settings"]!["socket_mode_enabled"] = socket;
        return manifest.ToJsonString();
    }

    /// <summary>Waits until the app has read from Slack who is who; a newcomer takes longer than that.</summary>
    private Task Ready() => AppSays("/health/ready", "Healthy");

    /// <summary>A page of the app's management endpoint.</summary>
    public async Task<string> Manages(string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(_management, path));
    }

    /// <summary>The sum over all series of one of the app's metrics; with labels, of those alone.</summary>
    public async Task<double> Metric(string name) => (await Manages("/metrics")).Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>The bytes that the app keeps when its garbage is collected.</summary>
    public async Task<double> Live()
    {
        // Twice, so that what waits for its finalizer is gone too.
        for (var round = 0; round < 2; round++)
        {
            var before = await Metric(FullCollections);
            await Garbage.Collect(_process!.Id);
            await Patience.Until("a full collection", async () => await Metric(FullCollections) > before ? "" : null);
        }
        return await Metric("dotnet_gc_last_collection_heap_size_bytes");
    }

    /// <summary>Waits until that page contains these words.</summary>
    public Task Says(string path, string words) => AppSays(path, words);

    private async Task AppSays(string path, string words)
    {
        using var http = new HttpClient();
        await Patience.Until($"“{words}” on {path}", async () =>
        {
            using var answer = await http.GetAsync(new Uri(_management, path));
            return (await answer.Content.ReadAsStringAsync()).Contains(words, StringComparison.Ordinal) && answer.IsSuccessStatusCode ? "" : null;
        });
    }

    private string[] Common() =>
        [$"--Urls={_app}", $"--Management:Url={_management}", "--Slack:Pace=00:00:00.001", .. _storage];

    private async Task Start()
    {
        var begun = Stopwatch.GetTimestamp();
        _process = await ChildProcess.Start(App, _folder, _slackProcess is null ? "The local workspace is ready" : "Application started", _arguments);
        _starts.Add(Stopwatch.GetElapsedTime(begun));
    }
}
