using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Who worked on the checklist: did, claimed or commented on steps, or confirmed them as the second person.</summary>
internal sealed class FromChecklist(ChecklistStore checklists, SlackDirectory directory) : IContributions
{
    public async Task<IReadOnlyList<Contribution>> Of(Doc<Release> release, CancellationToken ct) =>
        await checklists.Open(release, ct) is { Read: not null } snapshot ? Of(snapshot.Board, directory.TeamOf) : [];

    /// <param name="team">A person's group: Communications' approval is a step too, but not carrying the release.</param>
    internal static IReadOnlyList<Contribution> Of(Board board, Func<string, ThanksGroup> team)
    {
        var steps = board.Steps;
        return
        [
            .. Counted(steps.Where(step => !IsReview(step)).SelectMany(step => step.State.Confirmations.Take(1))
                .Select(first => first.By), team, "step", "steps"),
            .. Counted(steps.Where(IsReview).SelectMany(step => step.State.Confirmations.Take(1)).Select(first => first.By), _ =>
                ThanksGroup.Reviewed, "step of a CVE as its reviewer", "steps of CVEs as their reviewer"),
            .. Counted(steps.SelectMany(step => step.State.Confirmations.Skip(1)).Select(second => second.By), _ =>
                ThanksGroup.Reviewed, "step as the second person", "steps as the second person"),
            .. Counted(steps.Where(step => step.Open).Select(step => step.State.ClaimedBy).OfType<string>(), team, "claimed step", "claimed steps"),
            .. Counted(steps.SelectMany(step => step.State.Comments).Select(comment => comment.By), team, "comment", "comments"),
            .. Counted(board.Checklist.Added.Select(added => added.By), team, "step of the day", "steps of the day"),
        ];
    }

    // Validating a CVE means reviewing what somebody else wrote.
    private static bool IsReview(Step step) => step.State.Event?.Kind is CveEvidence.Validated or CveEvidence.Publishable;

    private static IEnumerable<Contribution> Counted(IEnumerable<string> people, Func<string, ThanksGroup> group, string one, string several) => people
        .GroupBy(person => person)
        .Select(of =>
            new Contribution(of.Key, group(of.Key), string.Create(CultureInfo.InvariantCulture, $"{of.Count()} {(of.Count() == 1 ? one : several)}")));
}
