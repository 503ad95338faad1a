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
