namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// When planned releases are due: the monthly release on the third Thursday,
/// planned patch releases on the Wednesdays of the weeks before and after it.
/// </summary>
public static class ReleaseCalendar
{
    /// <summary>When on its date a release is due unless its engineers say otherwise: 15:00 UTC, when EMEA and AMER are both at work.</summary>
    public static readonly TimeOnly UsualTime = new(15, 0);

    public static DateOnly Monthly(int year, int month) => throw new NotSupportedException();

    /// <summary>The planned patch releases of a year, two a month, in order.</summary>
    public static IReadOnlyList<DateOnly> PlannedIn(int year) => throw new NotSupportedException();

    /// <summary>The first planned patch release on or after a date.</summary>
    public static DateOnly NextPlanned(DateOnly from) => throw new NotSupportedException();
}
