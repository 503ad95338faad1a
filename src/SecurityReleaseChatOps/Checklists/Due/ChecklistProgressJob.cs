using System.Collections.Concurrent;
using System.Text.Json;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// Keeps the progress messages current as time passes: overdue steps, and what is left of the 60 minutes. Starts the checklist of a
/// release that has none, and bookmarks the message once its address is known.
/// </summary>
internal sealed class ChecklistProgressJob(ChecklistStore checklists, FollowedReleases releases, SaidOnce once, IStore store, Settings settings) : IDueJob
{
    private readonly ConcurrentDictionary<string, string> _shown = new();

    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var file in await checklists.Followed(await releases.Read(ct), ct))
        {
            if (file.Read is null)
                await Start(file, ct);
            else
                await Show(file, now, ct);
            await Bookmark(file.ReleaseRead, now, ct);
        }
    }

    private async Task Start(ChecklistSnapshot snapshot, CancellationToken ct)
    {
        var commit = new Commit();
        await checklists.Save(commit, snapshot, new() { Board = snapshot.Board }, snapshot.Release.CreatedBy, ct);
        await store.Commit(commit, ct); // a conflict: it was just started
    }

    private async Task Show(ChecklistSnapshot snapshot, Instant now, CancellationToken ct)
    {
        var message = JsonSerializer.Serialize(checklists.Progress(snapshot, now), StoreJson.Options);
        if (_shown.GetValueOrDefault(snapshot.Release.Id) == message)
            return;
        var commit = new Commit();
        ReleaseStore.Require(commit, snapshot.ReleaseRead);
        checklists.Redraw(commit, snapshot);
        if (await store.Commit(commit, ct) == CommitResult.Saved)
            _shown[snapshot.Release.Id] = message;
    }

    private async Task Bookmark(Doc<Release> release, Instant now, CancellationToken ct)
    {
        var key = $"{release.Id}/bookmark";
        if ((await once.Of(key, ct)).ContainsKey(key) || await store.Shown(ChecklistStore.MessageKey(release.Id), ct) is not { Permalink: { } address })
            return;
        var bookmark = new AddBookmark(
            $"bookmark/{ChecklistStore.MessageKey(release.Id)}", settings.Channels.Psirt, $"Checklist {release.Value.ShownId()}", address,
            Classification.Embargoed(release.Id));
        await once.Say([release], [key], now, commit => commit.Effect(bookmark), ct);
    }
}
