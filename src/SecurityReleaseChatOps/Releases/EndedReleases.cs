namespace SecurityReleaseChatOps.Releases;

/// <summary>The releases of which nothing more is to come, and which still say all that was embargoed; kept by version, as <see cref="FollowedReleases"/>.</summary>
internal sealed class EndedReleases(IStore store)
{
    private readonly Kept<Release> _releases = new(store, ReleaseStore.Kind, release => release is { OverAt: not null, TakenOutAt: null });

    /// <summary>Those that were closed or cancelled before this moment.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Before(DateTimeOffset moment, CancellationToken ct) =>
        [.. (await _releases.Read(ct)).Where(release => (release.Value.Changed?.At ?? release.Value.CreatedAt) <= moment)];
}
