using OpenTelemetry.Metrics;
using Quartz;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;

namespace SecurityReleaseChatOps.Schedule;

/// <summary>Quartz wakes each kind of due work every few seconds; on PostgreSQL the instances share one schedule.</summary>
internal static class ScheduleFeature
{
    /// <summary>The scheduler's name. Without one, Quartz would make its clock that of the whole app.</summary>
    public const string Name = "due-work";

    /// <summary>How often each job looks for due work.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

    // Between retries after a database fault.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    public static void AddSchedule(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSchedule(new SteadyTime(TimeProvider.System), settings);
        builder.Services.AddHostedService<WakeOnMovedClock>();
    }

    /// <summary>Call after all <see cref="AddDueJob"/>: each becomes a Quartz job with a trigger of its own.</summary>
    /// <param name="steady">The clock that wakes the jobs.</param>
    public static void AddSchedule(this IServiceCollection services, SteadyTime steady, Settings settings)
    {
        services.AddSingleton(steady);
        services.AddSingleton<Looks>();
        services.AddSingleton<DueJobs>();
        services.AddMetrics();
        services.ConfigureOpenTelemetryMeterProvider((provider, meters) => meters.AddInstrumentation(provider.GetRequiredService<DueJobs>()));
        services.AddHealthChecks().AddCheck<DueJobs>("due work");
        services.AddQuartz(Name, quartz =>
        {
            quartz.UseTimeProvider(steady);
            if (settings.Storage == StorageProvider.Postgres)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(settings.ScheduleConnection);
                    store.ConfigureStore(options => options.DbRetryInterval = BetweenTries);
                    store.UseClustering(_ => { });
                    store.UseSystemTextJsonSerializer(_ => { });
                    store.ProvisionSchema();
                });
            }
            foreach (var job in services.Select(service => service.ImplementationInstance).OfType<DueJobName>().ToList())
            {
                quartz
                    .AddJob<Look>(configure => configure.WithIdentity(job.Key).StoreDurably())
                    .AddTrigger<Look>(trigger => trigger
                        .WithIdentity(job.Name)
                        .ForJob(job.Key)
                        .WithSimpleSchedule(s =>
                            s.WithInterval(Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));
            }
        });
        services.AddQuartzHostedService(Name, q =>
        {
            q.AwaitApplicationStarted = true;
            q.WaitForJobsToComplete = true;
        });
    }

    /// <summary>Adds a kind of due work.</summary>
    /// <param name="name">What it does, in kebab case.</param>
    public static void AddDueJob<TJob>(this IServiceCollection services, string name)
        where TJob : class, IDueJob
    {
        services.AddSingleton(new DueJobName(name));
        services.AddKeyedSingleton<IDueJob, TJob>(name);
    }
}

/// <summary>Wakes all jobs when somebody moves the local workspace's clock.</summary>
internal sealed class WakeOnMovedClock(TimeProvider time, DueJobs jobs, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (time is WorkspaceClock clock)
            clock.Moved += Wake;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (time is WorkspaceClock clock)
            clock.Moved -= Wake;
        return Task.CompletedTask;
    }

    private void Wake() => _ = Task.Run(() => jobs.Wake(lifetime.ApplicationStopping));
}
