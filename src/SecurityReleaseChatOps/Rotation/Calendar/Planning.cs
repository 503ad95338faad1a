using NodaTime;
using NodaTime.Extensions;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The state of a plan that is made.</summary>
internal sealed class Planning
{
    // A release week: two days ahead (row A3) and the day after; nobody carries two releases within a week.
    private const int Ahead = 2, After = 1, Week = 6;
    private const double Same = 1e-6;

    private readonly RotationSnapshot _rotation;
    private readonly Candidate[] _people;
    private readonly Dictionary<(Candidate, int), bool> _away = [];
    private readonly Dictionary<(string, int), int> _offsets = [];

    // How far evening out looks: enough for any team of today, and bounded for all others.
    private int _looks = 50_000;

    public Planning(RotationSnapshot rotation, Instant now, bool anew)
    {
        _rotation = rotation;
        var loads = FairnessRules.Of(rotation, now).ToDictionary(load => load.Person);
        _people =
        [
            .. rotation.Roster.Where(one => !one.Left).OrderBy(one => one.UserId, StringComparer.Ordinal)
                .Select(one => new Candidate(one, loads[one.UserId])),
        ];
        var byId = _people.ToDictionary(person => person.Id);
        var coming = rotation.Coming(now).ToHashSet();
        var today = DateOnly.FromDateTime(now.ToDateTimeUtc());
        Slots = [.. rotation.Shifts.Where(shift => !shift.Dropped && shift.Date > today.AddYears(-1)).Select(shift => new Slot(shift, coming.Contains(shift)))];
        foreach (var cadence in Slots.GroupBy(slot => slot.Shift.Cadence))
        {
            foreach (var (one, next) in cadence.Zip(cadence.Skip(1)))
            {
                one.Neighbours.Add(next);
                next.Neighbours.Add(one);
            }
        }
        var ofShifts = Slots.Select(slot => slot.Shift.Release).ToHashSet();
        foreach (var release in rotation.Releases.Where(release => release.Date > today.AddYears(-1) && !ofShifts.Contains(release.Release)))
        {
            foreach (var person in new[] { release.Primary, release.Secondary })
                byId.GetValueOrDefault(person)?.Days.Add(release.Date.DayNumber);
        }
        Keep(byId, anew ? today.DayNumber + Planner.Settled : int.MaxValue);
    }

    /// <summary>By date.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    public IReadOnlyList<Candidate> People => _people;

    /// <summary>Chooses whoever is missing, by the mildest excuse that gives two people; nobody where there are none.</summary>
    public void Choose(Slot slot)
    {
        foreach (var excuse in Enum.GetValues<Excuse>())
        {
            if (Choose(slot, excuse))
                return;
        }
    }

    /// <summary>Lets whoever carries more than one release more than another give one away, also through a third.</summary>
    public void EvenOut(IReadOnlyList<Slot> open)
    {
        for (var part = 0; part < 2; part++)
        {
            while (_looks > 0 && Give(open, part))
            {
            }
        }
    }

    /// <summary>Plans a shift that has an excuse together with one beside it, where both can do without.</summary>
    public void Mend(Slot slot)
    {
        foreach (var other in slot.Neighbours.Where(other => other.IsOpen))
        {
            var before = (slot.Primary, slot.Secondary, other.Primary, other.Secondary, slot.Excuse, other.Excuse);
            Clear(slot);
            Clear(other);
            if (Choose(slot, Excuse.None) && Choose(other, Excuse.None))
                return;
            Clear(slot);
            Clear(other);
            (slot.Excuse, other.Excuse) = (before.Item5, before.Item6);
            Put(slot, before.Item1, before.Item2);
            Put(other, before.Item3, before.Item4);
        }
    }

    /// <summary>Whether they work on its date, and are there on each of their workdays around it.</summary>
    public bool IsThere(Candidate person, Slot slot) => Works(person, slot.Day)
        && Enumerable.Range(slot.Day - Ahead, Ahead + After + 1).All(day => !Works(person, day) || !IsAway(person, day));

    public bool CarriesAnother(Candidate person, Slot slot)
    {
        var own = slot.Has(person) ? 1 : 0;
        return person.Days.Count(day => Math.Abs(day - slot.Day) <= Week) > own;
    }

    public static bool InARow(Candidate person, Slot slot) => slot.Neighbours.Any(other => other.Has(person));

    public static bool Works(Candidate person, int day) => person.Engineer.Hours.Days.Contains(DateOnly.FromDayNumber(day).DayOfWeek);

    /// <summary>Their workday on a date, in minutes of UTC from its midnight.</summary>
    public (int Start, int End) Hours(Candidate person, int day)
    {
        var zone = person.Engineer.Zone;
        if (!_offsets.TryGetValue((zone, day), out var offset))
        {
            var noon = Instant.FromDateTimeOffset(new(DateOnly.FromDayNumber(day), new(12, 0), TimeSpan.Zero));
            _offsets[(zone, day)] = offset = Workdays.LocalTime(person.Engineer, noon).Offset.Seconds / 60;
        }
        var start = (int)(person.Engineer.Hours.Start - TimeOnly.MinValue).TotalMinutes - offset;
        return (start, start + (int)(person.Engineer.Hours.End - person.Engineer.Hours.Start).TotalMinutes);
    }

    /// <param name="settled">The last day on which what is planned already stays.</param>
    private void Keep(Dictionary<string, Candidate> byId, int settled)
    {
        foreach (var (slot, part) in Parts())
        {
            // What is over, started or fixed is no choice of ours, also where they are not on the roster any more.
            slot.Keeps[part] = !slot.IsComing || slot.Shift.Release is not null || (slot.Shift.IsFixed && slot.Given(part) is not null);
            if (slot.Keeps[part])
                slot.Set(part, Person(slot, part));
        }
        foreach (var (slot, part) in Parts().Where(of => !of.Slot.Keeps[of.Part] && of.Slot.Day <= settled))
        {
            if (Person(slot, part) is { } person && Can(person, slot, part, Excuse.Both))
            {
                slot.Keeps[part] = true;
                slot.Set(part, person);
            }
        }

        IEnumerable<(Slot Slot, int Part)> Parts() => Slots.SelectMany(slot => new[] { (slot, 0), (slot, 1) });

        Candidate? Person(Slot slot, int part) => slot.Given(part) is { } id ? byId.GetValueOrDefault(id) : null;
    }

    private bool Choose(Slot slot, Excuse excuse)
    {
        if (slot.Keeps[0])
            return Complete(slot, excuse);
        foreach (var primary in Ordered(slot, 0).Where(one => Can(one, slot, 0, excuse)))
        {
            slot.Set(0, primary);
            if (Complete(slot, excuse))
                return true;
            slot.Set(0, null);
        }
        return false;
    }

    /// <summary>Chooses the Secondary beside the Primary.</summary>
    private bool Complete(Slot slot, Excuse excuse)
    {
        if (!slot.Keeps[1])
        {
            if (Ordered(slot, 1).FirstOrDefault(one => Can(one, slot, 1, excuse)) is not { } secondary)
                return false;
            slot.Set(1, secondary);
        }
        slot.Excuse = ExcuseOf(slot);
        return true;
    }

    /// <summary>Who carried least in this part first; then least in all, then who adds most hours, then who rested longest.</summary>
    private IEnumerable<Candidate> Ordered(Slot slot, int part)
    {
        var keys = new (double, double, int, int, int)[_people.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var person = _people[i];
            keys[i] = (
                Math.Round(person.Carried[part], 6),
                part == 0 ? Math.Round(person.Carried[0] + person.Carried[1], 6) : 0,
                part == 0 ? 0 : -Covered(slot.Primary, person, slot.Day),
                -person.Rest(slot.Day),
                i);
        }
        Array.Sort(keys);
        return keys.Select(key => _people[key.Item5]);
    }

    /// <summary>Whether someone can take a part of a shift beside the one who has the other.</summary>
    private bool Can(Candidate person, Slot slot, int part, Excuse excuse)
    {
        var other = slot[1 - part];
        return person != other
            && other?.Engineer.Region != person.Engineer.Region
            && (excuse.HasFlag(Excuse.InARow) || !InARow(person, slot))
            && !CarriesAnother(person, slot)
            && IsThere(person, slot)
            && (excuse.HasFlag(Excuse.SameHours) || other is null || !ShareHours(person, other, slot.Day));
    }

    private Excuse ExcuseOf(Slot slot) => (slot.Primary, slot.Secondary) is ({ } one, { } other)
        ? (ShareHours(one, other, slot.Day) ? Excuse.SameHours : Excuse.None) | (InARow(one, slot) || InARow(other, slot) ? Excuse.InARow : Excuse.None)
        : Excuse.None;

    private static bool ShareHours(Candidate one, Candidate other, int day) =>
        Workdays.ShareHours(one.Engineer, other.Engineer, Instant.FromDateTimeOffset(new(DateOnly.FromDayNumber(day), new(12, 0), TimeSpan.Zero)));

    private bool Give(IReadOnlyList<Slot> open, int part)
    {
        var byLoad = _people.OrderBy(person => Math.Round(person.Carried[part], 6)).ToList();
        foreach (var rich in Enumerable.Reverse(byLoad))
        {
            var slots = open.Where(slot => slot[part] == rich && !slot.Keeps[part] && slot.Excuse == Excuse.None).ToList();
            foreach (var poor in byLoad.TakeWhile(poor => rich.Carried[part] - poor.Carried[part] > 1 + Same))
            {
                if (slots.Exists(slot => Take(slot, poor)) || slots.Exists(slot => Through(slot, poor)))
                    return true;
                if (_looks <= 0)
                    return false;
            }
        }
        return false;

        bool Take(Slot slot, Candidate person)
        {
            _looks--;
            if (slot.Has(person) || !Can(person, slot, part, Excuse.None))
                return false;
            slot.Set(part, person);
            return true;
        }

        bool Through(Slot slot, Candidate poor)
        {
            var rich = slot[part];
            foreach (var third in byLoad.Where(third => third != rich && third != poor))
            {
                if (_looks <= 0 || !Take(slot, third))
                    continue;
                if (open.Any(other => other != slot && other[part] == third && !other.Keeps[part] && other.Excuse == Excuse.None && Take(other, poor)))
                    return true;
                slot.Set(part, rich);
            }
            return false;
        }
    }

    private int Covered(Candidate? one, Candidate other, int day)
    {
        var second = Hours(other, day);
        if (one is null)
            return second.End - second.Start;
        var first = Hours(one, day);
        var together = new[] { -1440, 0, 1440 }.Sum(by => Math.Max(0, Math.Min(first.End, second.End + by) - Math.Max(first.Start, second.Start + by)));
        return first.End - first.Start + second.End - second.Start - together;
    }

    private bool IsAway(Candidate person, int day)
    {
        if (!_away.TryGetValue((person, day), out var away))
        {
            var date = DateOnly.FromDayNumber(day).ToLocalDate();
            _away[(person, day)] = away = person.Engineer.Off.Why(DateOnly.FromDayNumber(day)) is not null || _rotation.AbsencesOf(person.Id).Any(
                absence => absence.Touches(date.AtMidnight(), date.PlusDays(1).AtMidnight()));
        }
        return away;
    }

    private static void Clear(Slot slot)
    {
        for (var part = 0; part < 2; part++)
        {
            if (!slot.Keeps[part])
                slot.Set(part, null);
        }
    }

    private static void Put(Slot slot, Candidate? primary, Candidate? secondary)
    {
        if (!slot.Keeps[0])
            slot.Set(0, primary);
        if (!slot.Keeps[1])
            slot.Set(1, secondary);
    }
}
