namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The state of a plan in the making.</summary>
internal sealed class Planning
{
    // A release's days: from two days before (row A3) to the day after; nobody carries two releases within a week.
    private const int Ahead = 2, After = 1, Week = 6, LongestRest = 1000;

    private readonly Candidate[] _people;
    private readonly Dictionary<(string, int), int> _offsets = [];
    private readonly int _today;

    public Planning(RotationSnapshot rotation, Instant now)
    {
        var loads = FairnessRules.Of(rotation, now).ToDictionary(load => load.Person);
        _people =
        [
            .. rotation.Roster.Where(one => !one.Left).OrderBy(one => one.UserId, StringComparer.Ordinal)
                .Select(one => new Candidate(one, loads[one.UserId])),
        ];
        foreach (var person in _people)
            Uneven.Add(person);
        var byId = _people.ToDictionary(person => person.Id);
        var coming = rotation.Coming(now).ToHashSet();
        var today = now.UtcDay();
        _today = today.DayNumber;
        Slots =
        [
            .. rotation.Shifts.Where(shift => !shift.Dropped && shift.Date > today.AddYears(-1))
                .Select(shift => new Slot(shift, coming.Contains(shift), Uneven)),
        ];
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
        Keep(byId);
    }

    /// <summary>By date.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    public IReadOnlyList<Candidate> People => _people;

    public Unevenness Uneven { get; } = new();

    /// <summary>
    /// Fills the missing parts under the mildest excuse that gives two people, replacing both if nobody fits the one present.
    /// </summary>
    /// <returns>Whether there is a pair.</returns>
    public bool Choose(Slot slot)
    {
        if (Enum.GetValues<Excuse>().Any(excuse => Choose(slot, excuse)))
            return true;
        if (slot.Shift.IsFixed || slot.Keeps[0] == slot.Keeps[1])
            return false;
        var (part, stays) = slot.Keeps[0] ? (0, slot.Primary) : (1, slot.Secondary);
        slot.Keeps[part] = false;
        slot.Set(part, null);
        if (Enum.GetValues<Excuse>().Any(excuse => Choose(slot, excuse)))
            return true;
        slot.Keeps[part] = true;
        slot.Set(part, stays);
        return false;
    }

    /// <summary>Whether they work on its date, and are present on each of their workdays around it.</summary>
    public bool IsThere(Candidate person, Slot slot)
    {
        if (!person.Works(slot.Day))
            return false;
        for (var day = slot.Day - Ahead; day <= slot.Day + After; day++)
        {
            if (person.Works(day) && person.IsAway(day))
                return false;
        }
        return true;
    }

    public bool CarriesAnother(Candidate person, Slot slot)
    {
        var others = slot.Has(person) ? -1 : 0;
        foreach (var day in person.Days)
            others += Math.Abs(day - slot.Day) <= Week ? 1 : 0;
        return others > 0;
    }

    public static bool InARow(Candidate person, Slot slot)
    {
        foreach (var other in slot.Neighbours)
        {
            if (other.Has(person))
                return true;
        }
        return false;
    }

    /// <summary>Their workday on a date, in minutes from its UTC midnight.</summary>
    public (int Start, int End) Hours(Candidate person, int day)
    {
        var start = (int)(person.Engineer.Hours.Start - TimeOnly.MinValue).TotalMinutes - Offset(person, day);
        return (start, start + (int)(person.Engineer.Hours.End - person.Engineer.Hours.Start).TotalMinutes);
    }

    /// <summary>Lets everyone kept so far change, except what is settled.</summary>
    public void Loosen()
    {
        foreach (var (slot, part) in Parts().Where(of => of.Slot.Day > _today + Planner.Settled && !IsGiven(of.Slot, of.Part)))
            slot.Keeps[part] = false;
    }

    private IEnumerable<(Slot Slot, int Part)> Parts() => Slots.SelectMany(slot => new[] { (slot, 0), (slot, 1) });

    /// <summary>Shifts that are over, started or fixed are not ours to choose, even if their people left the roster.</summary>
    private static bool IsGiven(Slot slot, int part) =>
        !slot.IsComing || slot.Shift.Release is not null || (slot.Shift.IsFixed && slot.Given(part) is not null);

    private void Keep(Dictionary<string, Candidate> byId)
    {
        foreach (var (slot, part) in Parts().Where(of => IsGiven(of.Slot, of.Part)))
        {
            slot.Keeps[part] = true;
            slot.Set(part, Person(slot, part));
        }
        foreach (var (slot, part) in Parts().Where(of => !of.Slot.Keeps[of.Part]))
        {
            if (Person(slot, part) is { } person && Can(person, slot, part, Excuse.Both))
            {
                slot.Keeps[part] = true;
                slot.Set(part, person);
            }
        }

        Candidate? Person(Slot slot, int part) => slot.Given(part) is { } id ? byId.GetValueOrDefault(id) : null;
    }

    /// <summary>Fills the missing parts under these excuses only.</summary>
    public bool Choose(Slot slot, Excuse excuse)
    {
        if (slot.Keeps[0] && slot.Keeps[1])
            return true;
        var free = _people.Where(person => IsFree(person, slot, excuse)).ToArray();
        if (slot.Keeps[0])
            return Complete(slot, free, excuse);
        // If nobody fits beside one person, nobody fits beside another with the same region and hours.
        var alone = new HashSet<(Region, string, WorkingHours)>();
        foreach (var primary in Ordered(slot, 0, free).Where(one => Fits(one, slot, 0, excuse)))
        {
            if (alone.Contains(primary.Kind))
                continue;
            slot.Set(0, primary);
            if (Complete(slot, free, excuse))
                return true;
            slot.Set(0, null);
            alone.Add(primary.Kind);
        }
        return false;
    }

    /// <summary>Chooses the Secondary for a Primary.</summary>
    private bool Complete(Slot slot, Candidate[] free, Excuse excuse)
    {
        if (!slot.Keeps[1])
        {
            if (Ordered(slot, 1, [.. free.Where(one => Fits(one, slot, 1, excuse))]).FirstOrDefault() is not { } secondary)
                return false;
            slot.Set(1, secondary);
        }
        return true;
    }

    /// <summary>Whoever carried least in this part comes first; then least overall, then most added hours, then the longest rest.</summary>
    private IEnumerable<Candidate> Ordered(Slot slot, int part, Candidate[] people)
    {
        // A tuple of numbers, the weightiest first, since a year of many cadences sorts thousands of times.
        var keys = new long[people.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var person = people[i];
            long second = part == 0 ? Hundredths(person.Carried[0] + person.Carried[1]) : short.MaxValue - Covered(slot.Primary, person, slot.Day);
            long rested = LongestRest - person.Rest(slot.Day, LongestRest);
            keys[i] = ((long)Hundredths(person.Carried[part]) << 42) | (second << 26) | (rested << 16) | (uint)i;
        }
        Array.Sort(keys);
        return keys.Select(key => people[key & ushort.MaxValue]);

        static int Hundredths(double carried) => Math.Clamp((int)Math.Round(carried * 100), short.MinValue, short.MaxValue) - short.MinValue;
    }

    /// <summary>Whether somebody can take a part of a shift beside whoever has the other.</summary>
    public bool Can(Candidate person, Slot slot, int part, Excuse excuse) => Fits(person, slot, part, excuse) && IsFree(person, slot, excuse);

    /// <summary>Whether somebody can carry it, regardless of the other engineer.</summary>
    private bool IsFree(Candidate person, Slot slot, Excuse excuse) =>
        (excuse.HasFlag(Excuse.InARow) || !InARow(person, slot)) && !CarriesAnother(person, slot) && IsThere(person, slot);

    /// <summary>Whether somebody fits beside whoever has the other part.</summary>
    private bool Fits(Candidate person, Slot slot, int part, Excuse excuse)
    {
        var other = slot[1 - part];
        return other is null || (person != other && other.Engineer.Region != person.Engineer.Region
            && (excuse.HasFlag(Excuse.SameHours) || !ShareHours(person, other, slot.Day)));
    }

    /// <summary>The rules its pair breaks.</summary>
    public Excuse ExcuseOf(Slot slot) => (slot.Primary, slot.Secondary) is ({ } one, { } other)
        ? (ShareHours(one, other, slot.Day) ? Excuse.SameHours : Excuse.None) | (InARow(one, slot) || InARow(other, slot) ? Excuse.InARow : Excuse.None)
        : Excuse.None;

    private bool ShareHours(Candidate one, Candidate other, int day) =>
        Workdays.ShareHours(one.Engineer.Hours, Offset(one, day), other.Engineer.Hours, Offset(other, day));

    /// <summary>Minutes by which their clock is ahead of UTC at noon of the date.</summary>
    private int Offset(Candidate person, int day)
    {
        var zone = person.Engineer.Zone;
        if (!_offsets.TryGetValue((zone, day), out var offset))
        {
            var noon = DateOnly.FromDayNumber(day).AtUtc(new(12, 0));
            _offsets[(zone, day)] = offset = Workdays.LocalTime(person.Engineer, noon).Offset.Seconds / 60;
        }
        return offset;
    }

    /// <summary>Minutes of a day in which at least one of the two is at work.</summary>
    private int Covered(Candidate? one, Candidate other, int day)
    {
        var second = Hours(other, day);
        if (one is null)
            return second.End - second.Start;
        var first = Hours(one, day);
        var covered = first.End - first.Start + second.End - second.Start;
        for (var by = -1440; by <= 1440; by += 1440)
            covered -= Math.Max(0, Math.Min(first.End, second.End + by) - Math.Max(first.Start, second.Start + by));
        return covered;
    }
}
