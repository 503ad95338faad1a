using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Shows a message's buttons only while it asks: they come back when what was approved changes, and go when nobody waits for
/// an answer any more. The note that it waits goes once its step is done another way.
/// </summary>
internal sealed class AskedAgain(Func<CommsStore> comms, Func<IEmbargoGuard> guard) : IReleaseWatcher, IChecklistWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        // The commit is about to create its version; nothing here depends on it.
        if (before is not null && await Open(new(after.Id, after, 0), ct) is { } now)
            await Redraw(commit, await comms().Open(new Doc<Release>(before.Id, before, 0), ct), now, ct);
    }

    public async Task Saving(Commit commit, ChecklistSnapshot before, ChecklistSnapshot after, CancellationToken ct)
    {
        if (await Open(after.ReleaseRead, ct) is { } now)
            await Redraw(commit, now with { Checklist = before }, now with { Checklist = after }, ct);
    }

    /// <returns>Null when nothing was posted in a channel.</returns>
    private async Task<CommsSnapshot?> Open(Doc<Release> release, CancellationToken ct) =>
        (await comms().Pings(release.Id, ct)).Any(ping => ping.Value.Posted) ? await comms().Open(release, ct) : null;

    private async Task Redraw(Commit commit, CommsSnapshot was, CommsSnapshot now, CancellationToken ct)
    {
        foreach (var read in now.Read.Where(read => Asked(now, read.Value) != Asked(was, read.Value)))
        {
            // A message that may not go there any more, or names facts still embargoed by another release, stays as it is: it must not block the commit.
            var alone = new Commit();
            comms().Redraw(alone, now, read);
            if (await guard().Refuse(alone.Told, ct) is null)
                comms().Redraw(commit, now, read);
        }
    }

    private static (bool IsAsked, bool Waits) Asked(CommsSnapshot snapshot, Ping ping) =>
        (AnswerRules.IsAsked(snapshot, ping), AnswerRules.Waits(snapshot, ping));
}
