using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A release is not over before what follows 30 days after it was said, and had its week; what was said once of it is then forgotten.</summary>
internal sealed class ChecklistEnd(ChecklistStore checklists, SaidOnce once) : IReleaseEnd
{
    // Those of the daily messages that the morning brief took the place of.
    private const string OfEarlierVersions = "checklist-overdue/";

    public async Task<bool> Ending(Commit commit, Doc<Release> release, DateTimeOffset now, CancellationToken ct)
    {
        if (release.Value.IsFollowed(now))
            return false;
        var said = await once.Of(release.Id + "/", ct);
        if (DeadlinesJob.FollowUpKey(release.Value) is { } last && !said.ContainsKey(last)
            && (await checklists.Followed([release], ct)).Any(snapshot => ReleaseDeadlines.FollowUp(snapshot.Board) is not null))
        {
            return false;
        }
        SaidOnce.Forget(commit, [.. said.Keys, .. (await once.Of(Reminders.Keys(release.Id), ct)).Keys, .. (await once.Of(OfEarlierVersions, ct)).Keys]);
        return true;
    }
}
