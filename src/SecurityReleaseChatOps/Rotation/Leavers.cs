using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Marks on the roster who left, so that everything that depends on working hours knows it.</summary>
internal sealed class Leavers(IStore store, SlackDirectory directory) : IFollowsLeavers
{
    public async Task Follow(CancellationToken ct)
    {
        foreach (var read in await store.All(Roster.Kind, cancellationToken: ct))
        {
            // Somebody not yet in the directory is left unchanged.
            if (directory.Find(read.Id) is not { } member || member.Deleted == read.Value.Left)
                continue;
            var engineer = read.Value with { Left = member.Deleted };
            // A conflict is ignored: an admin just changed them, or another instance was faster.
            await store.Commit(
                new Commit().Put(Roster.Kind, read.Id, engineer, read.Version).Audit(
                    "slack", member.Deleted ? "left" : "came back", "engineer/" + read.Id, read.Value, engineer), ct);
        }
    }
}
