using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Drafts a handover from the checklist: what is open carries over until it is done.</summary>
internal sealed class ChecklistHandoverSource(ChecklistStore checklists, SlackDirectory directory, TimeProvider time) : IHandoverSource
{
    public async Task<SuggestedHandover?> Draft(Doc<Release> release, string to, DateTimeOffset? since, CancellationToken ct) =>
        await checklists.Open(release, ct) is { } snapshot ? ChecklistHandover.Draft(snapshot.Board, since, to, directory.NameOf, time.GetUtcNow()) : null;

    public async Task<int> Blocked(Doc<Release> release, CancellationToken ct) =>
        await checklists.Open(release, ct) is { } checklistSnapshot ? Agenda.Blocked(checklistSnapshot.Board).Count : 0;

    public Button Open(string releaseId) => OpenChecklist.OpenButton(releaseId) with { Text = "Open checklist" };
}
