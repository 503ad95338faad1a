using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The releases as the rotation sees them.</summary>
internal sealed class ReleasePairs(IStore store) : IReleasePairs
{
    private readonly Kept<Release> _kept = new(store, ReleaseStore.Kind);

    public async Task<IReadOnlyList<ReleasePair>> Read(CancellationToken ct) =>
    [
        .. (await _kept.Read(ct)).Select(doc => doc.Value)
            .Where(release => release is { State: not ReleaseState.Cancelled, Rehearsal: false })
            .Select(Of),
    ];

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
