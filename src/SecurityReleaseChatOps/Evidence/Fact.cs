using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Evidence;

/// <summary>
/// Something known to have happened to a release. The same fact delivered twice is one, said again later it is new; what was taken
/// back is no longer offered.
/// </summary>
/// <param name="Kind">What happened, as definitions name it: <c>merged</c>, <c>legal-review.approved</c>.</param>
/// <param name="By">Slack user id of who did or said it.</param>
/// <param name="At">When it happened, which may be before the app learned of it.</param>
/// <param name="Subject">Our own id of the fix or CVE that it is about; null for the whole release.</param>
/// <param name="Role">The role in which they said it, such as <c>Legal</c>; null when it does not matter.</param>
/// <param name="Value">What was said, in plain text: an audience's name, a date, an impact; null when nothing was.</param>
/// <param name="About">What they were shown or agreed to; null for nothing in particular.</param>
public sealed record Fact(string Kind, string By, Instant At, string? Subject = null, string? Role = null, string? Value = null, string? About = null);

/// <summary>A feature that knows what happened. It derives its facts from its own documents; nothing is copied.</summary>
public interface IEvidence
{
    /// <summary>Every kind it may offer, which definitions may name.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>All standing facts of a release, including those replaced by newer ones.</summary>
    Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct);
}

/// <summary>A feature with a form or press for the event behind a fact: it opens when somebody says that a step is done.</summary>
internal interface IEventForm
{
    /// <summary>Whether this feature makes facts of this kind.</summary>
    bool Makes(string kind);

    /// <summary>The form or press that makes it; null when this release has none.</summary>
    /// <param name="kind">One that <see cref="Makes"/>.</param>
    /// <param name="about">The fix or CVE that the step is about, and where it was pressed.</param>
    /// <param name="by">Slack user id of who pressed.</param>
    Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct);
}

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

/// <summary>For a step that waits for the release itself: its links, fixes or publication.</summary>
internal sealed class ReleaseEvents(SlackDirectory directory, PublishForms publish) : IEventForm
{
    // The time is typed with the command.
    private const string Typed = "merged";

    private static readonly While merges = new("there is nothing to merge any more", ReleaseState.Preparing);

    public bool Makes(string kind) => While(kind) is not null;

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct) =>
        // Whoever may not submit the form says in words how it was done.
        kind is not (Typed or "published") && Who.Psirt.Refuse(directory, by) is not null ? null
        : While(kind)!.Refuse(release.Value) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : kind == Typed
        ? ActionResponse.Ephemeral($"`/release merged {release.Id}` says that it is; with the time if that was earlier: `/release merged 12:40 {release.Id}`.")
        : ActionResponse.Open(await Form(release, kind, about, by, ct));

    private async Task<ModalViewDefinition> Form(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct) => kind switch
    {
        "published" => (await publish.Open(release, by, ct)).Render(about),
        "versions" => VersionsModal.Render(release.Value, about),
        "fix-merged" or "fix-cve" when release.Value.Fixes.FirstOrDefault(fix => fix.Id == about.Of) is { } fix =>
            FixModal.Render(release.Value, fix, directory.People, about),
        "cve-requested" when release.Value.Fixes.FirstOrDefault(fix => fix.Cve is null) is { } lacking =>
            FixModal.Render(release.Value, lacking, directory.People, about),
        _ when ReleaseEvidence.LinkOf(kind) is { } link => LinksModal.Render(release.Value, about, link),
        _ => FixesModal.Render(release.Value, directory.People, about: about),
    };

    private static While? While(string kind) => kind switch
    {
        Typed => merges,
        "published" => PublishModal.Open,
        "versions" => VersionsModal.Open,
        "fixes" or "fix-cve" or "fix-merged" or "cve-requested" or "security-fixes" => FixesModal.Open,
        _ => ReleaseEvidence.LinkOf(kind) is null ? null : LinksModal.Open,
    };
}
