using NodaTime;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A shift while it is on.</summary>
/// <param name="From">When it began: the end of the one before it, or the beginning of time for a first one.</param>
/// <param name="Until">First moment after it.</param>
/// <param name="Primary">Slack user id of who is on as Primary, or who covers for them; null for nobody.</param>
/// <param name="Secondary">The same of the Secondary.</param>
public sealed record Duty(Shift Shift, Instant From, Instant Until, string? Primary, string? Secondary)
{
    /// <summary>The Primary, then the Secondary, as far as there are.</summary>
    public IEnumerable<string> Pair => new[] { Primary, Secondary }.OfType<string>();
}

/// <summary>The one answer to who is on, pure: of each cadence the pair of the next release, until a day after that is due.</summary>
public static class OnDuty
{
    private static readonly Duration Tail = Duration.FromHours(24);

    /// <summary>Who is on, one for each cadence that has a release to come, in the cadences' order.</summary>
    public static IReadOnlyList<Duty> At(RotationSnapshot rotation, Instant now)
    {
        var cadences = rotation.Cadences.ToDictionary(cadence => cadence.Name);
        var (began, duties) = (new Dictionary<string, Instant>(), new Dictionary<string, Duty>());
        foreach (var shift in rotation.Shifts)
        {
            if (shift.Dropped || duties.ContainsKey(shift.Cadence) || !cadences.TryGetValue(shift.Cadence, out var cadence))
                continue;
            var end = End(shift, cadence);
            if (now < end)
            {
                duties[shift.Cadence] = new(
                    shift, began.GetValueOrDefault(shift.Cadence, Instant.MinValue), end, ActingFor(shift.Primary), ActingFor(shift.Secondary));
            }
            began[shift.Cadence] = end;
        }
        return [.. rotation.Cadences.Where(cadence => duties.ContainsKey(cadence.Name)).Select(cadence => duties[cadence.Name])];

        string? ActingFor(string? person) => person is null ? null : Covers.ActingFor(rotation.Covers, person, now);
    }

    /// <summary>First moment after a shift. One that nobody took until it was due was none.</summary>
    public static Instant End(Shift shift, Cadence cadence) => shift.DueAt(cadence) + (shift.Pair.Any() ? Tail : Duration.Zero);
}
