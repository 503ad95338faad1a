using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A feature that keeps data for a release while more of it is to come.</summary>
public interface IReleaseEnd
{
    /// <summary>Adds to the commit what is removed when a closed or cancelled release ends.</summary>
    /// <returns>False when more is to come, so that it does not end yet.</returns>
    Task<bool> Ending(Commit commit, Doc<Release> release, Instant now, CancellationToken ct);
}

/// <summary>Ends closed and cancelled releases once nothing more is to come, so that jobs cost the same however many releases there were.</summary>
internal sealed class ReleaseEndsJob(FollowedReleases releases, IEnumerable<IReleaseEnd> ends, IStore store) : IDueJob
{
    public const string Name = "release-ends";

    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var release in (await releases.Read(ct)).Where(release => !release.Value.IsActive))
        {
            var commit = new Commit();
            ReleaseStore.End(commit, release, now);
            if (await All(commit, release, now, ct))
                await store.Commit(commit, ct); // a conflict: it was reopened just now
        }
    }

    private async Task<bool> All(Commit commit, Doc<Release> release, Instant now, CancellationToken ct)
    {
        foreach (var end in ends)
        {
            if (!await end.Ending(commit, release, now, ct))
                return false;
        }
        return true;
    }
}
