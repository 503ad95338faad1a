using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>The texts for and about somebody who reported vulnerabilities that a release fixes (row H2).</summary>
/// <param name="Email">Plain text, with the subject in the first line.</param>
/// <param name="Acknowledgement">A line of Markdown for each fix.</param>
/// <param name="Changelog">A line of Markdown for each fix.</param>
public sealed record ResearcherText(string Name, string Email, string Acknowledgement, string Changelog);

/// <summary>Thanks by the oldest process: an email, the Security Researcher Acknowledgments list and the CHANGELOG.</summary>
public static class ResearcherTexts
{
    public const string AcknowledgementsList = "https://about.gitlab.com/vulnerability-acknowledgements/";

    /// <summary>One for each reporter, in the order of the fixes.</summary>
    public static IReadOnlyList<ResearcherText> Of(Release release) =>
    [
        .. release.Fixes
            .Where(fix => fix.Reporter is not null)
            .GroupBy(fix => fix.Reporter!, StringComparer.OrdinalIgnoreCase)
            .Select(of => Of(release, of.Key.TrimStart('@'), [.. of])),
    ];

    private static ResearcherText Of(Release release, string name, IReadOnlyList<ReleaseFix> fixes) => new(
        name,
        ThanksText.Texts["researcher"].Render(new
        {
            Name = name,
            Fixes = fixes.Select(Named).ToList(),
            AllOfIt = fixes.Count == 1 ? "It is" : "All of it is",
            Title = release.Title(),
            Date = Published(release),
            List = AcknowledgementsList,
        }),
        Lines("acknowledgement", release, name, fixes),
        Lines("changelog", release, name, fixes));

    private static string Lines(string template, Release release, string name, IReadOnlyList<ReleaseFix> fixes) =>
        string.Join('\n', fixes.Select(fix => ThanksText.Texts[template].Render(new { Name = name, Fix = Named(fix), Date = Published(release) })));

    private static string Published(Release release) => (release.PublishedAt ?? release.DueAt).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Plain text: title and CVE, as far as known. A request without a number is left out, since it names an issue only we can see.</summary>
    private static string Named(ReleaseFix fix) => (fix.Title, fix.CveNumber) switch
    {
        ({ } title, { } cve) => $"{title} ({cve})",
        ({ } title, null) => title,
        (null, { } cve) => cve,
        _ => fix.Id,
    };
}
