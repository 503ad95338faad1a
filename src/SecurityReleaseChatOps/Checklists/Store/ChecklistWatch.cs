using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Starts a checklist with its release, and keeps it in step with changes of the release.</summary>
internal sealed class ChecklistWatch(ChecklistStore checklists, TimeProvider time) : IReleaseWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        // Its version will be the one this commit makes; nothing here depends on it.
        var doc = new Doc<Release>(after.Id, after, 0);
        var snapshot = before is null ? null : await checklists.Follow(commit, doc, new Dictionary<Type, IReadOnlyList<Fact>>(), by, ct, before);
        if (snapshot is null)
        {
            if (!after.IsActive || await checklists.Open(doc, ct) is not { } starting)
                return;
            await checklists.Save(commit, starting, new() { Board = starting.Board }, by, ct, releaseSaved: true);
            snapshot = starting;
        }

        if (before?.MergedAt is null && after.MergedAt is { } merged)
            checklists.Tell(commit, after.Id, $"merged/{merged.ToUnixTimeSeconds()}", Merged(snapshot, merged, time.GetUtcNow()));
        var known = before?.Fixes.Select(fix => fix.Id).ToHashSet() ?? [];
        var late = ReleaseDeadlines.LateFixes(snapshot.Board).Where(fix => !known.Contains(fix.Id)).ToList();
        if (late.Count > 0)
            checklists.Tell(commit, after.Id, $"late/{time.GetUtcNow().ToUnixTimeSeconds()}", Late(late));
    }

    private static string Merged(ChecklistSnapshot checklistSnapshot, DateTimeOffset merged, DateTimeOffset now)
    {
        var window = AnnouncementWindow.Of(checklistSnapshot.Board, merged);
        var announce = window.Open.Count == 0
            ? ""
            // It may be reported hours later.
            : now >= merged + AnnouncementWindow.Length ? $" The 60 minutes are over, and not announced is {ChecklistText.Few(window.Open)}."
            : $" Announce everything by {Mrkdwn.Date(merged + AnnouncementWindow.Length, "{time}")}: {ChecklistText.Few(window.Open)}.";
        return $":twisted_rightwards_arrows: Merged.{announce}";
    }

    private static string Late(List<ReleaseFix> late) =>
        $":scissors: After the 48-hour deadline came {Text.PlainText.Some(late, 3, fix => Mrkdwn.Plain(fix.Id))}: likely out. "
        + "Not in the post; keep the blog text as a comment on the issue.";
}
