using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>In Socket Mode: whether Slack can reach the app.</summary>
internal sealed class SocketHealth(SocketModeStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(status switch
    {
        { Connected: > 0 and var open } => HealthCheckResult.Healthy($"{open} sockets to Slack are open."),
        { LastFault: { } fault } => HealthCheckResult.Unhealthy($"No socket to Slack is open, nobody reaches me: {fault.TrimEnd('.')}. It is tried again."),
        _ => HealthCheckResult.Degraded("No socket to Slack is open yet."),
    });
}
