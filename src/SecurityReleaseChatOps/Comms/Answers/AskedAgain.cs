using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// A message shows its buttons as long as it is asked: they come back when what was approved is changed, and go when nobody waits for
/// an answer any more.
/// </summary>
internal sealed class AskedAgain(Func<CommsDesk> comms) : IReleaseWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        var desk = comms();
        if (before is null || !(await desk.Pings(after.Id, ct)).Any(ping => ping.Value.Posted))
            return;
        // Its version is the one that this commit makes; nothing here depends on it.
        var (was, now) = (await desk.Open(new Doc<Release>(before.Id, before, 0), ct), await desk.Open(new Doc<Release>(after.Id, after, 0), ct));
        foreach (var ping in now.Pings.Where(ping => AnswerRules.IsAsked(now, ping) != AnswerRules.IsAsked(was, ping)))
            desk.Redraw(commit, now, ping);
    }
}
