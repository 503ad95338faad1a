namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>
/// Improves a plan made shift by shift: fewer excuses, then a more even load. Fixed parts are not touched, and it leaves no plan worse than before.
/// </summary>
internal sealed class PlanMending(Planning planning, IReadOnlyList<Slot> open)
{
    private const double Same = 1e-6;

    // Attempts since the last improvement. Enough for any real team, and bounded for all others.
    private const int MostLooks = 20_000;

    private int _looks;

    /// <summary>Repeats until nothing improves.</summary>
    public void Mend()
    {
        do
        {
            while (open.Any(slot => IsTroubled(slot) && Mend(slot)))
            {
            }
        }
        while (EvenOut());
    }

    /// <summary>
    /// Lets whoever carries at least two releases more than another in one part give one away: directly, through a third person, or by swapping parts with the
    /// other engineer.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    private bool EvenOut()
    {
        var even = open.Where(slot => !IsTroubled(slot)).ToList();
        var changed = false;
        while (Improves(even))
            changed = true;
        return changed;
    }

    private bool IsTroubled(Slot slot) => slot.Primary is null || slot.Secondary is null || planning.ExcuseOf(slot) != Excuse.None;

    /// <summary>Replans a shift with an excuse or with nobody: alone, or together with a neighbouring one.</summary>
    private bool Mend(Slot slot)
    {
        var (primary, secondary, isMissing) = (slot.Primary, slot.Secondary, slot.Planned(0) is null || slot.Planned(1) is null);
        slot.Clear();
        if (planning.Choose(slot, Excuse.None) && !IsTroubled(slot) || isMissing && planning.Choose(slot))
            return true;
        slot.Put(primary, secondary);
        foreach (var other in slot.Neighbours.Where(other => other.IsOpen))
        {
            var (first, second) = (other.Primary, other.Secondary);
            slot.Clear();
            other.Clear();
            if (planning.Choose(slot, Excuse.None) && planning.Choose(other, Excuse.None) && !IsTroubled(slot) && !IsTroubled(other))
                return true;
            slot.Clear();
            other.Put(first, second);
            slot.Put(primary, secondary);
        }
        return false;
    }

    private bool Improves(IReadOnlyList<Slot> even)
    {
        if (even.Count == 0)
            return false;
        _looks = MostLooks;
        double[] least = [planning.People.Min(person => person.Carried[0]), planning.People.Min(person => person.Carried[1])];
        foreach (var (slot, part) in even.SelectMany(slot => new[] { (slot, 0), (slot, 1) }))
        {
            if (slot.Keeps[part] || slot[part]!.Carried[part] - least[part] <= 1 + Same)
                continue;
            var before = planning.Uneven.Sum;
            if (Tries(slot, part, () => planning.Uneven.Sum < before - Same || Follows(even, slot, part, before)))
                return true;
        }
        return false;
    }

    /// <summary>After a first step, takes another on a different shift of the person it burdened.</summary>
    private bool Follows(IReadOnlyList<Slot> even, Slot slot, int part, double before) =>
        new[] { part, 1 - part }.Any(heavy => even.Any(other =>
            other != slot && !other.Keeps[heavy] && other[heavy] == slot[heavy] && Tries(other, heavy, () => planning.Uneven.Sum < before - Same)));

    /// <summary>Tries to give a part of a shift to each person who can take it, or swaps its parts, until the plan improves.</summary>
    private bool Tries(Slot slot, int part, Func<bool> isBetter)
    {
        var (primary, secondary) = (slot.Primary, slot.Secondary);
        foreach (var person in planning.People)
        {
            if (_looks <= 0)
                return false;
            if (person == slot[part] || (person == slot[1 - part] ? slot.Keeps[1 - part] : !planning.Can(person, slot, part, Excuse.None)))
                continue;
            _looks--;
            if (person == slot[1 - part])
                slot.Put(secondary, primary);
            else
                slot.Set(part, person);
            if (isBetter())
                return true;
            slot.Put(primary, secondary);
        }
        return false;
    }
}
