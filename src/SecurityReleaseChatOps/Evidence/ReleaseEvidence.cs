using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Evidence;

/// <summary>The facts of the release itself: links, versions, fixes, merge, publication, close and handovers.</summary>
public sealed class ReleaseEvidence : IEvidence
{
    private const string Versions = "versions";
    private const string Fixes = "fixes";

    private static readonly Dictionary<ReleaseLink, string> links = Kebab.Words<ReleaseLink>().ToDictionary(word => word.Value, word => "linked." + word.Key);

    /// <summary>The link a fact is about; null for other facts.</summary>
    internal static ReleaseLink? LinkOf(string kind) => links.Where(link => link.Value == kind).Select(link => (ReleaseLink?)link.Key).FirstOrDefault();

    public IReadOnlyCollection<string> Kinds { get; } =
    [
        .. links.Values, Versions, Fixes, "cve-requested", "fix-cve", "fix-merged", "security-fixes", "merged", "published", "closed", "handed-over", "handover-accepted", "shared",
        "edited.versions", "edited.fixes", "edited.post",
    ];

    public Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) => Task.FromResult(Of(release.Value));

    public static IReadOnlyList<Fact> Of(Release release) =>
    [
        .. ReleaseLinks.All.Where(link => release.Links[link] is not null)
            .Select(link => Since(release, links[link], ReleasePart.Link(link)) with { Value = release.Links[link] }),
        .. release.Versions.Count > 0
            ? [Since(release, Versions, ReleasePart.Versions) with { Value = string.Join(", ", release.Versions) }]
            : Array.Empty<Fact>(),
        .. release.Fixes.Count > 0 ? [Since(release, Fixes, ReleasePart.Fixes)] : Array.Empty<Fact>(),
        .. release.Fixes.Where(fix => fix.Cve is not null)
            .Select(fix => Since(release, "fix-cve", ReleasePart.CveOf(fix.Id)) with { Subject = fix.Id, Value = fix.Cve }),
        .. from fix in release.Fixes
           let versions = fix.VersionsIn(release)
           where versions.Any() && !FixRules.Lacks(release, fix)
           let last = versions.Select(version => fix.In[version]).MaxBy(said => said.At)
           select new Fact("fix-merged", last.By, last.At, fix.Id, Value: string.Join(", ", versions)),
        .. release.Cves.Count > 0 ? [Since(release, "cve-requested", ReleasePart.Fixes)] : Array.Empty<Fact>(),
        .. release.HasSecurityFixes ? [Since(release, "security-fixes", ReleasePart.Fixes)] : Array.Empty<Fact>(),
        .. release.MergedAt is { } merged ? [Since(release, "merged", ReleasePart.Merged) with { At = merged }] : Array.Empty<Fact>(),
        .. release is { PublishedAt: { } published, State: not ReleaseState.Cancelled }
            ? [Since(release, "published", ReleasePart.Published) with { At = published }]
            : Array.Empty<Fact>(),
        .. release is { State: ReleaseState.Closed, Changed: { } closed } ? [new Fact("closed", closed.By, closed.At)] : Array.Empty<Fact>(),
        .. release.HandedTo is { } taker ? [Since(release, "shared", ReleasePart.HandedTo) with { Value = $"{taker} took it over" }] : Array.Empty<Fact>(),
        .. release.LastHandover is { } handover ? Handed(handover) : [],
        .. release.Edits.Where(edit => edit.Part is ReleasePart.Versions or ReleasePart.Fixes)
            .Select(edit => new Fact("edited." + edit.Part, edit.By, edit.At)),
        .. Posts(release),
    ];

    private static IEnumerable<Fact> Handed(HandedOver handover)
    {
        yield return new("handed-over", handover.From, handover.At, Value: handover.To);
        if (handover.AcceptedAt is { } accepted)
            yield return new("handover-accepted", handover.To, accepted);
    }

    /// <summary>Replacing an address means a different post; giving the first one does not.</summary>
    private static IEnumerable<Fact> Posts(Release release) => new[] { ReleaseLink.DraftBlogPost, ReleaseLink.BlogPost }
        .SelectMany(link => release.Edits.Where(edit => edit.Part == ReleasePart.Link(link)).Skip(1))
        .Select(edit => new Fact("edited.post", edit.By, edit.At));

    private static Fact Since(Release release, string kind, string part)
    {
        var edit = release.Edited(part);
        return new(kind, edit.By, edit.At);
    }
}
