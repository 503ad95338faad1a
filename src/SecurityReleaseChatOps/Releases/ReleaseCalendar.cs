namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// When planned releases are due: the monthly release on the third Thursday,
/// planned patch releases on the Wednesdays of the weeks before and after it.
/// </summary>
public static class ReleaseCalendar
{
    public static DateOnly Monthly(int year, int month) => throw new NotSupportedException();

    /// <summary>The planned patch releases of a year, two a month, in order.</summary>
    public static IReadOnlyList<DateOnly> PlannedIn(int year) => throw new NotSupportedException();

    /// <summary>The first planned patch release on or after a date.</summary>
    public static DateOnly NextPlanned(DateOnly from) => throw new NotSupportedException();
}
