using System.Globalization;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Who worked the checklist: did and claimed steps, confirmed them as the second person, commented.</summary>
internal sealed class FromChecklist(ChecklistDesk desk) : IContributions
{
    public async Task<IReadOnlyList<Contribution>> Of(Doc<Release> release, CancellationToken ct) =>
        await desk.Open(release, ct) is { Read: not null } file ? Of(file.Board) : [];

    internal static IReadOnlyList<Contribution> Of(Board board)
    {
        var steps = board.Steps;
        return
        [
            .. Counted(steps.SelectMany(step => step.State.Confirmations.Take(1)).Select(first => first.By), ThanksGroup.Carried, "step", "steps"),
            .. Counted(steps.SelectMany(step => step.State.Confirmations.Skip(1)).Select(second => second.By), ThanksGroup.Reviewed, "step as the second person", "steps as the second person"),
            .. Counted(steps.Where(step => step.Open).Select(step => step.State.ClaimedBy).OfType<string>(), ThanksGroup.Carried, "claimed step", "claimed steps"),
            .. Counted(steps.SelectMany(step => step.State.Comments).Select(comment => comment.By), ThanksGroup.Carried, "comment", "comments"),
            .. Counted(board.Checklist.Added.Select(added => added.By), ThanksGroup.Carried, "step of the day", "steps of the day"),
        ];
    }

    private static IEnumerable<Contribution> Counted(IEnumerable<string> people, ThanksGroup group, string one, string several) => people
        .GroupBy(person => person)
        .Select(of => new Contribution(of.Key, group, string.Create(CultureInfo.InvariantCulture, $"{of.Count()} {(of.Count() == 1 ? one : several)}")));
}
