using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Status and Next of a handover, drafted from the checklist as plain text for a person to edit: short, since the checklist has the rest.</summary>
public static class ChecklistHandover
{
    /// <summary>How many steps are named.</summary>
    private const int Named = 3;

    // Longest title, in characters.
    private const int Longest = 45;

    /// <param name="since">The last handover; null: the start.</param>
    /// <param name="receiver">Slack user id.</param>
    /// <param name="name">From a Slack user id to what people read.</param>
    public static SuggestedHandover Draft(Board board, Instant? since, string receiver, Func<string, string> name, Instant now)
    {
        var progress = Progress.Of(board, now);
        var settled = since is null ? 0 : board.Steps.Count(step => step.State.SettledAt > since);
        var status = $"{progress.Settled} of {progress.Total} steps are done{(settled > 0 ? $", {settled} since the last handover" : "")}.";
        var next = board.Steps.Where(step => step.InProgress).Concat(Agenda.Overdue(board, now)).Concat(Agenda.NextFor(board, receiver, now))
            .DistinctBy(step => step.Key).Take(Named).ToList();
        return new(status, next.Count == 0 ? "Nothing is open." : string.Join('\n', next.Select(Line)));

        string Line(Step step)
        {
            var by = step.State.Confirmations.Count > 0
                ? " (needs a second person)"
                : step.State.ClaimedBy is { } claimant ? $" ({name(claimant)})" : Agenda.IsOverdue(board, step, now) ? " (overdue)" : "";
            return $"- {Text.PlainText.Cut(ChecklistText.PlainTitle(step), Longest)}{by}";
        }
    }
}

/// <summary>Drafts a handover from the checklist: open steps carry over until they are done.</summary>
internal sealed class ChecklistHandoverSource(ChecklistStore checklists, SlackDirectory directory, TimeProvider time) : IHandoverSource
{
    public async Task<SuggestedHandover?> Draft(Doc<Release> release, string to, Instant? since, CancellationToken ct) =>
        await checklists.Open(release, ct) is { } snapshot ? ChecklistHandover.Draft(snapshot.Board, since, to, directory.NameOf, time.Now()) : null;

    public async Task<int> Blocked(Doc<Release> release, CancellationToken ct) =>
        await checklists.Open(release, ct) is { Board: var board } ? board.Steps.Count(step => step.Open && !Agenda.IsReady(board, step)) : 0;

    public Button Open(string releaseId) => OpenChecklist.OpenButton(releaseId) with { Text = "Open checklist" };
}
