using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Whoever keeps something for a release for as long as something of it is still to come.</summary>
public interface IReleaseEnd
{
    /// <summary>Adds to the commit what goes with the end of a release that is closed or cancelled.</summary>
    /// <returns>False when something of it is still to come: it does not end yet.</returns>
    Task<bool> Ending(Commit commit, Doc<Release> release, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Ends what is closed or cancelled once nothing more is to come of it, so that looks cost the same however many releases there were.</summary>
internal sealed class ReleaseEndsJob(FollowedReleases releases, IEnumerable<IReleaseEnd> ends, IStore store) : IDueJob
{
    public const string Name = "release-ends";

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var release in (await releases.Read(ct)).Where(release => !release.Value.IsActive))
        {
            var commit = new Commit();
            ReleaseStore.End(commit, release, now);
            if (await All(commit, release, now, ct))
                await store.Commit(commit, ct); // a conflict: it was reopened just now
        }
    }

    private async Task<bool> All(Commit commit, Doc<Release> release, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var end in ends)
        {
            if (!await end.Ending(commit, release, now, ct))
                return false;
        }
        return true;
    }
}
