using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The next planned release in the rotation's calendar.</summary>
internal sealed class NextReleases(RotationReader rotation, TimeProvider time)
{
    private const int Nearby = 3;

    /// <summary>
    /// The first shift whose release is not started and can still start in time; null when none is planned. A product without a cadence of its own
    /// ships with the others (row A7).
    /// </summary>
    public async Task<Shift?> Next(string product, CancellationToken ct) => Next(await rotation.Read(ct), product, time.Now());

    /// <summary>The shift a planned release is started from: the nearest to its due date, within three days, without a release yet.</summary>
    internal static Shift? ShiftOf(RotationSnapshot rotation, Release release)
    {
        var pair = ReleasePairs.Of(release);
        return release.Rehearsal ? null
            : rotation.Shifts.Where(shift => shift is { Dropped: false, Release: null } && Away(shift) <= Nearby
                && rotation.Cadences.Any(one => one.Name == shift.Cadence && one.Product == pair.Product && one.Kind == pair.Kind)).MinBy(Away);

        int Away(Shift shift) => Math.Abs(shift.Date.DayNumber - release.DueDate.DayNumber);
    }

    internal static Shift? Next(RotationSnapshot rotation, string product, Instant now)
    {
        var open = rotation.Coming(now).Where(shift => shift.Release is null && shift.Date >= rotation.Of(shift)!.Earliest(now));
        return open.FirstOrDefault(shift => rotation.Of(shift)!.Product == product) ?? open.FirstOrDefault();
    }
}
