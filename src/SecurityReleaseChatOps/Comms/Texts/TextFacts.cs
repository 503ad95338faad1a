using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The values for templates: all that is known of a release, in words. None is ever missing: what is not known yet says so.</summary>
/// <param name="Roster">The engineers, for their time zones.</param>
/// <param name="NameOf">From a Slack user id to the person's name.</param>
public record TextFacts(Release Release, IReadOnlyList<Engineer> Roster, Func<string, string> NameOf)
{
    // Private, so that templates can use only the values made from them.
    private Release Release { get; } = Release;
    private IReadOnlyList<Engineer> Roster { get; } = Roster;
    private Func<string, string> NameOf { get; } = NameOf;

    /// <summary>Shown while there are no fixes yet.</summary>
    public const string NotNamed = "its fixes are not named yet";

    /// <summary>Shown while there are no versions yet.</summary>
    public const string ToBeAnnounced = "to be announced";

    /// <summary>Shown while there is no severity yet.</summary>
    public const string NotKnown = "not known yet";

    // How many fixes, and how many characters of a title, fit into a message beside the rest.
    private const int MostFixes = 10;
    private const int LongestTitle = 100;

    /// <summary><c>GitLab 18.6.1, 18.5.3</c>.</summary>
    public string Title { get; init; } = Release.Title();

    public string Product { get; init; } = Release.Product;

    /// <summary>What it is released for: the product's editions if it has any, else the product.</summary>
    public string Editions { get; init; } = Release.Product == Products.GitLab ? "GitLab Community Edition (CE) and Enterprise Edition (EE)" : Release.Product;

    /// <summary><c>18.6.1, 18.5.3, and 18.4.5</c>.</summary>
    public string Versions { get; init; } = Release.Versions.Count == 0 ? ToBeAnnounced : Text.PlainText.Series(Release.Versions);

    /// <summary><c>18.6.1, 18.5.3, 18.4.5</c>, as in a title.</summary>
    public string ShortVersions { get; init; } = string.Join(", ", Release.Versions);

    /// <summary>Whether there is more than one version.</summary>
    public bool Several { get; init; } = Release.Versions.Count > 1;

    /// <summary>The name of its process.</summary>
    public string Kind { get; init; } = Release.Kind.Name().ToLowerInvariant();

    /// <summary>In one word, or that it is not known yet.</summary>
    public string Severity { get; init; } = Release.WorstSeverity is null ? NotKnown : Release.WorstSeverity.Name();

    /// <summary>Whether customers are told that it is critical.</summary>
    public bool IsCritical { get; init; } = Release.WorstSeverity == Releases.Severity.Critical;

    /// <summary>The post's title without versions: <c>GitLab Critical Patch Release</c>.</summary>
    public string PostName { get; init; } = PostAddress.NameOf(Release);

    /// <summary>In UTC and in each engineer's time zone.</summary>
    public string Due { get; init; } = DueInWords(Release, Roster, NameOf);

    public string Primary { get; init; } = NameOf(Release.Primary);

    public string Secondary { get; init; } = NameOf(Release.Secondary);

    /// <summary>The number of fixes and CVEs.</summary>
    public string Fixes { get; init; } = Release.Fixes.Count == 0 ? NotNamed : Release.FixesCounted();

    public bool HasFixes { get; init; } = Release.Fixes.Count > 0;

    /// <summary>A line for each fix: its title, reference, CVE and severity. Embargoed: for texts to embargoed audiences only.</summary>
    public string FixList { get; init; } = Release.Fixes.Count == 0 ? "none yet" : Listed(Release.Fixes);

    public bool OneFix { get; init; } = Release.Fixes.Count == 1;

    public bool HasCves { get; init; } = Numbers(Release).Any();

    /// <summary>The CVE numbers. Embargoed: for texts to embargoed audiences only.</summary>
    public string Cves { get; init; } = Numbers(Release).Any() ? string.Join(", ", Numbers(Release)) : "none yet";

    public string Issue { get; init; } = Release.Links.Issue ?? Follows("issue");

    public string Checklist { get; init; } = Release.Links.Checklist ?? Follows("checklist");

    /// <summary>Embargoed, like the other merge requests and issues.</summary>
    public string DraftBlogPost { get; init; } = Release.Links.DraftBlogPost ?? Follows("draft post");

    public string BlogPost { get; init; } = Release.Links.BlogPost ?? Follows("post");

    public string Communications { get; init; } = Release.Links.Communications ?? Follows("communications issue");

    public bool HasCommunications { get; init; } = Release.Links.Communications is not null;

    /// <summary>The expected address of the published post: people open it when they check the test email.</summary>
    public string Post { get; init; } = PostAddress.Of(Release) ?? Follows("post");

    /// <summary>Shown while there is no link yet.</summary>
    private static string Follows(string what) => $"(link to the {what} follows)";

    private static IEnumerable<string> Numbers(Release release) => release.Fixes.Select(fix => fix.CveNumber).OfType<string>().Distinct();

    private static string Listed(IReadOnlyList<ReleaseFix> fixes) => Text.PlainText.Some(
        fixes, MostFixes,
        fix => $"- {Text.PlainText.Cut(fix.Title ?? fix.Id, LongestTitle)}"
            + InBrackets([fix.Title is null ? null : fix.Id, fix.CveNumber, fix.Severity is null ? null : fix.Severity.Name()]),
        "\n", "\n- and ");

    private static string InBrackets(IEnumerable<string?> parts) => string.Join(", ", parts.OfType<string>()) is { Length: > 0 } words ? $" ({words})" : "";

    private static string DueInWords(Release release, IReadOnlyList<Engineer> roster, Func<string, string> nameOf)
    {
        var local = release.Pair.Select(id => roster.FirstOrDefault(engineer => engineer.UserId == id)).OfType<Engineer>()
            .Select(engineer =>
                $"{Workdays.LocalTime(engineer, release.DueAt).ToString("ddd HH:mm", CultureInfo.InvariantCulture)} for {nameOf(engineer.UserId)}")
            .ToList();
        return local.Count == 0 ? release.DueUtc() : $"{release.DueUtc()} ({string.Join(", ", local)})";
    }

    /// <summary>Facts of an invented release, to examine templates.</summary>
    internal static TextFacts Sample(ReleaseKind kind) => new(
        new()
        {
            Id = "R1",
            Kind = kind,
            Product = Products.GitLab,
            Versions = kind == ReleaseKind.Critical ? ["18.6.1"] : ["18.6.1", "18.5.3"],
            DueDate = new(2026, 11, 25),
            Primary = "Primary",
            Secondary = "Secondary",
            Owner = "Primary",
            CreatedBy = "Primary",
            CreatedAt = default,
            Fixes = kind == ReleaseKind.Critical ? [new("a#1", null, "CVE-2026-1234", default)] : [],
        },
        [], id => id);
}
