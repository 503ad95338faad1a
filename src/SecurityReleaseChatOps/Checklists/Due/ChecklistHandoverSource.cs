using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Drafts a handover from the checklist: what is open carries over until it is done.</summary>
internal sealed class ChecklistHandoverSource(ChecklistStore desk, SlackDirectory directory, TimeProvider time) : IHandoverSource
{
    public async Task<SuggestedHandover?> Draft(Doc<Release> release, string to, DateTimeOffset? since, CancellationToken ct) =>
        await desk.Open(release, ct) is { } file ? ChecklistHandover.Draft(file.Board, since, to, directory.NameOf, time.GetUtcNow()) : null;

    public async Task<int> Blocked(Doc<Release> release, CancellationToken ct) => await desk.Open(release, ct) is { } file ? Agenda.Blocked(file.Board).Count : 0;

    public Button Open(string releaseId) => OpenChecklist.OpenButton(releaseId) with { Text = "Open checklist" };
}
