using NodaTime;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>All that the rotation's decisions are made from, read in one go.</summary>
/// <param name="Shifts">By date: all that are stored or carried by a release, and those that come within <see cref="RotationReader.Ahead"/>.</param>
/// <param name="Releases">All releases that count, those of no shift too.</param>
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
        return Shifts.Where(shift => !shift.Dropped && cadences.TryGetValue(shift.Cadence, out var cadence) && now < OnDuty.End(shift, cadence));
    }
}

/// <summary>Reads a <see cref="RotationSnapshot"/>; from the database only what changed.</summary>
internal sealed class RotationReader(
    KeptRoster roster, ShiftStore shifts, AbsenceStore absences, CoverStore covers, IReleasePairs releases, Cadences cadences, TimeProvider time)
{
    /// <summary>How far shifts are known: a year, and the month in which it ends.</summary>
    public const int Ahead = 400;

    // A shift lasts longer than its date.
    private const int Back = 8;

    public async Task<RotationSnapshot> Read(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (stored, pairs) = ((await shifts.Read(ct)).Select(doc => doc.Value), await releases.Read(ct));
        return new(
            cadences.All,
            await roster.Read(ct),
            Shifts.Of(cadences.All, stored, pairs, today.AddDays(-Back), today.AddDays(Ahead)),
            await absences.Read(ct),
            await covers.Read(ct),
            pairs);
    }
}
