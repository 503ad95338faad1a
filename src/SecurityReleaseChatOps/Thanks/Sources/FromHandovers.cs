using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Who had the release: the pair, and everyone who handed it over or took it over.</summary>
internal sealed class FromHandovers(HandoverStore handoverStore) : IContributions
{
    public async Task<IReadOnlyList<Contribution>> Of(Doc<Release> release, CancellationToken ct) =>
        Of(release.Value, (await handoverStore.Open(release, ct)).AllHandovers);

    internal static IReadOnlyList<Contribution> Of(Release release, IEnumerable<Handover> handovers) =>
    [
        new(release.Primary, ThanksGroup.Carried, "Primary"),
        new(release.Secondary, ThanksGroup.Carried, "Secondary"),
        .. handovers.OrderBy(handover => handover.WrittenAt).SelectMany(Of),
    ];

    private static IEnumerable<Contribution> Of(Handover handover)
    {
        yield return new(handover.From, ThanksGroup.Carried, "handed it over");
        // An unaccepted handover tells nothing about the receiver.
        if (handover.AcceptedAt is not null)
            yield return new(handover.AcceptedBy ?? handover.To, ThanksGroup.Carried, "took it over");
    }
}
