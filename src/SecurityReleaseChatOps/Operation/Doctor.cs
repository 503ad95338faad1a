using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Operation;

/// <summary>
/// Finds what is wrong with an installation before its users do: settings, files, machine, database, Slack. Uses the app's own checks
/// on a copy of the database; changes nothing, and the app may be running.
/// </summary>
internal static class Doctor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Health checks only the running app can answer; the others run here.
    private static readonly string[] FromRunning = ["store", "outbox", "due work", "sockets"];

    public static async Task<Outcome> Run(string[] args, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var looked = "settings";
        try
        {
            var settings = WebApplication.CreateSlimBuilder(args).AddSettings();
            var running = await Running(settings, ct);
            findings.AddRange(SettingsDoubts.Find(settings).Select(line => new Finding("settings", line)));
            findings.AddRange(MachineCheck.Find(settings, running is not null));
            findings.AddRange(running ?? []);
            if (running is not null && await Elsewhere(settings, ct) is { } why)
                findings.Add(new("addresses", $"PublicUrl is {settings.PublicUrl}, which does not lead to me ({why}): name the address at which Slack reaches Urls, "
                    + "or mend the proxy in front."));
            using var copy = Copy(settings, findings);
            await using var app = Program.Compose([.. args, .. copy.Settings]);
            looked = "settings, files, machine and database";
            if (settings.Mode != SlackMode.Local)
            {
                var slack = app.Services.GetRequiredService<WorkspaceFindings>();
                findings.AddRange((await slack.ReadAndFind(ct)).Select(line => new Finding("slack", line)));
                looked += ", and the workspace";
            }
        }
        catch (SettingsException wrong)
        {
            findings.AddRange(wrong.Lines.Select(line => new Finding("settings", line)));
        }
        return new(findings.Count == 0 ? $"All is well: {looked}."
            : string.Create(CultureInfo.InvariantCulture, $"{findings.Count} to mend. Looked at: {looked}."), findings);
    }

    private static StoredCopy Copy(Settings settings, List<Finding> findings)
    {
        try
        {
            var database = new PlainDatabase(settings.Stored);
            if (MachineCheck.Clock(database.Clock, TimeProvider.System.Now()) is { } line)
                findings.Add(new("clock", line));
            // There is no database before the first start, which is fine.
            return database.IsEmpty ? StoredCopy.Empty() : StoredCopy.Of(settings, null);
        }
        catch (StoreException wrong)
        {
            findings.Add(new("database", wrong.Message));
            return StoredCopy.Empty();
        }
    }

    /// <summary>Why the running app is not found where Slack looks for it; null when it is, or Slack need not.</summary>
    private static async Task<string?> Elsewhere(Settings settings, CancellationToken ct)
    {
        if (settings is not { PublicUrl: { } url, Mode: not SlackMode.Local })
            return null;
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            return await http.GetStringAsync(new Uri(url, "health/live"), ct) == nameof(HealthStatus.Healthy) ? null : "somebody else answers";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return (e as HttpRequestException)?.StatusCode is { } status ? string.Create(CultureInfo.InvariantCulture, $"it answers {(int)status}") : "it does not answer";
        }
    }

    /// <summary>Failed health checks of the running app; null when none is running.</summary>
    private static async Task<IReadOnlyList<Finding>?> Running(Settings settings, CancellationToken ct)
    {
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var answer = await http.GetAsync(new Uri(settings.ManagementUrl, "health/ready"), ct);
            var health = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(ct));
            return
            [
                .. from name in FromRunning
                   let part = health.TryGetProperty(name, out var said) ? said : default
                   where part.ValueKind == JsonValueKind.Object && part.GetProperty("status").GetString() != "Healthy"
                   select new Finding("running", part.GetProperty("says").GetString() ?? name),
            ];
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return
            [
                new("running", $"Management:Url is {settings.ManagementUrl}, where something listens that does not answer: "
                    + "if it is this app, start it anew; else name another."),
            ];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
