using NodaTime;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>All that the rotation's decisions are made from, read in one go.</summary>
/// <param name="Shifts">
/// By date: those since <see cref="RotationReader.Since"/> that are stored or carried by a release, and all that come within
/// <see cref="RotationReader.Ahead"/>.
/// </param>
/// <param name="Absences">Those that come, and those since then.</param>
/// <param name="Releases">The releases since then that count, those of no shift too.</param>
public sealed record RotationSnapshot(
    IReadOnlyList<Cadence> Cadences,
    IReadOnlyList<Engineer> Roster,
    IReadOnlyList<Shift> Shifts,
    IReadOnlyList<Absence> Absences,
    IReadOnlyList<Cover> Covers,
    IReadOnlyList<ReleasePair> Releases)
{
    /// <summary>The shift of this id; null when there is none.</summary>
    public Shift? Find(string id) => Shifts.FirstOrDefault(shift => shift.Id == id);

    /// <summary>Those that come, or are on, of a cadence that is in use; those that were dropped not.</summary>
    public IEnumerable<Shift> Coming(Instant now)
    {
        var cadences = Cadences.ToDictionary(cadence => cadence.Name);
        // None lasts into the third day; what was long ago is passed over by its date.
        var first = DateOnly.FromDateTime(now.ToDateTimeUtc()).AddDays(-2);
        return Shifts.Where(shift => shift.Date >= first && !shift.Dropped
            && cadences.TryGetValue(shift.Cadence, out var cadence) && now < OnDuty.End(shift, cadence));
    }
}

/// <summary>
/// Reads a <see cref="RotationSnapshot"/>: from the database only what changed, and what is long past not at all, so that an answer costs the same after
/// ten years. As long as nothing changed it is the same one.
/// </summary>
internal sealed class RotationReader(
    KeptRoster roster, ShiftStore shifts, AbsenceStore absences, CoverStore covers, IReleasePairs releases, Cadences cadences, TimeProvider time)
{
    /// <summary>How far shifts are known: a year, and the month in which it ends.</summary>
    public const int Ahead = 400;

    // A shift lasts longer than its date.
    private const int Back = 8;

    // Load counts a year, and somebody may have been away for as long.
    private const int Behind = 400;

    private readonly Made<RotationSnapshot> _made = new();

    /// <summary>From which date on the past is known.</summary>
    public static DateOnly Since(TimeProvider time) => Today(time).AddDays(-Behind);

    public async Task<RotationSnapshot> Read(CancellationToken ct)
    {
        var (people, stored, pairs) = (await roster.Read(ct), await shifts.Read(ct), await releases.Read(ct));
        var (away, covered, today) = (await absences.Read(ct), await covers.Read(ct), Today(time));
        return _made.Of(() => Of(people, stored, pairs, away, covered, today), people, stored, pairs, away, covered, today);
    }

    /// <summary>The same with all that ever was, for a file of it.</summary>
    public async Task<RotationSnapshot> Whole(CancellationToken ct) => Of(
        await roster.Read(ct), await shifts.All(ct), await releases.All(ct), await absences.Read(ct), await covers.Read(ct), Today(time));

    private static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

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
