using System.Text.Json;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A change of a part of a release.</summary>
/// <param name="Part">Of <see cref="ReleasePart"/>.</param>
/// <param name="By">Slack user id.</param>
public sealed record Edit(string Part, string By, Instant At);

/// <summary>The parts of a release of which it keeps who changed them when.</summary>
public static class ReleasePart
{
    public const string Versions = "versions";

    /// <summary>Any of its fixes: one came or went, or what is known of it changed, but for where it is merged.</summary>
    public const string Fixes = "fixes";

    /// <summary>The severity that counts, wherever it comes from.</summary>
    public const string Severity = "severity";

    public const string Merged = "merged";
    public const string Published = "published";

    /// <summary>Which release took its CVEs and its section of the post over.</summary>
    public const string HandedTo = "handed-to";

    private static readonly Dictionary<ReleaseLink, string> links = ReleaseLinks.All.ToDictionary(
        link => link, link => "links." + JsonNamingPolicy.KebabCaseLower.ConvertName(link.ToString()));

    // Another address of a post is another post, other fixes and versions are to be looked at anew, and so each counts; of all else only the last
    // change is asked for.
    private static readonly HashSet<string> lastCounts =
        [Severity, Merged, Published, HandedTo, .. ReleaseLinks.All.Except([ReleaseLink.DraftBlogPost, ReleaseLink.BlogPost]).Select(Link)];

    /// <summary>One of its links: <c>links.blog-post</c>.</summary>
    public static string Link(ReleaseLink link) => links[link];

    /// <summary>The CVE of one of its fixes.</summary>
    public static string CveOf(string fix) => "cve." + fix;

    /// <summary>Edits and newer ones; where only the last change of a part says something, it takes the place of those before.</summary>
    internal static IReadOnlyList<Edit> Add(IReadOnlyList<Edit> edits, IReadOnlyList<Edit> newer)
    {
        var replaced = newer.Select(edit => edit.Part).Where(lastCounts.Contains).ToHashSet();
        return [.. edits.Where(edit => !replaced.Contains(edit.Part)), .. newer];
    }

    /// <summary>What differs between two states of a release.</summary>
    internal static IReadOnlyList<Edit> Between(Release before, Release after, string by, Instant at)
    {
        var (had, has) = (Cves(before), Cves(after));
        IEnumerable<(string Part, bool Changed)> parts =
        [
            (Versions, !before.Versions.SequenceEqual(after.Versions)),
            (Fixes, !before.Fixes.Select(fix => fix.Itself).SequenceEqual(after.Fixes.Select(fix => fix.Itself))),
            (Severity, before.WorstSeverity != after.WorstSeverity),
            (Merged, before.MergedAt != after.MergedAt),
            (Published, before.PublishedAt != after.PublishedAt),
            (HandedTo, before.HandedTo != after.HandedTo),
            .. ReleaseLinks.All.Select(link => (Link(link), before.Links[link] != after.Links[link])),
            .. had.Keys.Union(has.Keys).Select(fix => (CveOf(fix), had.GetValueOrDefault(fix) != has.GetValueOrDefault(fix))),
        ];
        return [.. parts.Where(part => part.Changed).Select(part => new Edit(part.Part, by, at))];
    }

    private static Dictionary<string, string?> Cves(Release release) => release.Fixes.DistinctBy(fix => fix.Id).ToDictionary(fix => fix.Id, fix => fix.Cve);
}
