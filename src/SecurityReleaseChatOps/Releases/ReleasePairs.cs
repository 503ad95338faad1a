using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The releases as the rotation sees them.</summary>
internal sealed class ReleasePairs(IStore store, TimeProvider time) : IReleasePairs
{
    // A release that changed in what the rotation does not see leaves all that is made of them as it is.
    private readonly Kept<Release, ReleasePair> _kept = new(
        store, ReleaseStore.Kind, doc => Counts(doc.Value) && doc.Value.DueDate >= RotationReader.Since(time) ? Of(doc.Value) : null);

    public Task<IReadOnlyList<ReleasePair>> Read(CancellationToken ct) => _kept.Read(ct);

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
