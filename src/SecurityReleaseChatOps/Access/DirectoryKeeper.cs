using System.Text.Json;

namespace SecurityReleaseChatOps.Access;

/// <summary>Stores what is known about the workspace, and passes on what follows from a change.</summary>
internal sealed class DirectoryKeeper(SlackDirectory directory, IEnumerable<IFollowsLeavers> followers, IStore store, IOutboxHealth outbox)
{
    private const string Id = "slack";

    private long _changes;
    private IReadOnlyCollection<string> _withRole = [];
    private IReadOnlySet<string>? _left;
    private string _kept = "";

    /// <summary>Restores what was stored. An older version stored everybody and every channel: only its groups are taken.</summary>
    public async Task Load(CancellationToken ct)
    {
        if (await store.Get(DirectorySnapshot.Kind, Id, ct) is not { Value: var kept })
            return;
        directory.Change(_ =>
            kept.TeamId is not null
                ? kept
                : kept with { Members = DirectorySnapshot.Empty.Members, Channels = kept.Channels.Where(known => known.Value.IsMember).ToDictionary() });
        (_changes, _withRole, _kept) = (directory.Changes, [.. directory.WithRole], Json(kept));
    }

    /// <summary>Writes what is known now, if it is anything else than what stands there, and has drawn and sent again what depends on it.</summary>
    public async Task Keep(CancellationToken ct)
    {
        var kept = await store.Get(DirectorySnapshot.Kind, Id, ct);
        if (kept is null && _kept.Length > 0)
        {
            // Somebody was forgotten. Of the others those are asked for again of whom something tells.
            _kept = "";
            directory.Change(before => before.WithoutIdle(directory.WithRole.ToHashSet()));
        }
        var (changes, snapshot, withRole) = (directory.Changes, directory.Snapshot!, directory.WithRole.ToList());
        var commit = new Commit();
        var json = Json(snapshot);
        if (json != _kept)
        {
            // Another instance stores the same, so losing to it costs nothing.
            commit.Put(DirectorySnapshot.Kind, Id, snapshot, kept?.Version ?? 0);
            await store.Commit(commit, ct);
            _kept = json;
        }
        // People whose role changed see it on their Home.
        var strangers = _withRole.Except(withRole).Where(user => !directory.HasLeft(user)).ToList();
        if (strangers.Count > 0)
            await store.Commit(strangers.Aggregate(new Commit(), (homes, user) => homes.Effect(new PublishHome(user))), ct);
        // What had nowhere to go, or was held back from there, may go now; what was for someone who left is dropped.
        if (changes != _changes)
            await outbox.RetryFailed(ct);
        var left = snapshot.Members.Values.Where(member => member.Deleted).Select(member => member.Id).ToHashSet();
        foreach (var follower in _left?.SetEquals(left) == true ? [] : followers)
            await follower.Follow(ct);
        (_changes, _withRole, _left) = (changes, withRole, left);
    }

    /// <summary>After channels were read again: a message given up meanwhile may have hit a channel in the middle of a change.</summary>
    public ValueTask AfterReading(CancellationToken ct) => outbox.RetryNewlyFailed(ct);

    /// <summary>Ids of the channels to which a message could not be posted.</summary>
    public async Task<IReadOnlyList<string>> GivenUp(CancellationToken ct) =>
        [.. (await outbox.GivenUp(ct)).Select(lane => directory.FindChannel(lane)?.Id).OfType<string>().Distinct()];

    private static string Json(DirectorySnapshot snapshot) => JsonSerializer.Serialize(snapshot, StoreJson.Options);
}
