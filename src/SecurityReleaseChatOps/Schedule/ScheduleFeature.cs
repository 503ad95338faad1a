using Quartz;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;

namespace SecurityReleaseChatOps.Schedule;

/// <summary>
/// Quartz with its persistent store. It only wakes the look at what is due, and it keeps the real clock to do so:
/// our own clock can be moved in the local workspace, and a moved clock must not leave it waiting.
/// </summary>
internal static class ScheduleFeature
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    public static void AddSchedule(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                if (settings.Storage == StorageProvider.Postgres)
                {
                    store.UsePostgres(settings.ConnectionString);
                    store.UseClustering(_ => { });
                }
                else
                {
                    store.UseSqlite(settings.ConnectionString);
                }
                store.UseSystemTextJsonSerializer(_ => { });
                store.ProvisionSchema();
            });
            quartz.AddJob<LookForDueWork>(job => job.WithIdentity(LookForDueWork.Key).StoreDurably());
            quartz.AddTrigger<LookForDueWork>(trigger => trigger
                .WithIdentity("every-few-seconds")
                .ForJob(LookForDueWork.Key)
                .WithSimpleSchedule(s => s.WithInterval(Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));
        });
        builder.Services.AddQuartzHostedService(q =>
        {
            q.AwaitApplicationStarted = true;
            q.WaitForJobsToComplete = true;
        });
        builder.Services.AddHostedService<WakeOnMovedClock>();
    }
}

/// <summary>Whoever moves the local workspace's clock wakes the look at what is due.</summary>
internal sealed class WakeOnMovedClock(TimeProvider time, ISchedulerFactory schedulers, IHostApplicationLifetime lifetime) : IHostedService
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

    private void Wake() => _ = Task.Run(async () =>
    {
        var scheduler = await schedulers.GetScheduler(lifetime.ApplicationStopping);
        await scheduler.TriggerJob(LookForDueWork.Key, cancellationToken: lifetime.ApplicationStopping);
    });
}
