namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A person in a plan in the making.</summary>
internal sealed class Candidate(Engineer engineer, Load load)
{
    private readonly Dictionary<int, bool> _away = [];
    private readonly HashSet<DayOfWeek> _days = [.. engineer.Hours.Days];

    public Engineer Engineer => engineer;

    public string Id => engineer.UserId;

    /// <summary>Load beyond their share, including the plan so far: [0] as Primary, [1] as Secondary.</summary>
    public double[] Carried { get; } = [load.AsPrimary, load.AsSecondary];

    /// <summary>Day numbers of the releases they carry.</summary>
    public List<int> Days { get; } = [];

    /// <summary>People of one kind fit beside the same people.</summary>
    public (Region, string, WorkingHours) Kind { get; } = (engineer.Region, engineer.Zone, engineer.Hours);

    /// <summary>Whether they work on that weekday.</summary>
    public bool Works(int day) => _days.Contains(DateOnly.FromDayNumber(day).DayOfWeek);

    /// <summary>Whether they are off for part of it.</summary>
    public bool IsAway(int day)
    {
        if (!_away.TryGetValue(day, out var away))
            _away[day] = away = engineer.Off.Why(DateOnly.FromDayNumber(day)) is not null;
        return away;
    }

    /// <summary>Days from a date to the nearest release they carry, up to a maximum.</summary>
    public int Rest(int day, int most)
    {
        foreach (var other in Days)
            most = Math.Min(most, Math.Abs(other - day));
        return most;
    }
}

/// <summary>The unevenness of the load: the sum of squares of everyone's load beyond their share.</summary>
internal sealed class Unevenness
{
    /// <summary>The smaller, the more even.</summary>
    public double Sum { get; private set; }

    public void Add(Candidate person)
    {
        foreach (var carried in person.Carried)
            Sum += carried * carried;
    }

    /// <summary>Updates it when somebody's load in a part changes.</summary>
    public void Change(Candidate person, int part, int by)
    {
        Sum += by * ((2 * person.Carried[part]) + by);
        person.Carried[part] += by;
    }
}

/// <summary>A shift in a plan in the making.</summary>
internal sealed class Slot(Shift shift, bool isComing, Unevenness uneven)
{
    private readonly Candidate?[] _pair = new Candidate?[2];

    public Shift Shift => shift;

    public int Day => shift.Date.DayNumber;

    /// <summary>Whether it is coming or current.</summary>
    public bool IsComing => isComing;

    public Candidate? Primary => _pair[0];

    public Candidate? Secondary => _pair[1];

    /// <summary>Whether the planner chooses here.</summary>
    public bool IsOpen => !Keeps[0] || !Keeps[1];

    /// <summary>Which of the two is kept in any case.</summary>
    public bool[] Keeps { get; } = new bool[2];

    /// <summary>The previous and next shift of the same cadence.</summary>
    public List<Slot> Neighbours { get; } = [];

    public Candidate? this[int part] => _pair[part];

    /// <summary>Slack user id of whoever has a part, as stored.</summary>
    public string? Given(int part) => part == 0 ? shift.Primary : shift.Secondary;

    /// <summary>Slack user id of whoever has a part, as planned.</summary>
    public string? Planned(int part) => Keeps[part] ? Given(part) : _pair[part]?.Id;

    public bool Has(Candidate person) => _pair[0] == person || _pair[1] == person;

    /// <summary>Removes everyone not kept.</summary>
    public void Clear() => Put(null, null);

    /// <summary>Sets two people, where nobody is kept.</summary>
    public void Put(Candidate? primary, Candidate? secondary)
    {
        if (!Keeps[0])
            Set(0, null);
        if (!Keeps[1])
            Set(1, secondary);
        if (!Keeps[0])
            Set(0, primary);
    }

    public void Set(int part, Candidate? person)
    {
        // Started and past shifts count through their releases.
        var counts = isComing && shift.Release is null ? 1 : 0;
        if (_pair[part] is { } before)
        {
            before.Days.Remove(Day);
            uneven.Change(before, part, -counts);
        }
        _pair[part] = person;
        if (person is null)
            return;
        person.Days.Add(Day);
        uneven.Change(person, part, counts);
    }
}
