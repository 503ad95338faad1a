using NodaTime.Extensions;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary>
/// A naive account of workdays for the walks: it looks at a wall clock tick by tick and remembers the latest time it has
/// shown. A workday has begun, or ended, when the clock has shown its start, or its end, or anything later.
/// </summary>
internal sealed class WallClock(Engineer engineer)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[engineer.Zone];
    private LocalDateTime _latest = LocalDateTime.FromDateTime(DateTime.MinValue);

    public void Look(Instant now) => _latest = LocalDateTime.Max(_latest, now.InZone(_zone).LocalDateTime);

    public DateOnly Latest => _latest.Date.ToDateOnly();

    public bool HasBegun(DateOnly date) => Works(date) && _latest >= date.ToLocalDate() + engineer.Hours.Start.ToLocalTime();

    public bool HasEnded(DateOnly date) =>
        Works(date) && _latest >= date.AddDays(engineer.Hours.End <= engineer.Hours.Start ? 1 : 0).ToLocalDate() + engineer.Hours.End.ToLocalTime();

    public bool IsWorking => Enumerable.Range(-1, 2).Select(Latest.AddDays).Any(date => HasBegun(date) && !HasEnded(date));

    private bool Works(DateOnly date) => engineer.Hours.Days.Contains(date.DayOfWeek);
}
