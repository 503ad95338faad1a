using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A proposed plan.</summary>
/// <param name="Changes">Its changes, by date.</param>
/// <param name="Open">Shifts left as they are because nobody can carry them, by date.</param>
/// <param name="Mark">Identifies the proposal by its content.</param>
internal sealed record Proposal(IReadOnlyList<PlannedShift> Changes, IReadOnlyList<PlannedShift> Open, bool Anew, string Mark)
{
    /// <summary>Everything to show, by date.</summary>
    public IReadOnlyList<PlannedShift> All { get; } = [.. Changes.Concat(Open).OrderBy(shift => shift.Before.Date)];

    public static Proposal Of(RotationSnapshot rotation, Instant now, Func<string, string> nameOf, bool anew)
    {
        var plan = Planner.Propose(rotation, now, nameOf, anew);
        IReadOnlyList<PlannedShift> changes = [.. plan.Where(shift => shift.IsChanged)];
        return new(
            changes,
            [.. plan.Where(shift => !shift.IsChanged && (shift.Primary is null || shift.Secondary is null))],
            anew,
            ReadAt.Mark(changes.Select(shift => new[] { shift.Before, shift.After }).ToList())!);
    }
}

/// <summary>Proposes: a plan is made once and stays until the rotation, a name or what comes is another.</summary>
internal sealed class Proposals(SlackDirectory directory, TimeProvider time)
{
    private readonly Made<Proposal> _missing = new();
    private readonly Made<Proposal> _anew = new();

    public Proposal Of(RotationSnapshot rotation, bool anew)
    {
        var now = time.Now();
        // The rotation is another each day: only those of until today end while it is the same.
        var current = rotation.Coming(now).TakeWhile(shift => shift.Date <= now.UtcDay()).Count();
        return (anew ? _anew : _missing).Of(
            () => Proposal.Of(rotation, now, directory.NameOf, anew), rotation, current, (object?)directory.Snapshot ?? "");
    }
}
