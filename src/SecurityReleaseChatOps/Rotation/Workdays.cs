using System.Collections.Concurrent;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>One workday of one person.</summary>
/// <param name="Date">The local date on which it starts, even when the work ends after midnight.</param>
/// <param name="Start">Its first moment.</param>
/// <param name="End">The first moment after it.</param>
public sealed record Workday(DateOnly Date, Instant Start, Instant End)
{
    public bool Contains(Instant now) => Start <= now && now < End;
}

/// <summary>
/// Workdays in a person's own zone. A workday starts and ends when the wall clock first shows its time, or the next one
/// if that is skipped.
/// </summary>
public static class Workdays
{
    // In days: somebody may be away for a year.
    private const int Reach = 400;

    private static readonly TimeOnly Noon = new(12, 0);

    // What clocks show stays as it is while the app runs: it is worked out once for all who share a zone and hours.
    private static readonly ConcurrentDictionary<(string, TimeOnly, TimeOnly, DateOnly), (Workday?, Instant)> Known = [];
    private const int MostKnown = 50_000;

    private static readonly ZoneLocalMappingResolver FirstShown =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>
    /// The workday that starts on a date, without absences; null on a day off, when they left, or when the clock skips all of it.
    /// </summary>
    public static Workday? On(Engineer engineer, DateOnly date)
    {
        var (whole, noon) = Whole(engineer, date);
        return whole is null ? null : engineer.Off.LeftOf(whole, noon);
    }

    /// <summary>The same with what they are away of it, and its noon.</summary>
    private static (Workday? Day, Instant Noon) Whole(Engineer engineer, DateOnly date)
    {
        var (start, end, days) = engineer.Hours;
        if (engineer.Left || !days.Contains(date.DayOfWeek))
            return (null, default);
        var key = (engineer.Zone, start, end, date);
        if (Known.TryGetValue(key, out var known))
            return known;
        var clock = Zone(engineer.Zone);
        var (from, until) = (FirstMoment(clock, date, start), FirstMoment(clock, end <= start ? date.AddDays(1) : date, end));
        if (Known.Count >= MostKnown)
            Known.Clear();
        return Known[key] = (from < until ? new(date, from, until) : null, FirstMoment(clock, date, Noon));
    }

    /// <summary>The workdays that start on dates from <paramref name="first"/> to <paramref name="last"/>, inclusive.</summary>
    public static IEnumerable<Workday> Between(Engineer engineer, DateOnly first, DateOnly last)
    {
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (On(engineer, date) is { } workday)
            {
                yield return workday;
            }
        }
    }

    /// <summary>The workday that contains <paramref name="now"/>; null when the person is off.</summary>
    public static Workday? At(Engineer engineer, Instant now)
    {
        // Yesterday's may last past midnight; where the clock falls back over midnight, tomorrow's may have begun.
        var today = Today(engineer, now);
        for (var date = today.AddDays(-1); date <= today.AddDays(1); date = date.AddDays(1))
        {
            // What they are away takes nothing from a day that is another.
            var (whole, noon) = Whole(engineer, date);
            if (whole?.Contains(now) == true && engineer.Off.LeftOf(whole, noon) is { } left && left.Contains(now))
                return left;
        }
        return null;
    }

    /// <summary>The first workday that starts after <paramref name="now"/>; null without working days.</summary>
    public static Workday? Next(Engineer engineer, Instant now)
    {
        var today = Today(engineer, now);
        return Between(engineer, today.AddDays(-1), today.AddDays(Reach)).FirstOrDefault(day => day.Start > now);
    }

    /// <summary>
    /// Whether two people work at the same time for at least three quarters of the shorter workday, so that neither covers the other's night.
    /// </summary>
    public static bool ShareHours(Engineer one, Engineer other, Instant now) => ShareHours(
        one.Hours, LocalTime(one, now).Offset.Seconds / 60, other.Hours, LocalTime(other, now).Offset.Seconds / 60);

    /// <summary>The same by their zones' UTC offsets, in minutes.</summary>
    public static bool ShareHours(WorkingHours one, int oneOffset, WorkingHours other, int otherOffset)
    {
        var (first, second) = (Span(one, oneOffset), Span(other, otherOffset));
        var together = 0.0;
        for (var day = -24.0; day <= 24; day += 24)
            together += Math.Max(0, Math.Min(first.Start + first.Length, second.Start + day + second.Length) - Math.Max(first.Start, second.Start + day));
        return together >= Math.Min(first.Length, second.Length) * 0.75;

        // In hours of a UTC day.
        static (double Start, double Length) Span(WorkingHours hours, int offset)
        {
            var start = (hours.Start - TimeOnly.MinValue).TotalHours - (offset / 60.0);
            return (((start % 24) + 24) % 24, (hours.End - hours.Start).TotalHours);
        }
    }

    /// <summary>Whether one of their workdays began within the last 24 hours: they work today, or did.</summary>
    public static bool WorksToday(Engineer engineer, Instant now) => Last(engineer, now) is { } day && now < day.Start + Duration.FromHours(24);

    /// <summary>The last workday that began at or before <paramref name="now"/>; null without working days.</summary>
    public static Workday? Last(Engineer engineer, Instant now)
    {
        var today = Today(engineer, now);
        return Enumerable.Range(-1, Reach).Select(back => On(engineer, today.AddDays(-back))).FirstOrDefault(day => day?.Start <= now);
    }

    public static bool IsAtWork(Engineer engineer, Instant now) => At(engineer, now) is not null;

    /// <summary>The person's local time.</summary>
    public static ZonedDateTime LocalTime(Engineer engineer, Instant now) => now.InZone(Zone(engineer.Zone));

    /// <summary>The person's local date.</summary>
    public static DateOnly Today(Engineer engineer, Instant now) => LocalTime(engineer, now).Date.ToDateOnly();

    private static Instant FirstMoment(DateTimeZone zone, DateOnly date, TimeOnly time) =>
        zone.ResolveLocal(date.ToLocalDate() + time.ToLocalTime(), FirstShown).ToInstant();

    // The roster accepts known zones only; should one ever be withdrawn, prompts at UTC are better than none.
    private static DateTimeZone Zone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
}
