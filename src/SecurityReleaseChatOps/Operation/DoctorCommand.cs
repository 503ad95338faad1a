using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Operation;

/// <summary><c>/release doctor</c>: the diagnosis of the running app, for admins in Slack. Operators' faults are named without details.</summary>
internal sealed class DoctorCommand(WorkspaceFindings workspace, HealthCheckService health, IOutboxHealth outbox) : ISubcommand
{
    // Below Slack's limit for a message; with this many, start at the top.
    private const int Most = 20;

    private static readonly Dictionary<string, string> Inside = new()
    {
        ["store"] = "My database does not work",
        ["sockets"] = "No connection of mine to Slack is open",
        ["due work"] = "Some of what is due by the clock is not looked at",
        ["disk"] = "My disk is nearly full",
    };

    public CommandUsage Usage { get; } = new("/release", "doctor", "", "what is wrong with my set-up, and what to do", Role.Admin);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var report = await health.CheckHealthAsync(check => Inside.ContainsKey(check.Name), ct);
        List<string> found =
        [
            .. await workspace.Find(ct),
            .. (await outbox.Read(ct)).Words,
            .. report.Entries.Where(part => part.Value.Status != HealthStatus.Healthy)
                .Select(part => $"{Inside[part.Key]}: who runs me finds why in /health/ready and the log."),
        ];
        return SlashCommandResponse.Ephemeral(found.Count == 0
            ? "All is well: my database, my connection, channels, scopes and groups."
            : string.Join('\n', found.Take(Most).Select(line => "• " + Mrkdwn.Plain(line)).Prepend($"*{found.Count} to mend*")));
    }
}
