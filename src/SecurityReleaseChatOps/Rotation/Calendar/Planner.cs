using NodaTime;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A shift as it is planned.</summary>
/// <param name="Before">As it is.</param>
/// <param name="Primary">Slack user id; null where nobody can.</param>
/// <param name="Secondary">The same.</param>
/// <param name="Why">Plain text, a sentence: why these two, or why nobody.</param>
public sealed record PlannedShift(Shift Before, string? Primary, string? Secondary, string Why)
{
    public bool IsChanged => (Primary, Secondary) != (Before.Primary, Before.Secondary);

    /// <summary>The shift with its pair.</summary>
    public Shift After => Before with { Primary = Primary, Secondary = Secondary };
}

/// <summary>
/// Who carries the coming shifts, pure and deterministic: two people of two regions, both there in the days of the release, on no other release that week.
/// What people fixed stays, and so does whatever keeps these rules. Of those who can, the one is chosen who carried least in that part (see
/// <see cref="FairnessRules"/>), nobody twice in a row or with a partner of the same hours unless nobody else can; where that is equal, who adds the most
/// hours, then who rested longest.
/// </summary>
public static class Planner
{
    /// <summary>Days that a plan made anew leaves as they are: people have arranged themselves by then.</summary>
    public const int Settled = 28;

    /// <param name="nameOf">Plain text of a person's name.</param>
    /// <param name="anew">
    /// Whether whatever is neither fixed nor within <see cref="Settled"/> days may change too, where that makes the plan better: it begins with the plan
    /// that stands, so that one that cannot be better stays as it is.
    /// </param>
    /// <returns>All coming shifts whose release is not started, by date.</returns>
    public static IReadOnlyList<PlannedShift> Propose(RotationSnapshot rotation, Instant now, Func<string, string> nameOf, bool anew = false)
    {
        var planning = new Planning(rotation, now);
        foreach (var slot in planning.Slots.Where(slot => slot.IsOpen))
            planning.Choose(slot);
        if (anew)
            planning.Loosen();
        new PlanMending(planning, [.. planning.Slots.Where(slot => slot.IsOpen)]).Mend();
        return [.. planning.Slots.Where(slot => slot.Shift.Release is null && slot.IsComing)
            .Select(slot => new PlannedShift(slot.Shift, slot.Planned(0), slot.Planned(1), PlanText.Why(planning, slot, nameOf)))];
    }
}

/// <summary>Which rule a choice breaks because nobody can keep it.</summary>
[Flags]
internal enum Excuse
{
    None = 0,
    SameHours = 1,
    InARow = 2,
    Both = SameHours | InARow,
}
