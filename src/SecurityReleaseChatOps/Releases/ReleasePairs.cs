using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The releases as the rotation sees them.</summary>
internal sealed class ReleasePairs(IStore store, TimeProvider time) : IReleasePairs
{
    private readonly Kept<Release> _kept = new(store, ReleaseStore.Kind, release => Counts(release) && release.DueDate >= RotationReader.Since(time));
    private readonly Made<IReadOnlyList<ReleasePair>> _made = new();
    private volatile IReadOnlyList<ReleasePair>? _last;

    public async Task<IReadOnlyList<ReleasePair>> Read(CancellationToken ct)
    {
        var read = await _kept.Read(ct);
        return _made.Of(
            () =>
            {
                // A release that changed in what the rotation does not see leaves all that is made of them as it is.
                IReadOnlyList<ReleasePair> pairs = [.. read.Select(doc => Of(doc.Value))];
                return _last is { } last && last.SequenceEqual(pairs) ? last : _last = pairs;
            },
            read);
    }

    public async Task<IReadOnlyList<ReleasePair>> All(CancellationToken ct) =>
        [.. (await store.All(ReleaseStore.Kind, cancellationToken: ct)).Select(doc => doc.Value).Where(Counts).Select(Of)];

    private static bool Counts(Release release) => release is { State: not ReleaseState.Cancelled, Rehearsal: false };

    internal static ReleasePair Of(Release release)
    {
        var kind = Kebab.Word(release.Kind);
        return new(
            release.Id,
            release.Shift,
            release.Product,
            CadenceYaml.Kinds.Contains(kind) ? kind : null,
            release.Moves.Count > 0 ? release.Moves[0].From : release.DueDate,
            release.DueDate,
            release.Primary,
            release.Secondary,
            release.IsCritical,
            release.IsActive);
    }
}
