namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// When planned releases are due: the monthly release on the third Thursday,
/// planned patch releases on the Wednesdays of the weeks before and after it.
/// </summary>
public static class ReleaseCalendar
{
    /// <summary>When on its date a release is due unless its engineers say otherwise: 15:00 UTC, when EMEA and AMER are both at work.</summary>
    public static readonly TimeOnly UsualTime = new(15, 0);

    /// <summary>The third Thursday.</summary>
    public static DateOnly Monthly(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        var toThursday = ((int)DayOfWeek.Thursday - (int)first.DayOfWeek + 7) % 7;
        return first.AddDays(toThursday + 14);
    }

    /// <summary>How long before its due date a planned release must be started: the list of its fixes is settled then.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromHours(48);

    /// <summary>The first planned patch release whose usual time leaves the 48 hours before it.</summary>
    public static DateOnly NextPlanned(DateTimeOffset now)
    {
        var earliest = (now + Notice).UtcDateTime;
        var from = DateOnly.FromDateTime(earliest).AddDays(TimeOnly.FromDateTime(earliest) > UsualTime ? 1 : 0);
        // The later of a month's two is never past the 27th: the next month always has one.
        var next = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
        return Around(Monthly(from.Year, from.Month)).Concat(Around(Monthly(next.Year, next.Month))).First(date => date >= from);
    }

    // A Thursday's own Wednesday is the day before it; those of the weeks around it are seven days from that.
    private static IEnumerable<DateOnly> Around(DateOnly monthly) => [monthly.AddDays(-8), monthly.AddDays(6)];
}
