using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Tells what a record's references are: addresses in the old form or the new, in any order.</summary>
internal static partial class Reference
{
    /// <summary>The numbers of the HackerOne reports among them.</summary>
    public static IReadOnlyList<string> Reports(CveChecked cve) => [.. cve.Record.References.Select(NumberOf).OfType<string>()];

    /// <summary>The number of a CVE's known report.</summary>
    public static string? ReportOf(CveSnapshot cve) =>
        cve.Report?.TrimStart('#') is not { } report ? null : Digits().IsMatch(report) ? report : NumberOf(report);

    public static bool IsReport(string reference) => NumberOf(reference) is not null;

    public static string Address(string report) => $"https://hackerone.com/reports/{report}";

    /// <summary>Whether it is a GitLab issue that becomes public, and not one on the security mirror.</summary>
    public static bool IsCanonicalIssue(string reference) => Issue().IsMatch(reference) && !IsMirror(reference);

    public static bool IsMirror(string reference) => reference.Contains("gitlab.com/gitlab-org/security/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The version in the address of a post, with hyphens; null for any other address.</summary>
    public static string? PostOf(string reference) => Post().Match(reference) is { Success: true } match ? match.Groups["version"].Value : null;

    private static string? NumberOf(string reference) => Report().Match(reference) is { Success: true } match ? match.Groups["number"].Value : null;

    [GeneratedRegex(
        @"\Ahttps?://(?:www\.)?hackerone\.com/reports/(?<number>[0-9]+)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Report();

    [GeneratedRegex(@"\A[0-9]{1,12}\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\Ahttps://gitlab\.com/[\w./-]+/-/(?:issues|work_items)/[0-9]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Issue();

    [GeneratedRegex(
        @"\Ahttps://(?:about|docs)\.gitlab\.com/releases/\S*release-gitlab-(?<version>[0-9]+-[0-9]+-[0-9]+)-released",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Post();
}

/// <summary>The references lead where they should (row E8).</summary>
internal static class ReferenceChecks
{
    private const string Field = "references";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("reference-form", "E8", Level.Warning, Form),
        new("reference-twice", "E8", Level.Warning, Twice),
        new("reference-issue", "E8", Level.Note, Issue),
        new("reference-mirror", "E8", Level.Warning, Mirror),
        new("reference-report", "E8", Level.Warning, Report),
        new("reference-post", "E8", Level.Warning, Post),
    ];

    private static IEnumerable<Found> Form(CveChecked cve) =>
        from reference in cve.Record.References
        where !Uri.TryCreate(reference, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0
        select new Found(Field, $"{PlainText.Quote(reference)} is not an https address", "Give the whole address");

    private static IEnumerable<Found> Twice(CveChecked cve)
    {
        if (cve.Record.References.CountBy(reference => reference.TrimEnd('/')).FirstOrDefault(one => one.Value > 1) is { Key: { } twice })
            yield return new(Field, $"{PlainText.Quote(twice)} is there twice", "Keep one")
            {
                Fix = static record => record with { References = [.. record.References.DistinctBy(one => one.TrimEnd('/'))] },
            };
    }

    private static IEnumerable<Found> Issue(CveChecked cve)
    {
        if (cve.Record.References.Count > 0 && !cve.Record.References.Any(Reference.IsCanonicalIssue))
            yield return new(Field, "the canonical issue is not among them", "Add its address") { Lacks = "the address of the canonical issue" };
    }

    private static IEnumerable<Found> Mirror(CveChecked cve) =>
        from reference in cve.Record.References
        where Reference.IsMirror(reference)
        select new Found(Field, $"{PlainText.Quote(reference)} is on the security mirror, which stays private", "Give the canonical issue instead");

    private static IEnumerable<Found> Report(CveChecked cve)
    {
        var reports = Reference.Reports(cve);
        if (cve.Record.References.Count == 0 || Reference.ReportOf(cve.Cve) is not { } known || reports.Contains(known))
            yield break;
        yield return reports.Count == 0
            ? new(Field, $"the HackerOne report {known} is not among them", "Add it")
            {
                Fix = record => record with { References = [.. record.References, Reference.Address(known)] },
            }
            : new(Field, $"they name the HackerOne report {reports[0]}, and it came from {known}", "Correct the one that is wrong");
    }

    private static IEnumerable<Found> Post(CveChecked cve) =>
        from post in cve.Record.References.Select(Reference.PostOf).OfType<string>()
        where cve.Cve.Versions.Count > 0 && !cve.Cve.Versions.Any(version => version.ToString().Replace('.', '-') == post)
        select new Found(Field, $"it leads to the post of {post.Replace('-', '.')}, which is another release", "Give this release's post, or leave it out");
}
