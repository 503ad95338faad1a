using NodaTime.Extensions;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>The workdays of a release's week, and when its pair is at work in them.</summary>
/// <param name="Title">The release's name.</param>
/// <param name="Monday">The first day.</param>
/// <param name="Zone">The zone of the days and hours shown: the reader's.</param>
/// <param name="Pair">The Primary, then the Secondary, as far as there are.</param>
/// <param name="Roster">Everyone who could fill a gap.</param>
/// <param name="Now">When it is asked for.</param>
internal sealed record WeekCoverage(string Title, DateOnly Monday, DateTimeZone Zone, IReadOnlyList<Engineer> Pair, IReadOnlyList<Engineer> Roster, Instant Now)
{
    private const int Days = 5;

    /// <summary>Plain text: <c>Patch release, week of 7 Dec</c>.</summary>
    public string Named => $"{Title}, week of {WeekOf}";

    /// <summary>Plain text: <c>7 Dec</c>.</summary>
    public string WeekOf => Calendar.ShiftText.Week(Monday, Now.InZone(Zone).Date.ToDateOnly());

    public Stretch Week => new(StartOf(Monday), StartOf(Monday.AddDays(Days)));

    public IReadOnlyList<Stretch> Gaps => Coverage.Gaps(Pair, Week);

    /// <summary>Each day, from its start to the next day's: shorter or longer when clocks change.</summary>
    public IEnumerable<(DateOnly Date, Stretch Day)> ByDay =>
        Enumerable.Range(0, Days).Select(day => Monday.AddDays(day)).Select(date => (date, new Stretch(StartOf(date), StartOf(date.AddDays(1)))));

    /// <summary>The Monday of a date's week.</summary>
    public static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    /// <summary><c>Mon 22:00–Tue 08:00, 10 h</c>.</summary>
    public string Say(Stretch gap)
    {
        var (from, until) = (gap.From.InZone(Zone), gap.Until.InZone(Zone));
        var end = from.Date == until.Date || (until.TimeOfDay == LocalTime.Midnight && until.Date == from.Date.PlusDays(1))
            ? Time(until) is "00:00" ? "24:00" : Time(until)
            : $"{Day(until)} {Time(until)}";
        return $"{Day(from)} {Time(from)}–{end}, {Hours(gap.Length)}";
    }

    /// <summary><c>10 h</c>, <c>9.5 h</c>.</summary>
    public static string Hours(Duration length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0.#} h");

    private Instant StartOf(DateOnly date) => Zone.AtStartOfDay(date.ToLocalDate()).ToInstant();

    private static string Day(ZonedDateTime at) => at.ToString("ddd", CultureInfo.InvariantCulture);

    private static string Time(ZonedDateTime at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
