using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>One fix in a post: its table row and its section.</summary>
/// <param name="Cell">The title in the table.</param>
/// <param name="Heading">In Markdown; without a CVE number while there is none, in which case the text asks for it.</param>
/// <param name="Comment">Where the fix was made, as a comment; empty when unknown.</param>
/// <param name="Description">In today's form without the affected versions, which have their own line.</param>
/// <param name="Affected">The edition and the affected versions.</param>
/// <param name="Severity">As the post's form writes it.</param>
internal sealed partial record EntryText(
    string Cell, string Heading, string Anchor, string Severity, string Comment, string Description, string Affected, string Vector, string Score,
        string Cve, string CveLink, string Credit)
{
    private const string Calculator = "https://gitlab-com.gitlab.io/gl-security/product-security/appsec/cvss-calculator/explain#explain=";

    public static EntryText Of(PostFix fix, PostForm form, Gaps gaps)
    {
        var called = fix.Cve ?? fix.Fix;
        var title = fix.Title is { } known ? PostMarkdown.Line(known) : gaps.Ask($"title of {called}");
        var cve = fix.Cve ?? gaps.Ask($"CVE of {fix.Fix}");
        var severity = fix.Rated() is { } rated ? rated.ToString() : gaps.Ask($"severity of {called}");
        var (isToday, vector) = (form == PostForm.Patch, fix.Vector());
        var description = fix.Record?.Description is { } text ? PostMarkdown.Stopped(PostMarkdown.Line(text)) : gaps.Ask($"description of {called}");
        var address = (isToday ? "https://www.cve.org/CVERecord?id=" : "https://cve.mitre.org/cgi-bin/cvename.cgi?name=") + fix.Cve;
        var link = fix.Cve is null ? cve : $"[{cve}]({address})";
        var score = vector?.Score.ToString("0.0", CultureInfo.InvariantCulture);
        var plain = fix.Title ?? title;
        return new(
            title.Replace("|", @"\|"),
            isToday && fix.Cve is not null ? $"{link} - {title}" : title,
            PostAnchor.Of(isToday && fix.Cve is not null ? $"{cve} - {plain}" : plain),
            isToday ? severity : severity.ToLowerInvariant(),
            Address().Match(fix.Fix) is { Success: true } issue
                ? $"<!-- https://gitlab.com/{issue.Groups["path"]}/-/{(issue.Groups["mark"].Value == "#" ? "issues" : "merge_requests")}/{issue.Groups["number"]} -->" : "",
            isToday ? (fix.Cve is null ? $"{cve}\n\n" : "") + WithoutVersions(description) : description,
            $"{Edition(fix.Record?.Description) ?? fix.ProductWithoutEditions(gaps.Snapshot) ?? gaps.Ask("CE/EE or EE")}: all versions "
                + (Ranges(fix) ?? gaps.Ask($"affected versions of {called}")),
            vector is null ? gaps.Ask($"CVSS vector of {called}") : isToday ? $"[`CVSS:3.1/{vector}`]({Calculator}CVSS:3.1/{vector})" : $"`CVSS:3.1/{vector}`",
            score ?? gaps.Ask($"score of {called}"),
            cve,
            link,
            fix.Record?.Credit is { } credit ? PostMarkdown.Stopped(PostMarkdown.WithLinks(credit))
                : fix.Reporter is { } reporter ? $"Thanks {PostMarkdown.Line(reporter)} for reporting this vulnerability." : gaps.Ask($"credit of {called}"));
    }

    /// <summary>The edition that a text names: <c>GitLab CE/EE</c>; null when it names none.</summary>
    public static string? Edition(string? text) => text is not null && EditionWord().Match(text) is { Success: true } named
        ? $"GitLab {named.Groups["edition"].Value}" : null;

    private static string? Ranges(PostFix fix) => fix.Affected() is { Count: > 0 } ranges
        ? $"{(ranges[0].From is null ? "" : "from ")}{VersionRanges.Said(ranges)}" : null;

    private static string WithoutVersions(string description)
    {
        var affecting = Affecting().Match(description);
        var rest = description[(affecting.Index + affecting.Length)..];
        // A statement about versions that was not parsed completely stays complete.
        return affecting.Success && rest is [var next, ..] && char.IsLetter(next) && !GoesOn().IsMatch(rest)
            ? $"{description[..affecting.Index]} {rest}" : description;
    }

    [GeneratedRegex(@"\bGitLab\s+(?<edition>CE/EE|EE/CE|EE|CE)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EditionWord();

    [GeneratedRegex(
        @"\s+in\s+GitLab(\s+(CE/EE|EE/CE|EE|CE|Runner))?\s+affecting\s+all\s+versions\s+"
            + @"((starting\s+)?from\s+|before\s+|prior\s+to\s+|and\s+|(all\s+)?versions?\s+|[0-9]+(\.[0-9]+)+,?\s+)+",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Affecting();

    [GeneratedRegex(@"\A(before|prior|to|and|all|starting|from|versions?)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
        | RegexOptions.NonBacktracking)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"\A(?<path>[A-Za-z0-9_.\-]+(/[A-Za-z0-9_.\-]+)+)(?<mark>[#!])(?<number>[0-9]+)\z", RegexOptions.ExplicitCapture
        | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
