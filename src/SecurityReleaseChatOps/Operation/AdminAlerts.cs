using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Operation;

/// <summary>An alert to the admins.</summary>
/// <param name="Since">When it began.</param>
/// <param name="Told">Slack user ids of those told by direct message.</param>
/// <param name="Over">When it ended; null while it lasts.</param>
public sealed record AdminAlert(Instant Since, IReadOnlyList<string> Told, Instant? Over);

/// <summary>
/// Sends each admin one direct message when a part of the app does not recover by itself, and a reply in its thread when it has recovered.
/// <c>/release doctor</c> has the details.
/// </summary>
internal sealed partial class AdminAlerts(IStore store, SlackDirectory directory, TimeProvider time, ILogger<AdminAlerts> log) : IHealthCheckPublisher
{
    internal static readonly DocumentKind<AdminAlert> Kind = new("admin-alert");

    // In plain words without operators' jargon: admins are Slack users.
    private static readonly Dictionary<string, string> Parts = new()
    {
        ["store"] = "my database does not work",
        ["sockets"] = "I have no connection to Slack",
        ["due work"] = "some of what is due is not looked at",
        ["disk"] = "my disk is nearly full",
        ["outbox"] = "something cannot be told in Slack",
        ["slack"] = "the workspace lacks something that I need",
        ["embargo"] = "somebody in a channel holds back what is embargoed",
        ["rotation"] = "someone left who is still on duty",
    };

    // Parts of this process: they may be healthy in another instance.
    private static readonly string[] Own = ["store", "sockets", "due work", "disk"];

    private readonly Dictionary<string, Instant> _ill = [];

    public async Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (part, entry) in report.Entries.Where(entry => Parts.ContainsKey(entry.Key)))
        {
            // While Slack is unreachable no message would arrive, and no admin could do anything.
            if (entry.Status == HealthStatus.Healthy || (part == "slack" && entry.Status == HealthStatus.Unhealthy))
                _ill.Remove(part);
            else
                _ill.TryAdd(part, time.Now());
            try
            {
                await Tell(part, cancellationToken);
            }
            catch (StoreException fault)
            {
                NotTold(log, part, fault.Message);
            }
        }
    }

    private async Task Tell(string part, CancellationToken ct)
    {
        var id = Own.Contains(part) ? $"{part} of {Environment.MachineName}" : part;
        var known = await store.Get(Kind, id, ct);
        var admins = directory.WithRole.Where(user => directory.RoleOf(user) == Role.Admin).Order(StringComparer.Ordinal).ToList();
        Instant? since = _ill.TryGetValue(part, out var began) ? began : null;
        if (AlertRules.Next(known?.Value, since, admins, time.Now()) is not { } next)
            return;
        var commit = new Commit().Put(Kind, id, next, known?.Version ?? 0);
        foreach (var admin in next.Told)
        {
            var key = $"alert/{id}/{next.Since.ToUnixTimeSeconds()}/{admin}";
            if (next.Over is null)
                commit.Show(key, admin, $":warning: *Something needs you:* {Parts[part]}. `/release doctor` says what to do.", Classification.Internal);
            else
                commit.Show(key + "/over", admin, $":white_check_mark: That is over ({Parts[part]}).", Classification.Internal, under: key);
        }
        // A conflict is ignored: another instance was faster.
        await store.Commit(commit, ct);
    }

    [LoggerMessage(LogLevel.Warning, "No admin could be told of {Part}: {Reason}")]
    private static partial void NotTold(ILogger logger, string part, string reason);
}

/// <summary>Decides when admins are told. Pure.</summary>
internal static class AlertRules
{
    /// <summary>Faults that recover within this time are not reported.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(5);

    /// <param name="known">The part's latest alert.</param>
    /// <param name="since">Since when it has been unhealthy; null while healthy.</param>
    /// <returns>The alert to send and store; null for none.</returns>
    public static AdminAlert? Next(AdminAlert? known, Instant? since, IReadOnlyList<string> admins, Instant now) => (known, since) switch
    {
        ({ Over: null }, null) => known with { Over = now },
        (null or { Over: not null }, { } began) when now - began >= Patience && admins.Count > 0 => new(began, admins, null),
        _ => null,
    };
}
