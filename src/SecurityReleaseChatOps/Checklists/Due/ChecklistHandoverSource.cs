using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Drafts a handover from the checklist: what is open carries over until it is done.</summary>
internal sealed class ChecklistHandoverSource(ChecklistDesk desk, IStore store, SlackDirectory directory, TimeProvider time) : IHandoverSource
{
    public async Task<HandoverWords?> Draft(Doc<Release> release, string to, DateTimeOffset? since, CancellationToken ct)
    {
        if (await desk.Open(release, ct) is not { } file)
            return null;
        var now = time.GetUtcNow();
        var workday = new RosterWorkday(await Roster.Read(store, ct));
        return ChecklistHandover.Draft(file.Board, since, to, workday.End(to, now), directory.NameOf, now);
    }
}
