using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Says in the log when the health of a part changes, for whoever does not watch it. What the part says is added only where it
/// has the tag <see cref="StoreHealth.InWords"/>: that of others can name what is under embargo.
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
