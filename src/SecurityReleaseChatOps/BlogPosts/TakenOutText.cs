using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>
/// For a fix taken out after the 48-hour deadline, the thread gets its text of the post, to paste as a comment on its issue (row A4).
/// </summary>
internal sealed class TakenOutText(BlogPostStore posts, ChecklistStore checklists, PostDraft draft, TimeProvider time) : IReleaseWatcher
{
    // More at once means the release itself goes, or they are taken out one by one.
    private const int Most = 4;

    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        var here = after.Fixes.Select(fix => fix.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (before is null || before.Fixes.Where(fix => !here.Contains(fix.Id)).ToList() is not { Count: > 0 } gone)
            return;
        var (doc, now) = (new Doc<Release>(before.Id, before, 0), time.Now());
        if (await checklists.Open(doc, ct) is not { } checklist || !(ReleaseDeadlines.FixDeadline(checklist.Board) < now))
            return;
        var read = await posts.Open(doc, ct);
        foreach (var fix in read.Facts.Fixes.Where(fix => gone.Exists(one => one.Id == fix.Fix)).Take(Most))
            checklists.Tell(commit, after.Id, $"taken-out/{now.ToUnixTimeMilliseconds()}/{fix.Fix}", Words(fix.Fix, draft.Entry(read.Facts, fix)));
        if (gone.Count > Most)
            checklists.Tell(
                commit, after.Id, $"taken-out/{now.ToUnixTimeMilliseconds()}", string.Create(CultureInfo.InvariantCulture, $"… and {gone.Count - Most} more"));
    }

    private static string Words(string fix, string entry) =>
        $":scissors: {Mrkdwn.Plain(fix)} was taken out after the 48-hour deadline. Its blog text, to paste as a comment on its issue:\n"
        + $"```{Mrkdwn.Escape(entry).Replace('`', 'ˋ')}```";
}
