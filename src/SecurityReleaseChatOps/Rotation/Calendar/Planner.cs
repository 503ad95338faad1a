namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A planned shift.</summary>
/// <param name="Before">As it is.</param>
/// <param name="Primary">Slack user id; null where nobody can.</param>
/// <param name="Secondary">The same.</param>
/// <param name="Why">Plain text, one sentence: why these two, or why nobody.</param>
public sealed record PlannedShift(Shift Before, string? Primary, string? Secondary, string Why)
{
    public bool IsChanged => (Primary, Secondary) != (Before.Primary, Before.Secondary);

    /// <summary>The shift with its pair.</summary>
    public Shift After => Before with { Primary = Primary, Secondary = Secondary };
}

/// <summary>
/// Plans who carries the coming shifts. Pure and deterministic: two people from two regions, both present on the release's days, on no other release that week.
/// What people fixed stays, and so does whatever keeps these rules. Among candidates, whoever carried least in that part is chosen (see
/// <see cref="FairnessRules"/>), nobody twice in a row or with a partner of the same hours unless nobody else can; on a tie, whoever adds the most
/// hours, then whoever rested longest.
/// </summary>
public static class Planner
{
    /// <summary>Days ahead that replanning leaves alone, since people have made arrangements by then.</summary>
    public const int Settled = 28;

    /// <param name="nameOf">Plain text of a person's name.</param>
    /// <param name="anew">
    /// Whether anything neither fixed nor within <see cref="Settled"/> days may change too, if that improves the plan: it begins with the current plan,
    /// so that one that cannot be improved stays.
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

/// <summary>The rule a choice breaks because nobody can keep it.</summary>
[Flags]
internal enum Excuse
{
    None = 0,
    SameHours = 1,
    InARow = 2,
    Both = SameHours | InARow,
}
