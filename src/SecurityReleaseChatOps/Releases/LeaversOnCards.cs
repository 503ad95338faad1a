using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The messages of the releases under way show who left.</summary>
internal sealed class LeaversOnCards(ReleaseDesk desk, IStore store) : IFollowsLeavers
{
    public async Task Follow(CancellationToken ct)
    {
        foreach (var release in await desk.Active(ct))
        {
            var commit = new Commit();
            ReleaseDesk.Require(commit, release);
            await desk.Show(commit, release.Value, ct);
            await store.Commit(commit, ct); // a conflict: it was changed, and so drawn, just now
        }
    }
}
