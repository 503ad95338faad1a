using System.Net;
using Npgsql;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>One of several app processes on one database, each with its own connection to it.</summary>
internal sealed class Instance(int number, Uri app, Uri management, Proxy line) : IAsyncDisposable
{
    private string[] _arguments = [];
    private string _folder = "";

    public int Number => number;

    public Uri App => app;

    public Proxy Line => line;

    public ChildProcess? Process { get; private set; }

    public async Task Start(string folder, string[] arguments)
    {
        (_folder, _arguments) = (Path.Combine(folder, $"i{number}"), arguments);
        Directory.CreateDirectory(_folder);
        await StartAgain();
    }

    public async Task StartAgain() => Process = await ChildProcess.Start("SecurityReleaseChatOps", _folder, "Application started",
    [
        .. _arguments, $"--Urls={app}", $"--Management:Url={management}", "--Slack:Pace=00:00:00.001", "--Storage:Provider=Postgres",
        "--Storage:ConnectionString=" + new NpgsqlConnectionStringBuilder(line.ConnectionString) { ApplicationName = $"i{number}", Pooling = true },
    ]);

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        await Process!.DisposeAsync();
        Process = null;
    }

    /// <summary>The answer of <c>/health/ready</c>; null when there is none.</summary>
    public async Task<(HttpStatusCode Status, string Words)?> Health() => await Ask("/health/ready");

    public async Task<string> Metrics() => (await Ask("/metrics"))?.Words ?? "";

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        await line.DisposeAsync();
    }

    private async Task<(HttpStatusCode Status, string Words)?> Ask(string path)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(new Uri(management, path));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>Several instances of the app on one PostgreSQL, behind a load balancer, with one workspace in its own process.</summary>
internal sealed class Fleet : IPlace, IAsyncDisposable
{
    private readonly string _folder;
    private readonly ChildProcess _workspace;

    private Fleet(string folder, OwnPostgres database, IReadOnlyList<Instance> instances, Balancer balancer, ChildProcess workspace, Uri slack)
    {
        _folder = folder;
        (Database, Instances, Balancer, _workspace) = (database, instances, balancer, workspace);
        Slack = new Workspace(slack);
    }

    public OwnPostgres Database { get; }

    public IReadOnlyList<Instance> Instances { get; }

    public Balancer Balancer { get; }

    public Workspace Slack { get; }

    public string Output => string.Join('\n', Instances.Select(one => $"--- {one.Number}\n{one.Process?.Output}"));

    public Task WhenUp() => Task.CompletedTask;

    public static async Task<Fleet> Start(int count, int seed)
    {
        var database = await OwnPostgres.Start();
        var instances = Enumerable.Range(0, count)
            .Select(i => new Instance(i, Ports.Free(), Ports.Free(), new Proxy(database.ConnectionString))).ToList();
        var balancer = await Balancer.Start([.. instances.Select(one => one.App)], seed);
        var (slack, folder) = (Ports.Free(), Directory.CreateTempSubdirectory("chatops-fleet-").FullName);
        var (process, arguments) = await Installation.StartWorkspace(folder, slack, new Uri(balancer.Address, "/slack/events"));
        var fleet = new Fleet(folder, database, instances, balancer, process, slack);
        await Task.WhenAll(instances.Select(one => one.Start(folder, arguments)));
        foreach (var one in instances)
            await Patience.Until($"instance {one.Number} to be ready", async () => (await one.Health())?.Status == HttpStatusCode.OK ? "" : null);
        return fleet;
    }

    /// <summary>The instance that delivers; null while none does.</summary>
    public async Task<Instance?> Deliverer() =>
        (await Database.Read(
            "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted "
            + "AND classid = hashtext('chatops-deliverer')::bigint::bit(32)::bigint::oid")).Select(name => Instances[int.Parse(name[1..])]).SingleOrDefault();

    /// <summary>Waits until everything the app wants in Slack is there.</summary>
    public Task Delivered() => Patience.Until("all to be delivered", async () =>
        (await Instances[0].Metrics()).Contains("\nchatops_outbox_waiting{} 0\n", StringComparison.Ordinal) ? "" : null,
        async () => (await Instances[0].Health())?.Words ?? "");

    public async ValueTask DisposeAsync()
    {
        Slack.Dispose();
        foreach (var one in Instances)
            await one.DisposeAsync();
        await _workspace.DisposeAsync();
        await Balancer.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
