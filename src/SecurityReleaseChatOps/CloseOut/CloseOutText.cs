using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>The texts of a close-out: on issues, to engineers, and in the dry run.</summary>
internal static class CloseOutText
{
    private static readonly TemplateFolder texts = TemplateFolder.Load("CloseOut/Texts/");

    /// <summary>Markdown: the comment with which a canonical issue is closed.</summary>
    public static string Comment(Release release, ReleaseFix fix, bool reported) =>
        texts["close-issue"].Render(new { Where = Where(release, fix), IsReported = reported });

    /// <summary>Plain text: the message to a report's engineer.</summary>
    public static string Notice(Release release, ReleaseFix fix, string? report) => texts["tell-engineer"].Render(new
    {
        Report = report ?? (fix.Reporter is { } reporter ? $"The report of {reporter}" : "The report"),
        Fix = fix.CveNumber ?? fix.Id,
        Where = Where(release, fix),
    });

    /// <summary>The command line that does a part, ready to paste; null when there is none.</summary>
    public static string? Command(Release release, Part part)
    {
        var flag = part switch { Part.Issues => "--close-issues", Part.Cves => "--publish-cves", Part.Reports => "--notify-hackerone", _ => null };
        return flag is null ? null : $"bin/close_release.rb --live {flag} --release-issue {Iid(release)}";
    }

    /// <summary>Markdown: the whole dry run.</summary>
    public static string DryRun(Release release, CloseOutPlan plan) => texts["dry-run"].Render(new
    {
        Title = release.Title(),
        release.Id,
        Close = Command(release, Part.Issues)!,
        Publish = Command(release, Part.Cves)!,
        Notify = Command(release, Part.Reports)!,
        plan.Issues,
        Cves = plan.Cves.Select(cve => new { cve.Name, Hindrance = cve.Hindrance ?? "ready", IsHeld = cve.Hindrance is not null }).ToList(),
        Reports = plan.Reports.Select(report => new { report.Report, report.Text, BySlack = report.Engineer is not null }).ToList(),
    });

    /// <summary>Markdown: the next release's tracking issue (row A6), and its title.</summary>
    /// <param name="due">When it is due; null when none is planned.</param>
    /// <param name="managers">Names of its pair; empty while there is none.</param>
    public static (string Title, string Description) NextIssue(Release release, IReadOnlyList<Release> all, DateOnly? due, string managers)
    {
        var versions = string.Join(", ", NextVersions.Of(release.Product, all));
        var title = $"Security patch release: {(versions.Length == 0 ? "[release managers: versions]" : versions)}";
        return (title, texts["next-issue"].Render(new
        {
            Versions = versions.Length == 0 ? "[release managers: versions]" : versions,
            Due = due?.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture) ?? "[release managers: date]",
            Managers = managers.Length == 0 ? "[release managers: from the scheduling wiki]" : managers,
            Assignees = managers.Length == 0 ? "[release managers: from the scheduling wiki]" : $"[by their GitLab names: {managers}]",
            Previous = release.Title(),
            Issue = release.Links[ReleaseLink.Issue] ?? $"[Primary: the issue of {release.Title()}]",
        }));
    }

    private static string Where(Release release, ReleaseFix fix) => $"{fix.Product} {string.Join(", ", fix.VersionsIn(release))}";

    private static string Iid(Release release) =>
        release.Links[ReleaseLink.Issue]?.Split('?', '#')[0].TrimEnd('/').Split('/')[^1] is { Length: > 0 } last && last.All(char.IsAsciiDigit) ? last : "IID";
}
