using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Access;

/// <summary>Says in words what the workspace lacks: channels, scopes, groups, or which channel is shared with another organisation.</summary>
internal sealed partial class WorkspaceCheck(Settings settings, SlackDirectory directory, DirectoryReader reader, ILogger<WorkspaceCheck> log) : IHealthCheck
{
    private const string Needed = "needed: ";

    // An answer may take some seconds to arrive. From five minutes on, Slack's own requests are refused as too old.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private volatile IReadOnlyList<string> _problems = ["Slack has not answered yet."];
    private volatile bool _reached;

    /// <summary>What is wrong, a sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public void Look()
    {
        if (directory.Snapshot is not { } snapshot)
            return;
        _reached = true;
        // The local workspace's clock can be moved by hand; its server's cannot.
        var clock = settings.Mode == SlackMode.Local ? null : Clock(reader.ClockAhead);
        Say([.. Find(snapshot, settings).Concat(reader.Refused).Concat(new[] { clock, reader.OtherWorkspace }.OfType<string>()).Distinct()]);
    }

    public void Unreachable(SlackException fault) => Say([fault.ErrorCode switch
    {
        "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "not_allowed_token_type" =>
            $"Slack does not take Slack:BotToken ({fault.ErrorCode}): copy the Bot User OAuth Token from “OAuth & Permissions” anew.",
        _ => $"Slack cannot be reached: {fault.Message}.",
    }]);

    /// <summary>What is wrong with this machine's clock; null when nothing is.</summary>
    /// <param name="ahead">Of Slack's.</param>
    internal static string? Clock(TimeSpan? ahead) => ahead is { } off && off.Duration() > ClockTolerance
        ? string.Create(CultureInfo.InvariantCulture,
            $"My clock is {off.Duration().TotalMinutes:0} minutes {(off > TimeSpan.Zero ? "ahead of" : "behind")} Slack's: set this machine's, or nothing is on time.")
        : null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_problems switch
        {
            [] => HealthCheckResult.Healthy("The workspace has all that is needed."),
            var problems when _reached => HealthCheckResult.Degraded(string.Join(" ", problems)),
            var problems => HealthCheckResult.Unhealthy(string.Join(" ", problems)),
        });

    internal static IEnumerable<string> Find(DirectorySnapshot snapshot, Settings settings)
    {
        foreach (var name in settings.Channels.All.Distinct())
        {
            var channel = snapshot.Channels.GetValueOrDefault(name) ?? snapshot.Channels.Values.FirstOrDefault(c => c.Name == name);
            if (channel is null)
                yield return $"I cannot see #{name}: create it, or invite me there.";
            else if (channel.IsArchived)
                yield return $"#{channel.Name} is archived: I post nothing there. Name another channel in my settings, or unarchive it.";
            else if (channel.IsExtShared)
                yield return $"#{channel.Name} is shared with another organisation: I post nothing there. Name another channel in my settings.";
            else if (!channel.IsMember)
                yield return $"I am not in #{channel.Name}: type /invite there.";
            if (channel is { IsArchived: false, IsExtShared: false, IsPrivate: false } && settings.Channels.Embargoed.Contains(name)
                && settings.Embargo.IsOpen(channel.IsPrivate, channel.Name, channel.Id))
                yield return $"#{channel.Name} is public, and unpublished releases are spoken of there: I say nothing of them until it is private, or "
                    + $"named in Embargo:AllowPublic.";
        }
        foreach (var (role, names) in new[] { ("Psirt", settings.Access.Psirt), ("ReleaseManagers", settings.Access.ReleaseManagers),
            ("Communications", settings.Access.Communications), ("Admins", settings.Access.Admins) })
        {
            foreach (var name in names.Where(n =>
                SlackDirectory.UsersOf(snapshot, n).All(user => snapshot.Members.GetValueOrDefault(user) is { Deleted: true })))
                yield return $"Access:{role} names “{name}”: no user group with members, and no person, has that name.";
        }
        // Slack lists the token's scopes in a header; without it nothing can be said.
        if (snapshot.Scopes.Count > 0)
        {
            foreach (var scope in ShippedManifest.BotScopes.Except(snapshot.Scopes))
                yield return Missing(scope);
            if (snapshot.Scopes.Except(ShippedManifest.BotScopes).ToList() is { Count: > 0 } others)
                yield return $"My token may do more than I need ({string.Join(", ", others)}): take that off under “OAuth & Permissions”, or install me from my own manifest.";
        }
    }

    /// <summary>What an operator should do about a refusal by Slack.</summary>
    internal static string Words(SlackException refused) => refused.ErrorCode != "missing_scope"
        ? $"Slack refuses {refused.Method}: {refused.ErrorCode}. What I read there I do not know."
        : string.Join(' ', (refused.ErrorMessages.FirstOrDefault(said => said.StartsWith(Needed, StringComparison.Ordinal)) is { } needed
            ? needed[Needed.Length..].Split(',', StringSplitOptions.TrimEntries)
            : SlackScopes.ByMethod[refused.Method]).Select(Missing));

    private static string Missing(string scope) => $"The scope {scope} is missing: add it under “OAuth & Permissions” and reinstall the app.";

    private void Say(IReadOnlyList<string> problems)
    {
        var before = _problems;
        _problems = problems;
        foreach (var problem in problems.Except(before))
            Problem(log, problem);
    }

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private static partial void Problem(ILogger logger, string problem);
}
