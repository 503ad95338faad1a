using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Operation;

/// <summary>That something needed the admins.</summary>
/// <param name="Since">When it began.</param>
/// <param name="Told">Who was told, by direct message.</param>
/// <param name="Over">When it ended; null: it goes on.</param>
public sealed record AdminAlert(DateTimeOffset Since, IReadOnlyList<string> Told, DateTimeOffset? Over);

/// <summary>
/// A line to each admin by direct message when a part of the app does not heal by itself: once, and one under it when that is over.
/// What is wrong in detail <c>/release doctor</c> says.
/// </summary>
internal sealed partial class AdminAlerts(IStore store, SlackDirectory directory, TimeProvider time, ILogger<AdminAlerts> log) : IHealthCheckPublisher
{
    internal static readonly DocumentKind<AdminAlert> Kind = new("admin-alert");

    // In words without those of an operator: admins are people in Slack.
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

    // Of this process alone: another instance is well where this one is not.
    private static readonly string[] Own = ["store", "sockets", "due work", "disk"];

    private readonly Dictionary<string, DateTimeOffset> _ill = [];

    public async Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (part, entry) in report.Entries.Where(entry => Parts.ContainsKey(entry.Key)))
        {
            // That Slack is out of reach no admin can mend, and none would hear.
            if (entry.Status == HealthStatus.Healthy || (part == "slack" && entry.Status == HealthStatus.Unhealthy))
                _ill.Remove(part);
            else
                _ill.TryAdd(part, time.GetUtcNow());
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
        DateTimeOffset? since = _ill.TryGetValue(part, out var began) ? began : null;
        if (AlertRules.Next(known?.Value, since, admins, time.GetUtcNow()) is not { } next)
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
        // A conflict: another instance was faster.
        await store.Commit(commit, ct);
    }

    [LoggerMessage(LogLevel.Warning, "No admin could be told of {Part}: {Reason}")]
    private static partial void NotTold(ILogger logger, string part, string reason);
}

/// <summary>When admins are told.</summary>
internal static class AlertRules
{
    /// <summary>What heals by itself within it is told nobody.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="known">What was told last of this part.</param>
    /// <param name="since">Since when it is not well; null: it is.</param>
    /// <returns>What is to be told, and known from then on; null: nothing.</returns>
    public static AdminAlert? Next(AdminAlert? known, DateTimeOffset? since, IReadOnlyList<string> admins, DateTimeOffset now) => (known, since) switch
    {
        ({ Over: null }, null) => known with { Over = now },
        (null or { Over: not null }, { } began) when now - began >= Patience && admins.Count > 0 => new(began, admins, null),
        _ => null,
    };
}
