using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Schedule;

/// <summary>What triggers the jobs, on a machine whose clock is set while they run.</summary>
public sealed class LookTests : IAsyncLifetime
{
    // A clock whose wall time can be set; elapsed time and timers are not affected.
    private readonly FakeTimeProvider _passing = new();
    private readonly WorkspaceClock _machine;
    private readonly Counting _job = new();
    private readonly IHost _host;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _looks = [];

    public LookTests()
    {
        _machine = new(_passing);
        _host = Host([]);
    }

    public async Task InitializeAsync()
    {
        var own = _host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "chatops.job.looks" && instrument.Meter.Scope == own)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => _looks.AddOrUpdate(
            tags.ToArray().Single(tag => tag.Key == "outcome").Value!.ToString()!, value, (_, before) => before + value));
        _listener.Start();
        await _host.StartAsync();
        await _job.Looked(0);
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task Looks_go_on_within_one_interval_whichever_way_the_clock_is_set()
    {
        TimeSpan[] steps = [TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(-3), TimeSpan.FromDays(1), TimeSpan.FromDays(-1), TimeSpan.FromDays(365),
            TimeSpan.FromDays(-365)];
        foreach (var step in steps)
        {
            _machine.Advance(step);
            var before = _job.Count;
            _passing.Advance(ScheduleFeature.Every);
            await _job.Looked(before);
            _job.LastNow.ShouldBe(_machine.Now(), "what is due is judged by the clock as it was set");
        }
    }

    [Fact]
    public async Task Health_says_when_no_look_succeeds_and_when_one_does_again()
    {
        (await Health()).Status.ShouldBe(HealthStatus.Healthy);
        _job.Fault = new InvalidOperationException("secret words");
        await PassesUntil(async () => (await Health()).Status == HealthStatus.Degraded);
        (await Health()).Description.ShouldBe("No look at counting has succeeded for 2 minutes: the log says why.");
        _job.Fault = null;
        await PassesUntil(async () => (await Health()).Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Metrics_count_looks_and_faults()
    {
        _job.Fault = new InvalidOperationException();
        var before = _job.Count;
        _passing.Advance(ScheduleFeature.Every);
        await _job.Looked(before);
        await Eventually(() => Task.FromResult((_looks.GetValueOrDefault("ok"), _looks.GetValueOrDefault("failed")) == (1, 1)));
    }

    [SkippableFact]
    public async Task On_postgresql_the_instances_share_one_schedule_and_know_when_a_look_last_succeeded()
    {
        using var database = new TestDatabase("Postgres");
        KeyValuePair<string, string?>[] settings = [new("Storage:Provider", "Postgres"), new("Storage:ConnectionString", database.Options.ConnectionString)];
        var before = _job.Count;
        using var one = Host(settings);
        await one.StartAsync();
        await _job.Looked(before);
        using var other = Host(settings);
        await other.StartAsync();
        foreach (var step in new[] { 1, -1 })
        {
            _machine.Advance(TimeSpan.FromHours(step));
            before = _job.Count;
            await Eventually(() =>
            {
                _passing.Advance(ScheduleFeature.Every);
                return Task.FromResult(_job.Count >= before + 15);
            });
        }
        foreach (var host in new[] { one, other })
            await Eventually(async () => (await Health(host)).Status == HealthStatus.Healthy);
        await one.StopAsync();
        await other.StopAsync();
    }

    private IHost Host(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(_machine);
        builder.Services.AddDueJob<Counting>("counting");
        builder.Services.AddKeyedSingleton<IDueJob>("counting", _job);
        builder.Services.AddSchedule(new SteadyTime(_machine), Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        return builder.Build();
    }

    private Task<HealthReportEntry> Health() => Health(_host);

    private static async Task<HealthReportEntry> Health(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["due work"];

    private Task PassesUntil(Func<Task<bool>> so) => Eventually(async () =>
    {
        if (await so())
            return true;
        var before = _job.Count;
        _passing.Advance(ScheduleFeature.Every);
        await _job.Looked(before);
        return await so();
    });

    private static async Task Eventually(Func<Task<bool>> so)
    {
        using var limit = new CancellationTokenSource(TestDay.Patience);
        while (!await so())
        {
            await Task.Delay(2, limit.Token);
        }
    }

    private sealed class Counting : IDueJob
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Instant LastNow { get; private set; }

        public Exception? Fault { get; set; }

        public Task Look(Instant now, CancellationToken ct)
        {
            LastNow = now;
            Interlocked.Increment(ref _count);
            return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
        }

        public Task Looked(int before) => Eventually(() => Task.FromResult(Count > before));
    }
}
