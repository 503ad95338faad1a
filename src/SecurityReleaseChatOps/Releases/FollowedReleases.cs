using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The input of all due work: the releases that are not over, and the roster.</summary>
public sealed class FollowedReleases(ReleaseStore releases, KeptRoster roster)
{
    /// <inheritdoc cref="ReleaseStore.Followed"/>
    public Task<IReadOnlyList<Doc<Release>>> Read(CancellationToken ct) => releases.Followed(ct);

    /// <inheritdoc cref="ReleaseStore.Active"/>
    public Task<IReadOnlyList<Doc<Release>>> Active(CancellationToken ct) => releases.Active(ct);

    /// <summary>All engineers of the rotation.</summary>
    public Task<IReadOnlyList<Engineer>> Roster(CancellationToken ct) => roster.Read(ct);
}

/// <summary>The releases of which nothing more is to come, and which still say all that was embargoed; kept by version, as <see cref="FollowedReleases"/>.</summary>
internal sealed class EndedReleases(IStore store)
{
    private readonly Kept<Release> _releases = new(store, ReleaseStore.Kind, release => release is { OverAt: not null, TakenOutAt: null });

    /// <summary>Those that were closed or cancelled before this moment.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Before(Instant moment, CancellationToken ct) =>
        [.. (await _releases.Read(ct)).Where(release => (release.Value.Changed?.At ?? release.Value.CreatedAt) <= moment)];
}
