using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A release is not over while a ping of it waits for its time.</summary>
internal sealed class PingsEnd(CommsDesk desk) : IReleaseEnd
{
    public async Task<bool> Ending(Commit commit, Doc<Release> release, DateTimeOffset now, CancellationToken ct) =>
        !(await desk.Pings(release.Id, ct)).Any(ping => ping.Value.IsScheduled);
}
