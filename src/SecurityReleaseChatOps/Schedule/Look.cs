using System.Diagnostics.Metrics;
using NodaTime.Extensions;
using Quartz;

namespace SecurityReleaseChatOps.Schedule;

/// <summary>
/// The Quartz job of every kind of due work: its key names the <see cref="IDueJob"/> that looks. The time of the last successful look is stored
/// with the job, so that every instance sharing the schedule knows it.
/// </summary>
[DisallowConcurrentExecution, PersistJobDataAfterExecution]
internal sealed class Look(Looks looks, SteadyTime steady) : IJob
{
    private const string Succeeded = "succeeded";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var late = context.ScheduledFireTimeUtc is { } planned ? context.FireTimeUtc - planned : TimeSpan.Zero;
        if (await looks.At(context.JobDetail.Key.Name, late, cancellationToken))
            context.JobDetail.JobDataMap[Succeeded] = steady.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
    }

    /// <summary>When a look last succeeded, by <see cref="SteadyTime"/>; null when none has yet.</summary>
    public static Instant? LastSuccess(IJobDetail job) =>
        job.JobDataMap.TryGetValue(Succeeded, out var at) && at is string known ? DateTimeOffset.Parse(known, CultureInfo.InvariantCulture).ToInstant() : null;
}

/// <summary>
/// The looks of this process. Separate from the Quartz job, because whatever Quartz creates gets the clock that wakes, while what is due
/// is judged by the app's clock.
/// </summary>
internal sealed partial class Looks
{
    private readonly IServiceProvider services;
    private readonly TimeProvider time;
    private readonly ILogger<Looks> log;
    private readonly Counter<long> _looks;
    private readonly Gauge<double> _lag;

    public Looks(IServiceProvider services, TimeProvider time, IMeterFactory meters, ILogger<Looks> log)
    {
        (this.services, this.time, this.log) = (services, time, log);
        var meter = meters.Create(Tracing.Name);
        _looks = meter.CreateCounter<long>("chatops.job.looks", null, "Looks at what is due");
        _lag = meter.CreateGauge<double>("chatops.job.lag", "s", "How long after its time the last look began");
    }

    /// <summary>Looks at one kind of due work.</summary>
    /// <param name="late">How long after its scheduled time it begins.</param>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> At(string job, TimeSpan late, CancellationToken ct)
    {
        _lag.Record(Math.Max(0, late.TotalSeconds), new KeyValuePair<string, object?>("job", job));
        var failed = false;
        try
        {
            await services.GetRequiredKeyedService<IDueJob>(job).Look(time.Now(), ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Failed(log, fault, job);
            failed = true;
        }
        _looks.Add(1, new("job", job), new("outcome", failed ? "failed" : "ok"));
        return !failed;
    }

    [LoggerMessage(LogLevel.Error, "The look at {Job} failed; it is tried again shortly")]
    private static partial void Failed(ILogger logger, Exception fault, string job);
}
