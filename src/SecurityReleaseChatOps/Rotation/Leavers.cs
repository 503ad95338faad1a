using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Keeps on the roster who left, so that everything that goes by working hours goes by that too.</summary>
internal sealed class Leavers(IStore store, SlackDirectory directory) : IFollowsLeavers
{
    public async Task Follow(CancellationToken ct)
    {
        foreach (var read in await store.All(Roster.Kind, cancellationToken: ct))
        {
            // Who is not known yet is as they were.
            if (directory.Find(read.Id) is not { } member || member.Deleted == read.Value.Left)
                continue;
            var engineer = read.Value with { Left = member.Deleted };
            // A conflict: an admin changed them just now, or another instance was faster.
            await store.Commit(
                new Commit().Put(Roster.Kind, read.Id, engineer, read.Version).Audit(
                    "slack", member.Deleted ? "left" : "came back", "engineer/" + read.Id, read.Value, engineer), ct);
        }
    }
}
