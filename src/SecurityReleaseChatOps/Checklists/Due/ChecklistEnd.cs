using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A release is not over before what follows 30 days after it was said, and had its week; what was said once of it is then forgotten.</summary>
internal sealed class ChecklistEnd(ChecklistDesk desk, SaidOnce once) : IReleaseEnd
{
    public async Task<bool> Ending(Commit commit, Doc<Release> release, DateTimeOffset now, CancellationToken ct)
    {
        if (release.Value.IsFollowed(now))
            return false;
        var said = await once.Of(release.Id + "/", ct);
        if (DeadlinesJob.FollowUpKey(release.Value) is { } last && !said.ContainsKey(last) && (await desk.Followed([release], ct)).Count > 0)
            return false;
        SaidOnce.Forget(commit, said.Keys.Concat((await once.Of(Reminders.UpcomingKeys(release.Id), ct)).Keys));
        return true;
    }
}
