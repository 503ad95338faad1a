using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Logs each change in the health of a part, for those who do not watch it. The part's own words are logged only if it has the
/// tag <see cref="StoreHealth.InWords"/>, because those of other parts can name embargoed facts.
/// </summary>
internal sealed partial class HealthLog(ILogger<HealthLog> log) : IHealthCheckPublisher
{
    private const string Elsewhere = "/health/ready on Management:Url says why";

    private readonly Dictionary<string, HealthStatus> _known = [];

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (name, entry) in report.Entries)
        {
            if (_known.GetValueOrDefault(name, HealthStatus.Healthy) == entry.Status)
                continue;
            _known[name] = entry.Status;
            Changed(log, entry.Status switch
            {
                HealthStatus.Unhealthy =>
                LogLevel.Error,
                HealthStatus.Degraded => LogLevel.Warning,
                _ => LogLevel.Information
            }, name, entry.Status,
                entry.Tags.Contains(StoreHealth.InWords) ? entry.Description : Elsewhere);
        }
        return Task.CompletedTask;
    }

    [LoggerMessage("{Part} is {Status}: {Says}")]
    private static partial void Changed(ILogger log, LogLevel level, string part, HealthStatus status, string? says);
}
