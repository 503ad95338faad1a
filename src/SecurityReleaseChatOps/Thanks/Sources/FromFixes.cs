using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Who wrote the fixes, and who reported what they fix, as far as the release knows: it only lists people who may be named.</summary>
internal sealed class FromFixes : IContributions
{
    public Task<IReadOnlyList<Contribution>> Of(Doc<Release> release, CancellationToken ct) => Task.FromResult(Of(release.Value));

    internal static IReadOnlyList<Contribution> Of(Release release) =>
    [
        .. release.Fixes.SelectMany(fix => fix.Authors.Select(author => new Contribution(author, ThanksGroup.Wrote, $"wrote {fix.Id}"))),
        .. release.Fixes.Where(fix => fix.Reporter is not null)
            .Select(fix => new Contribution(fix.Reporter!, ThanksGroup.Reported, $"reported {fix.Cve ?? fix.Id}")),
    ];
}
