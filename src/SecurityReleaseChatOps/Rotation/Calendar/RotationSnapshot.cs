using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Everything the rotation's decisions are made from, read in one go.</summary>
/// <param name="Shifts">
/// By date: those since <see cref="RotationReader.Since"/> that are stored or have a release, and all coming ones within
/// <see cref="RotationReader.Ahead"/>.
/// </param>
/// <param name="Absences">Coming ones, and those since then.</param>
/// <param name="Releases">The releases since then that count, including those without a shift.</param>
public sealed record RotationSnapshot(
    IReadOnlyList<Cadence> Cadences,
    IReadOnlyList<Engineer> Roster,
    IReadOnlyList<Shift> Shifts,
    IReadOnlyList<Absence> Absences,
    IReadOnlyList<Cover> Covers,
    IReadOnlyList<ReleasePair> Releases)
{
    private readonly Lookups _found = new();

    // What another one with something changed finds, it finds anew.
    private RotationSnapshot(RotationSnapshot of) =>
        (Cadences, Roster, Shifts, Absences, Covers, Releases, _found) = (of.Cadences, of.Roster, of.Shifts, of.Absences, of.Covers, of.Releases, new());

    /// <summary>The shift with this id; null when there is none.</summary>
    public Shift? Find(string id) => (_found.Shifts ??= Shifts.ToDictionary(shift => shift.Id)).GetValueOrDefault(id);

    /// <summary>Somebody of the roster, who may have left; null for anyone else.</summary>
    public Engineer? Engineer(string person) =>
        (_found.People ??= Roster.ToDictionary(engineer => engineer.UserId)).GetValueOrDefault(person);

    /// <summary>The cadence of a shift; null when it is not in use any more.</summary>
    public Cadence? Of(Shift shift) => (_found.Cadences ??= Cadences.ToDictionary(cadence => cadence.Name)).GetValueOrDefault(shift.Cadence);

    /// <summary>The shifts of a cadence that were not dropped, by date.</summary>
    public IReadOnlyList<Shift> Row(string cadence) =>
        (_found.Rows ??= Shifts.Where(shift => !shift.Dropped).GroupBy(shift => shift.Cadence).ToDictionary(row => row.Key, row => row.ToList()))
            .GetValueOrDefault(cadence) ?? (IReadOnlyList<Shift>)[];

    /// <summary>Coming and current shifts of cadences in use, without dropped ones, by date.</summary>
    public IEnumerable<Shift> Coming(Instant now) => Since(FirstOn(now)).Where(shift => IsComing(shift, now));

    /// <summary>Those of them with this person in the pair, by date.</summary>
    public IEnumerable<Shift> Coming(Instant now, string person) =>
        (_found.OfPeople ??= Shifts.SelectMany(shift => shift.Pair.Distinct().Select(one => (Person: one, Shift: shift)))
            .ToLookup(one => one.Person, one => one.Shift))[person].Where(shift => IsComing(shift, now));

    /// <summary>The shifts from that date on, also dropped ones, by date: what is earlier is not looked at one by one.</summary>
    public IEnumerable<Shift> Since(DateOnly date)
    {
        for (var at = Before(Shifts, date); at < Shifts.Count; at++)
            yield return Shifts[at];
    }

    /// <summary>The shift whose release this is; null for none.</summary>
    public Shift? ShiftOf(ReleasePair release) =>
        (_found.Started ??= Shifts.Where(shift => shift.Release is not null).ToLookup(shift => shift.Release!))[release.Release].FirstOrDefault();

    /// <summary>The releases under way that were not planned: who has them is on as well.</summary>
    public IReadOnlyList<ReleasePair> Unplanned =>
        _found.Unplanned ??= [.. Releases.Where(release => release.IsActive && ShiftOf(release) is null)];

    /// <summary>Who covers for somebody then; null for nobody.</summary>
    public Cover? CoverOf(string person, Instant at) =>
        (_found.Covers ??= Covers.ToLookup(cover => cover.Person))[person].LastOrDefault(cover => cover.IsOn(at));

    /// <summary>The covers that somebody does for others.</summary>
    public IEnumerable<Cover> CoversBy(string person) => (_found.CoversBy ??= Covers.ToLookup(cover => cover.By))[person];

    /// <summary>No shift before that date is on any more: none lasts into the third day.</summary>
    internal static DateOnly FirstOn(Instant now) => now.UtcDay().AddDays(-2);

    /// <summary>How many of them are of an earlier date.</summary>
    /// <param name="shifts">By date.</param>
    internal static int Before(IReadOnlyList<Shift> shifts, DateOnly date)
    {
        var (low, high) = (0, shifts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (shifts[middle].Date < date)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Whether one of its shifts is coming or current, of a cadence in use, and was not dropped.</summary>
    public bool IsComing(Shift shift, Instant now) => !shift.Dropped && Of(shift) is { } cadence && now < OnDuty.End(shift, cadence);

    public bool Equals(RotationSnapshot? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>What is looked up again and again, made when it is first asked for.</summary>
    private sealed class Lookups
    {
        public Dictionary<string, Shift>? Shifts { get; set; }

        public Dictionary<string, Engineer>? People { get; set; }

        public Dictionary<string, Cadence>? Cadences { get; set; }

        public Dictionary<string, List<Shift>>? Rows { get; set; }

        public ILookup<string, Shift>? OfPeople { get; set; }

        public ILookup<string, Shift>? Started { get; set; }

        public IReadOnlyList<ReleasePair>? Unplanned { get; set; }

        public ILookup<string, Cover>? Covers { get; set; }

        public ILookup<string, Cover>? CoversBy { get; set; }
    }
}

/// <summary>
/// Reads a <see cref="RotationSnapshot"/>: only changes from the database, and nothing long past, so that an answer costs the same after
/// ten years. The same instance until something changes.
/// </summary>
internal sealed class RotationReader(
    KeptRoster roster, ShiftStore shifts, AbsenceStore absences, CoverStore covers, IReleasePairs releases, Cadences cadences, TimeProvider time)
{
    /// <summary>How far ahead shifts are known: a year, and the rest of its last month.</summary>
    public const int Ahead = 400;

    // A shift lasts longer than its date.
    private const int Back = 8;

    // Load counts a year, and somebody may have been away that long.
    private const int Behind = 400;

    private readonly Made<RotationSnapshot> _made = new();

    /// <summary>The date from which the past is known.</summary>
    public static DateOnly Since(TimeProvider time) => Today(time).AddDays(-Behind);

    public async Task<RotationSnapshot> Read(CancellationToken ct)
    {
        var (people, stored, pairs) = (await roster.Read(ct), await shifts.Read(ct), await releases.Read(ct));
        var (away, covered, today) = (await absences.Read(ct), await covers.Read(ct), Today(time));
        return _made.Of(() => Of(people, stored, pairs, away, covered, today), people, stored, pairs, away, covered, today);
    }

    /// <summary>The same with the complete past, for exports.</summary>
    public async Task<RotationSnapshot> Whole(CancellationToken ct) => Of(
        await roster.Read(ct), await shifts.All(ct), await releases.All(ct), await absences.Read(ct), await covers.Read(ct), Today(time));

    private static DateOnly Today(TimeProvider time) => time.Now().UtcDay();

    private RotationSnapshot Of(
        IReadOnlyList<Engineer> people, IReadOnlyList<Doc<Shift>> stored, IReadOnlyList<ReleasePair> pairs, IReadOnlyList<Absence> away,
        IReadOnlyList<Cover> covered, DateOnly today) => new(
            cadences.All,
            people,
            Shifts.Of(cadences.All, stored.Select(doc => doc.Value), pairs, today.AddDays(-Back), today.AddDays(Ahead)),
            away,
            covered,
            pairs);
}
