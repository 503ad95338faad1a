using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>An outbox with its store and a fake Slack, which can be crashed and restarted.</summary>
internal sealed class OutboxHarness : IHomeRenderer, IChannelDirectory, IEmbargoGuard, IAsyncDisposable
{
    public static readonly OutboxPace Fast = new(
        TimeSpan.Zero, 1, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5), TimeSpan.Zero, TimeSpan.FromMilliseconds(5), [TimeSpan.Zero]);

    private readonly TestDatabase database;
    private OutboxWorker? worker;

    public OutboxHarness(string engine, OutboxPace? pace = null)
    {
        database = new TestDatabase(engine);
        Pace = pace ?? Fast;
        Store = database.Open(Time, this);
    }

    /// <summary>Takes effect at the next start.</summary>
    public OutboxPace Pace { get; set; }

    public DocumentStore Store { get; private set; }

    public FakeSlack Slack { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 17, 0, 0, TimeSpan.Zero));

    /// <summary>Channel ids by name; tests may change them.</summary>
    public Dictionary<string, string> Channels { get; } = new() { ["psirt"] = "C1", ["thanks"] = "C2" };

    /// <summary>The guard's refusal of an outgoing message; by default everything may be told.</summary>
    public Func<Outgoing, string?> Embargo { get; set; } = _ => null;

    public int Renderings { get; private set; }

    public Task<HomeViewDefinition?> Render(string user, CancellationToken cancellationToken) =>
        Task.FromResult(user == "UNONE" ? null : new HomeViewDefinition { Blocks = [], CallbackId = $"rendering {++Renderings}" });

    public ValueTask<string?> Find(string name, CancellationToken cancellationToken) => new(Channels.GetValueOrDefault(name));

    /// <summary>Slack user ids of people who left.</summary>
    public HashSet<string> Left { get; } = [];

    public long Changes { get; set; }

    public bool HasLeft(string userId) => Left.Contains(userId);

    public ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken) =>
        new(outgoing.Select(Embargo).FirstOrDefault(why => why is not null));

    public async Task Save(Commit commit) => (await Store.Commit(commit)).ShouldBe(CommitResult.Saved);

    public async Task Start()
    {
        worker = Worker();
        await worker.StartAsync(default);
    }

    /// <summary>A worker like that of another process on the same database.</summary>
    public OutboxWorker Worker(DocumentStore? store = null) =>
        new(store ?? Store, Slack, this, this, this, Pace, new StoreMetrics(), Time, NullLogger<OutboxWorker>.Instance);

    /// <summary>A store like that of another process; only PostgreSQL can open it.</summary>
    public DocumentStore OpenAnother() => database.Open(Time, this);

    /// <summary>Terminates this test's connections to PostgreSQL.</summary>
    public async Task KillConnections()
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        await connection.OpenAsync();
        await using var kill = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1", connection)
        {
            Parameters = { new() { Value = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString).ApplicationName! } },
        };
        await kill.ExecuteScalarAsync();
    }

    public IOutboxHealth Health => new OutboxHealth(Store, worker ?? Worker(), Time);

    /// <summary>Aborts the worker wherever it is, and discards everything in memory.</summary>
    public async Task Crash()
    {
        if (worker is not null)
        {
            await worker.StopAsync(default);
            worker.Dispose();
            worker = null;
        }

        Store.Dispose();
        Store = database.Open(Time, this);
    }

    /// <summary>Waits until no entry is waiting.</summary>
    public Task Settle() => Until(async () => (await Health.Read()).Waiting == 0);

    public static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition())
        {
            await Task.Delay(2, limit.Token);
        }
    }

    public static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    /// <summary>Health waits a second for the database, which is not enough on every busy machine.</summary>
    public static Task UntilHealthy(IHealthCheck health) =>
        Until(async () => (await health.CheckHealthAsync(new HealthCheckContext())).Status == HealthStatus.Healthy);

    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
        {
            await worker.StopAsync(default);
            worker.Dispose();
        }

        database.Dispose();
    }
}
