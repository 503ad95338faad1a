using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A proposal's changes, with reasons.</summary>
internal static class PlanMessage
{
    // A message is read on a phone; a modal holds 100 blocks.
    private const int Most = 5;
    private const int MostInModal = 95;

    /// <param name="nameOf">Plain text.</param>
    /// <param name="today">Where the reader is.</param>
    /// <param name="first">mrkdwn shown before it; null for nothing.</param>
    public static Message Render(Proposal proposal, IReadOnlyList<Cadence> cadences, Func<string, string> nameOf, DateOnly today, string? first = null) => new()
    {
        Text = proposal.All.Count == 0 ? "The plan stands." : "The plan",
        Blocks =
        [
            .. Said(first is null ? null : ":warning: " + first),
            .. Said(proposal.All.Count > 0 ? null : proposal.Anew ? "*The plan stands.* It is as even as the rules allow."
                : "*The plan stands.* Everyone can carry what they have."),
            .. Lines(proposal, Most, cadences, nameOf, today),
            .. proposal.All.Count == 0 ? (IEnumerable<Block>)[] : [new ActionsBlock { Elements = [.. Buttons(proposal)] }],
        ],
    };

    /// <summary>The complete list.</summary>
    public static ModalViewDefinition Whole(Proposal proposal, IReadOnlyList<Cadence> cadences, Func<string, string> nameOf, DateOnly today) => new()
    {
        Title = "The plan",
        Close = "Close",
        Blocks = [.. Lines(proposal, MostInModal, cadences, nameOf, today)],
    };

    private static IEnumerable<Block> Lines(Proposal proposal, int most, IReadOnlyList<Cadence> cadences, Func<string, string> nameOf, DateOnly today) =>
        proposal.All.Take(most).SelectMany(shift => Said(Line(shift, cadences, nameOf, today)))
            .Concat(Said(proposal.All.Count > most ? $"and {proposal.All.Count - most} more" : null));

    private static IEnumerable<ActionElement> Buttons(Proposal proposal)
    {
        if (proposal.Changes.Count > 0)
            yield return AcceptPlan.Button(proposal);
        if (proposal.All.Count > Most)
            yield return ShowPlan.Button(proposal);
    }

    private static IEnumerable<Block> Said(string? mrkdwn) => mrkdwn is null ? [] : [SectionBlock.Of(mrkdwn)];

    /// <summary>mrkdwn: a shift, its change, and why.</summary>
    private static string Line(PlannedShift shift, IReadOnlyList<Cadence> cadences, Func<string, string> nameOf, DateOnly today)
    {
        return $"*{ShiftText.Named(shift.Before, cadences, today)}* {Part(shift.Before.Primary, shift.Primary)}, "
            + $"{Part(shift.Before.Secondary, shift.Secondary)}\n{Mrkdwn.Plain(shift.Why)}";

        string Part(string? before, string? after) => (after is null ? "nobody" : Mrkdwn.Plain(nameOf(after)))
            + (before is null || before == after ? "" : $" instead of {Mrkdwn.Plain(nameOf(before))}");
    }
}
