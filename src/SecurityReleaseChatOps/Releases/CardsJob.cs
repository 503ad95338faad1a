using System.Collections.Concurrent;
using System.Text.Json;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Keeps the cards of active releases true as time passes: release day begins, somebody left or was renamed.</summary>
internal sealed class CardsJob(FollowedReleases releases, ReleaseStore releaseStore, IStore store) : IDueJob
{
    private readonly ConcurrentDictionary<string, string> _shown = new();

    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var release in await releases.Active(ct))
        {
            var card = await releaseStore.Card(release.Value, ct);
            var shown = JsonSerializer.Serialize(card, StoreJson.Options);
            if (_shown.GetValueOrDefault(release.Id) == shown)
                continue;
            var commit = new Commit();
            ReleaseStore.Require(commit, release); // a conflict: it was changed, and so drawn, just now
            releaseStore.Show(commit, release.Value, card);
            if (await store.Commit(commit, ct) == CommitResult.Saved)
                _shown[release.Id] = shown;
        }
    }
}
