using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary>A change of a zone's clocks.</summary>
/// <param name="At">The first moment at which they show the new time.</param>
internal sealed record ClockChange(DateTimeZone Zone, Instant At)
{
    /// <summary>The local date, after the change.</summary>
    public LocalDate Date => At.InZone(Zone).Date;

    /// <summary>The middle of what the clocks skip or show twice.</summary>
    private LocalTime Between
    {
        get
        {
            var (before, after) = (Zone.GetUtcOffset(At - Duration.Epsilon), Zone.GetUtcOffset(At));
            var from = At.WithOffset(before).LocalDateTime;
            return from.PlusSeconds((after.Seconds - before.Seconds) / 2).TimeOfDay;
        }
    }

    /// <summary>Those it may affect: by day, over midnight, and with a start or end that the clocks skip or show twice.</summary>
    public IEnumerable<Engineer> Workers =>
    [
        People.Of("UANNA", Zone.Id, days: "Mon-Sun"),
        People.Of("UANNA", Zone.Id, "22:00-06:00", "Mon-Sun"),
        People.Of("UANNA", Zone.Id, Hours(Between.PlusHours(-8), Between), "Mon-Sun"),
        People.Of("UANNA", Zone.Id, Hours(Between, Between.PlusHours(8)), "Mon-Sun"),
    ];

    /// <summary>The moments around it, this long before and after.</summary>
    public IEnumerable<Instant> Around(Duration before, Duration after, int minutes)
    {
        for (var at = At - before; at < At + after; at += Duration.FromMinutes(minutes))
            yield return at;
    }

    public override string ToString() => $"{Zone.Id} {At}";

    private static string Hours(LocalTime from, LocalTime until) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{from:HH:mm}-{until:HH:mm}");
}

/// <summary>Every change of the clocks from now until the end of 2030, of every zone of the time zone database.</summary>
internal static class ClockChanges
{
    private static readonly (Instant From, Instant Until) Years = (Instant.FromUtc(2026, 11, 26, 0, 0), Instant.FromUtc(2031, 1, 1, 0, 0));

    // A walk around one change sees no more than this.
    private static readonly Duration Seen = Duration.FromDays(10);

    /// <summary>As many as the database has.</summary>
    public static int Count => Each.Count;

    /// <summary>One of each set of equal changes: two zones whose clocks show the same all around it.</summary>
    public static IReadOnlyList<ClockChange> All { get; } = [.. Each.DistinctBy(Shown)];

    private static IReadOnlyList<ClockChange> Each =>
    [
        .. from id in DateTimeZoneProviders.Tzdb.Ids
           let zone = DateTimeZoneProviders.Tzdb[id]
           from interval in zone.GetZoneIntervals(Years.From, Years.Until).Skip(1)
           where zone.GetUtcOffset(interval.Start - Duration.Epsilon) != interval.WallOffset
           select new ClockChange(zone, interval.Start),
    ];

    private static string Shown(ClockChange change) => string.Join(' ', change.Zone.GetZoneIntervals(change.At - Seen, change.At + Seen)
        .Select(interval => $"{(interval.HasStart && interval.Start > change.At - Seen ? interval.Start : "")} {interval.WallOffset}"));
}
