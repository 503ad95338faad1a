namespace SecurityReleaseChatOps.Rotation;

/// <summary>Who of a rotation is at work, as it stays until the next moment at which somebody's workday begins or ends.</summary>
internal sealed class Presence
{
    private readonly Dictionary<string, (Engineer Engineer, Workday? Day)> _all;
    private readonly ILookup<(Region, bool AtWork), Engineer> _byRegion;
    private readonly IReadOnlyList<Engineer> _roster;
    private readonly Instant _from;
    private readonly Instant _until;

    private Presence(IReadOnlyList<Engineer> roster, Instant now)
    {
        (_roster, _from) = (roster, now);
        var all = roster.Select(engineer => (Engineer: engineer, Day: Workdays.At(engineer, now))).ToList();
        _all = all.ToDictionary(one => one.Engineer.UserId);
        _byRegion = all.ToLookup(one => (one.Engineer.Region, one.Day is not null), one => one.Engineer);
        AtWork = [.. all.Where(one => one.Day is not null).Select(one => (one.Engineer, one.Day!)).OrderBy(one => one.Item2.End)];
        Next = roster.Select(engineer => Workdays.Next(engineer, now) is { } day ? (engineer, day) : ((Engineer, Workday Day)?)null)
            .Where(one => one is not null).MinBy(one => one!.Value.Day.Start);
        _until = Instant.Min(AtWork.Count > 0 ? AtWork[0].Day.End : Instant.MaxValue, Next?.Day.Start ?? Instant.MaxValue);
    }

    /// <summary>Those at work with their workday, the first to end first.</summary>
    public IReadOnlyList<(Engineer Engineer, Workday Day)> AtWork { get; }

    /// <summary>Whose workday begins next; null for nobody.</summary>
    public (Engineer Engineer, Workday Day)? Next { get; }

    /// <summary>How many are on the rotation.</summary>
    public int Count => _roster.Count;

    /// <summary>The regions with somebody.</summary>
    public IEnumerable<Region> Regions => Enum.GetValues<Region>().Where(region => CountOf(region) > 0);

    /// <summary>Works it out for everyone.</summary>
    public static Presence Of(IReadOnlyList<Engineer> roster, Instant now) => new(roster, now);

    /// <summary>Whether it is still right.</summary>
    public bool Holds(IReadOnlyList<Engineer> roster, Instant now) => ReferenceEquals(roster, _roster) && _from <= now && now < _until;

    /// <summary>Somebody of the rotation, with their current workday; null for anyone else.</summary>
    public (Engineer Engineer, Workday? Day)? Find(string person) => _all.TryGetValue(person, out var found) ? found : null;

    /// <summary>Those of a region who are at work, or are not, in the roster's order.</summary>
    public IEnumerable<Engineer> Of(Region region, bool atWork) => _byRegion[(region, atWork)];

    public int CountOf(Region region) => Of(region, atWork: true).Count() + Of(region, atWork: false).Count();
}

/// <summary>The rotation's <see cref="Presence"/>: it is worked out once for all who ask until it changes.</summary>
internal sealed class KeptPresence(TimeProvider time)
{
    private volatile Presence? _last;

    public Presence Of(IReadOnlyList<Engineer> roster)
    {
        var now = time.Now();
        return _last is { } last && last.Holds(roster, now) ? last : _last = Presence.Of(roster, now);
    }
}
