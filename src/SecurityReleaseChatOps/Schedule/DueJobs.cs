using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Schedule;

/// <summary>The name of a kind of due work, as its Quartz job, its metrics and its health have it.</summary>
internal sealed record DueJobName(string Name)
{
    public JobKey Key => new(Name);
}

/// <summary>All jobs together: woken, and how long ago each last looked without a fault.</summary>
internal sealed class DueJobs(
    IEnumerable<DueJobName> names, [FromKeyedServices(ScheduleFeature.Name)] IScheduler scheduler, SteadyTime steady, Looks looks) : IHealthCheck, IMetrics
{
    /// <summary>After so long without a look that succeeded something is wrong: looks are seconds apart.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(2);

    private readonly DateTimeOffset _began = steady.GetUtcNow();

    /// <summary>Has each job look now.</summary>
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

    public async Task<IReadOnlyList<Metric>> Read(CancellationToken ct) =>
    [
        .. (await Since(ct)).SelectMany(job => new Metric[]
        {
            new("chatops_job_last_success_seconds", "Time since the job last looked without a fault", job.Since.TotalSeconds, ("job", job.Name)),
            new("chatops_job_looks", "Looks without a fault", looks.Count(job.Name, failed: false), ("job", job.Name)),
            new("chatops_job_faults", "Looks that failed", looks.Count(job.Name, failed: true), ("job", job.Name)),
        }).OrderBy(metric => metric.Name),
    ];

    private async Task<IReadOnlyList<(string Name, TimeSpan Since)>> Since(CancellationToken ct)
    {
        var since = new List<(string, TimeSpan)>();
        foreach (var name in names)
        {
            var last = await scheduler.GetJobDetail(name.Key, ct) is { } job && Look.LastSuccess(job) is { } at && at > _began ? at : _began;
            since.Add((name.Name, steady.GetUtcNow() - last));
        }
        return since;
    }
}
