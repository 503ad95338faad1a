using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A release is not over while a ping of it waits for its time, or a change of it to be said.</summary>
internal sealed class CommsEnd(CommsStore comms) : IReleaseEnd
{
    public async Task<bool> Ending(Commit commit, Doc<Release> release, DateTimeOffset now, CancellationToken ct) =>
        !(await comms.Pings(release.Id, ct)).Any(ping => ping.Value.IsScheduled)
        && (await comms.Told(release.Id, ct)).Values.All(told =>
            !ChangeRules.IsOutdated(told.Value, release.Value) || ChangeRules.IsLeft(told.Value, release.Value));
}
