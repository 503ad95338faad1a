using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Reports people who left the workspace but still have a duty, which nobody would do.</summary>
internal sealed class LeaversCheck(IEnumerable<IDuties> duties, SlackDirectory directory) : IHealthCheck
{
    /// <summary>One sentence each; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> Find(CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var giver in duties)
        {
            found.AddRange((await giver.Now(ct))
                .Where(d => directory.HasLeft(d.UserId))
                .Select(d => $"{directory.NameOf(d.UserId)} left and is still {d.Duty}: the other engineer and whoever is at work are asked instead."));
        }
        return found;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await Find(cancellationToken) is { Count: > 0 } found
            ? HealthCheckResult.Degraded(string.Join(" ", found))
            : HealthCheckResult.Healthy("Everyone on duty is here.");
}
