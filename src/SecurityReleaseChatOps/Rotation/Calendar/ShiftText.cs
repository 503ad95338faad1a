using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The names of shifts, wherever they are shown.</summary>
internal static class ShiftText
{
    /// <summary>Plain text: <c>Wed 9 Dec</c>; with its year where that is another than today's.</summary>
    public static string Day(DateOnly date, DateOnly today) =>
        date.ToString(date.Year == today.Year ? "ddd d MMM" : "ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The same for all who read it, wherever they are.</summary>
    public static string Day(DateOnly date, Instant now) => Day(date, now.UtcDay());

    /// <summary>Plain text of a week by its Monday: <c>7 Dec</c>; with its year where that is another than today's.</summary>
    public static string Week(DateOnly monday, DateOnly today) =>
        monday.ToString(monday.Year == today.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Plain text: its day, with its cadence's title where there are several.</summary>
    public static string Named(Shift shift, IReadOnlyList<Cadence> cadences, DateOnly today) => Day(shift.Date, today)
        + (cadences.Count > 1 && cadences.FirstOrDefault(cadence => cadence.Name == shift.Cadence) is { } own ? $" ({own.Title})" : "");

    /// <summary>When its release is due, on the reader's clock: <c>Wed 9 Dec, 16:00</c>.</summary>
    public static string Due(Shift shift, Cadence cadence, DateTimeZone zone, DateOnly today)
    {
        var there = shift.DueAt(cadence).InZone(zone);
        return $"{Day(there.Date.ToDateOnly(), today)}, {there.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Plain text: whoever has a part, or that nobody does.</summary>
    public static string Who(string? person, SlackDirectory directory) =>
        person is null ? "nobody yet" : directory.NameOf(person) + (directory.HasLeft(person) ? " (left)" : "");
}
