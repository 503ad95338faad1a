using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace SecurityReleaseChatOps.Schedule;

/// <summary>The name of a kind of due work, used for its Quartz job, its metrics and its health.</summary>
internal sealed record DueJobName(string Name)
{
    public JobKey Key => new(Name);
}

/// <summary>All jobs: wakes them, and knows how long ago each last looked without a fault.</summary>
internal sealed class DueJobs : IHealthCheck
{
    /// <summary>Without a successful look for this long something is wrong: looks are seconds apart.</summary>
    private static readonly Duration Silent = Duration.FromMinutes(2);

    private readonly IEnumerable<DueJobName> names;
    private readonly IScheduler scheduler;
    private readonly SteadyTime steady;
    private readonly Instant _began;

    public DueJobs(IEnumerable<DueJobName> names, [FromKeyedServices(ScheduleFeature.Name)] IScheduler scheduler, SteadyTime steady, IMeterFactory meters)
    {
        (this.names, this.scheduler, this.steady, _began) = (names, scheduler, steady, steady.Now());
        meters.Create(Tracing.Name).CreateObservableGauge("chatops.job.last_success", Ages, "s", "Time since the job last looked without a fault");

        // Gauges are read synchronously, so the collector waits.
        IEnumerable<Measurement<double>> Ages() => Since(default).GetAwaiter().GetResult()
            .Select(job => new Measurement<double>(job.Since.TotalSeconds, new KeyValuePair<string, object?>("job", job.Name)));
    }

    /// <summary>Makes each job look now.</summary>
    public async Task Wake(CancellationToken ct)
    {
        foreach (var name in names)
            await scheduler.TriggerJob(name.Key, cancellationToken: ct);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silent = (await Since(cancellationToken)).Where(job => job.Since >= Silent).ToList();
        return silent.Count == 0
            ? HealthCheckResult.Healthy("Due work is looked at.")
            : HealthCheckResult.Degraded(
                string.Join(' ', silent.Select(job => $"No look at {job.Name} has succeeded for {job.Since.TotalMinutes:0} minutes: the log says why.")));
    }

    private async Task<IReadOnlyList<(string Name, Duration Since)>> Since(CancellationToken ct)
    {
        var since = new List<(string, Duration)>();
        foreach (var name in names)
        {
            var last = await scheduler.GetJobDetail(name.Key, ct) is { } job && Look.LastSuccess(job) is { } at && at > _began ? at : _began;
            since.Add((name.Name, steady.Now() - last));
        }
        return since;
    }
}
