namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>
/// Makes a plan better that was made shift by shift: fewer excuses, then an even load. What stays is not touched, and what it made it leaves as it is.
/// </summary>
internal sealed class PlanMending(Planning planning, IReadOnlyList<Slot> open)
{
    private const double Same = 1e-6;

    // Since the last that was better. Enough for any team of today, and bounded for all others.
    private const int MostLooks = 20_000;

    private int _looks;

    /// <summary>Until nothing gets better.</summary>
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
    /// Lets whoever carries more than one release more than another in one part give it away: to them or through a third, or by changing parts with who is
    /// beside them.
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

    /// <summary>Plans a shift that has an excuse, or nobody, once more: alone, or together with one beside it.</summary>
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

    /// <summary>After a first step, one more on another shift of whoever it burdened.</summary>
    private bool Follows(IReadOnlyList<Slot> even, Slot slot, int part, double before) =>
        new[] { part, 1 - part }.Any(heavy => even.Any(other =>
            other != slot && !other.Keeps[heavy] && other[heavy] == slot[heavy] && Tries(other, heavy, () => planning.Uneven.Sum < before - Same)));

    /// <summary>Gives a part of a shift to each who can take it, or to its other one, until that is found better.</summary>
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
