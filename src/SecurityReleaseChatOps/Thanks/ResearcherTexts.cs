using System.Globalization;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>What is said to and of one who reported vulnerabilities that a release fixes (row H2).</summary>
/// <param name="Email">Plain text, its subject in the first line.</param>
/// <param name="Acknowledgement">A line of Markdown for each fix.</param>
/// <param name="Changelog">A line of Markdown for each fix.</param>
public sealed record ResearcherText(string Name, string Email, string Acknowledgement, string Changelog);

/// <summary>The oldest process's thanks: an email, the Security Researcher Acknowledgments list, the CHANGELOG.</summary>
public static class ResearcherTexts
{
    public const string AcknowledgementsList = "https://about.gitlab.com/vulnerability-acknowledgements/";

    /// <summary>One for each who reported something, in the order of the fixes.</summary>
    public static IReadOnlyList<ResearcherText> Of(Release release) =>
    [
        .. release.Fixes
            .Where(fix => fix.Reporter is not null)
            .GroupBy(fix => fix.Reporter!, StringComparer.OrdinalIgnoreCase)
            .Select(of => Of(release, of.Key.TrimStart('@'), [.. of])),
    ];

    private static ResearcherText Of(Release release, string name, IReadOnlyList<ReleaseFix> fixes) => new(
        name,
        Email(release, name, fixes),
        string.Join('\n', fixes.Select(fix => $"- {MarkdownText.Plain(name)}: {Markdown(fix)} ({Published(release)})")),
        string.Join('\n', fixes.Select(fix => $"- {Markdown(fix)}. Reported by {MarkdownText.Plain(name)}")));

    private static string Email(Release release, string name, IReadOnlyList<ReleaseFix> fixes) =>
        $"""
         Subject: Thank you for your report to GitLab

         Hi {name},

         Thank you for reporting this to us, and for your cooperation until it was fixed:

         {string.Join('\n', fixes.Select(fix => "- " + Named(fix)))}

         {(fixes.Count == 1 ? "It is" : "All of it is")} fixed in {release.Title()}, published on {Published(release)}. Unless you would rather not be named, we are adding you to our Security Researcher Acknowledgments: {AcknowledgementsList}

         Your work makes GitLab safer for everyone who uses it.

         The GitLab Security Team
         """;

    private static string Published(Release release) => (release.PublishedAt ?? release.DueAt).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Title and CVE, as far as they are known; plain text.</summary>
    private static string Named(ReleaseFix fix) => (fix.Title, Cve(fix)) switch
    {
        ({ } title, { } cve) => $"{title} ({cve})",
        ({ } title, null) => title,
        (null, { } cve) => cve,
        _ => fix.Id,
    };

    private static string Markdown(ReleaseFix fix) => MarkdownText.Plain(Named(fix));

    /// <summary>The CVE's number; a request that has none yet names an issue that only we see.</summary>
    private static string? Cve(ReleaseFix fix) => fix.Cve is { } cve && cve.StartsWith("CVE-", StringComparison.Ordinal) ? cve : null;
}
