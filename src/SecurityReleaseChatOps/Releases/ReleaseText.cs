namespace SecurityReleaseChatOps.Releases;

/// <summary>How a release is named and dated wherever it is shown.</summary>
public static class ReleaseText
{
    /// <summary>mrkdwn: says that a button's release does not exist.</summary>
    public const string Gone = "This release is not there any more. `/release list` shows all.";

    /// <summary>Plain text: <c>GitLab 18.6.1, 18.5.3</c>, and whether it is a rehearsal.</summary>
    public static string Title(this Release release) => $"{release.Product} {string.Join(", ", release.Versions)}{(release.Rehearsal ? " (rehearsal)" : "")}";

    /// <summary>Plain text: <c>R12</c>, and whether it is a rehearsal.</summary>
    public static string ShownId(this Release release) => release.Rehearsal ? $"{release.Id} (rehearsal)" : release.Id;

    /// <summary>mrkdwn: its id and its title.</summary>
    public static string Named(this Release release) => $"*{release.Id}* {Mrkdwn.Plain(release.Title())}";

    /// <summary>The name of a process.</summary>
    public static string Name(this ReleaseKind kind) => kind switch
    {
        ReleaseKind.Planned => "Planned",
        ReleaseKind.Critical => "Critical",
        ReleaseKind.AppSec => "AppSec (2023)",
        _ => "Out-of-band",
    };

    /// <summary>A severity in a word; <c>unknown</c> without one.</summary>
    public static string Name(this Severity? severity) => severity?.ToString().ToLowerInvariant() ?? "unknown";

    /// <summary>mrkdwn: the severity that counts, and where it comes from: <c>high, from its fixes</c>.</summary>
    public static string SeverityAndWhence(this Release release) => release.WorstSeverity.Name() + (
        release.WorstSeverity is null ? ""
        : release.Kind == ReleaseKind.Critical ? ", by its process"
        : release.Lowered is { } lowered ? $", lowered by {Mrkdwn.User(lowered.By)}{Because(lowered.Reason)}"
        : release.FixesSeverity == release.WorstSeverity ? ", from its fixes"
        : ", set by hand");

    /// <summary>Plain text: the numbers of fixes and CVEs.</summary>
    public static string FixesCounted(this Release release) => release.Fixes.Count == 0
        ? "none named yet"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{release.Fixes.Count} {(release.Fixes.Count == 1 ? "fix" : "fixes")}, {release.Cves.Count} {(release.Cves.Count == 1 ? "CVE" : "CVEs")}");

    /// <summary>A process in a few words.</summary>
    public static string Explained(this ReleaseKind kind) => kind switch
    {
        ReleaseKind.Planned => "Patch release on its planned Wednesday",
        ReleaseKind.Critical => "Unplanned patch for a critical vulnerability",
        ReleaseKind.AppSec => "The AppSec team's security release process",
        _ => "The oldest process: an out-of-band security release",
    };

    /// <summary>mrkdwn: a reason behind a colon; empty without one.</summary>
    public static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {Mrkdwn.Plain(reason)}";

    /// <summary>mrkdwn: the due time, in each reader's own zone.</summary>
    public static string Due(this Release release) =>
        Mrkdwn.Date(release.DueAt, "{date_short_pretty} at {time}", DueUtc(release));

    /// <summary>Plain text: <c>Wed 25 Nov 2026 15:00 UTC</c>.</summary>
    public static string DueUtc(this Release release) =>
        release.DueAt.ToString("ddd d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
