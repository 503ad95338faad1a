using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// What all due work begins with: the releases that are not over, and the roster. They are kept by version: a look reads what changed,
/// and what is over is not opened again.
/// </summary>
public sealed class FollowedReleases(IStore store, KeptRoster roster)
{
    private readonly Kept<Release> _releases = new(store, ReleaseStore.Kind, release => release.OverAt is null);

    /// <summary>The releases that are not over, oldest first.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Read(CancellationToken ct) => [.. (await _releases.Read(ct)).OrderBy(d => d.Value.CreatedAt)];

    /// <summary>Those that are under way, the next due first.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Active(CancellationToken ct) =>
        [.. (await _releases.Read(ct)).Where(d => d.Value.IsActive).OrderBy(d => d.Value.DueAt)];

    /// <summary>All engineers of the rotation.</summary>
    public Task<IReadOnlyList<Engineer>> Roster(CancellationToken ct) => roster.Read(ct);
}
