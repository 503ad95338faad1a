using NodaTime;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Which planned release comes next, by the rotation's calendar.</summary>
internal sealed class NextReleases(RotationReader rotation, TimeProvider time)
{
    /// <summary>
    /// The first shift whose release is not started and can still be started in time; null when none is planned. A product that has no cadence of its own
    /// comes with the others (row A7).
    /// </summary>
    public async Task<Shift?> Next(string product, CancellationToken ct) => Next(await rotation.Read(ct), product, time.GetUtcNow());

    internal static Shift? Next(RotationSnapshot rotation, string product, DateTimeOffset now)
    {
        var open = rotation.Coming(Instant.FromDateTimeOffset(now)).Where(shift => shift.Release is null && shift.Date >= Of(shift).Earliest(now)).ToList();
        return open.Find(shift => Of(shift).Product == product) ?? open.FirstOrDefault();

        Cadence Of(Shift shift) => rotation.Cadences.First(cadence => cadence.Name == shift.Cadence);
    }
}
