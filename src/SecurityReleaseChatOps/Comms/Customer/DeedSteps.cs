using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Has the checklist follow what happens in communications, in the same commit.</summary>
internal sealed class DeedSteps(ChecklistDesk checklists, TimeProvider time)
{
    /// <param name="deeds">In this order: what happened, or what was taken back.</param>
    /// <param name="releaseSaved">True when the same commit saves the release itself.</param>
    /// <returns>Steps that could not follow, and why; mrkdwn, a line each.</returns>
    public async Task<IReadOnlyList<string>> Follow(
        Commit commit, Doc<Release> release, string by, IReadOnlyList<(Deed Deed, bool Done)> deeds, CancellationToken ct, bool releaseSaved = false)
    {
        if (deeds.Count == 0 || await checklists.Open(release, ct) is not { } file)
            return [];
        var now = time.GetUtcNow();
        var decided = deeds.Aggregate(
            new ChecklistDecision { Checklist = file.Board.Checklist },
            (so, next) => so.Then(file.Board, at => next.Done ? Deeds.Do(at, next.Deed, by, now) : Deeds.Undo(at, next.Deed, by, now)));
        if (decided.Events.Count > 0)
            await checklists.Save(commit, file, decided, by, ct, releaseSaved);
        return decided.Notes;
    }
}
