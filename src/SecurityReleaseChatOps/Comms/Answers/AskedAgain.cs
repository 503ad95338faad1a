using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// A message shows its buttons as long as it is asked: they come back when what was approved is changed, and go when nobody waits for
/// an answer any more. It waits no longer once its step is done in another way.
/// </summary>
internal sealed class AskedAgain(Func<CommsDesk> comms) : IReleaseWatcher, IChecklistWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        // Its version is the one that this commit makes; nothing here depends on it.
        // What an audience was told may name what another release still keeps, such as a version of both: that must not hold back a publication.
        if (before is not null && before.PublishedAt != after.PublishedAt && await comms().IsKeptByAnother(after, ct))
            return;
        if (before is not null && await Open(new(after.Id, after, 0), ct) is { } now)
            Redraw(commit, await comms().Open(new Doc<Release>(before.Id, before, 0), ct), now);
    }

    public async Task Saving(Commit commit, ChecklistFile before, ChecklistFile after, CancellationToken ct)
    {
        if (await Open(after.ReleaseRead, ct) is { } now)
            Redraw(commit, now with { Checklist = before }, now with { Checklist = after });
    }

    /// <returns>Null when nothing stands in a channel.</returns>
    private async Task<CommsFile?> Open(Doc<Release> release, CancellationToken ct) =>
        (await comms().Pings(release.Id, ct)).Any(ping => ping.Value.Posted) ? await comms().Open(release, ct) : null;

    private void Redraw(Commit commit, CommsFile was, CommsFile now)
    {
        foreach (var ping in now.Pings.Where(ping => (AnswerRules.IsAsked(now, ping), AnswerRules.Waits(now, ping)) != (AnswerRules.IsAsked(was, ping), AnswerRules.Waits(was, ping))))
            comms().Redraw(commit, now, ping);
    }
}
