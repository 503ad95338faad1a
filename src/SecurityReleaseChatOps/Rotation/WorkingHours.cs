using System.Diagnostics.CodeAnalysis;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>When a person works, in their own local time.</summary>
/// <param name="Start">Wall-clock start.</param>
/// <param name="End">Wall-clock end; at or before <paramref name="Start"/> it is on the next date.</param>
/// <param name="Days">Days on which a workday starts, Monday first.</param>
public sealed record WorkingHours(TimeOnly Start, TimeOnly End, IReadOnlyList<DayOfWeek> Days)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(16);

    /// <summary>Monday to Friday.</summary>
    public static IReadOnlyList<DayOfWeek> Weekdays { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static IReadOnlyList<DayOfWeek> Week { get; } = [.. Weekdays, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>Parses <c>09:00-17:00</c>, <c>9-17</c>, <c>9am-5pm</c>; <c>22:00-06:00</c> ends on the next date, and <c>24:00</c> is midnight.</summary>
    /// <param name="error">What is wrong, in the typist's words.</param>
    public static bool TryParseHours(Typed text, out TimeOnly start, out TimeOnly end, [NotNullWhen(false)] out string? error)
    {
        (start, end) = (default, default);
        if (Ends(text.Folded) is not [var from, var to] || !WallTime.TryParse(from, out start) || !WallTime.TryParse(to, out end))
        {
            error = $"{PlainText.Quote(text.Own)} is not a start and an end of work: write them like 09:00-17:00";
            return false;
        }

        var length = end - start; // a difference of times of day wraps: never negative, also past midnight
        error = length < Shortest
            ? $"{PlainText.Quote(text.Own)} is shorter than an hour: write start and end like 09:00-17:00"
            : length > Longest ? $"{PlainText.Quote(text.Own)} is a workday of {length.TotalHours:0.#} hours: write start and end like 09:00-17:00" : null;
        return error is null;
    }

    /// <summary>Parses <c>Mon-Fri</c>, <c>Sun-Thu</c>, <c>Mo,We,Fr</c> and mixtures such as <c>Mon-Wed,Fri</c>.</summary>
    /// <param name="error">What is wrong, in the typist's words.</param>
    public static bool TryParseDays(
        Typed text, [NotNullWhen(true)] out IReadOnlyList<DayOfWeek>? days, [NotNullWhen(false)] out string? error)
    {
        days = null;
        var found = new HashSet<DayOfWeek>();
        foreach (var part in text.Folded.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = Ends(part);
            if (ends.FirstOrDefault(end => Day(end) is null) is { } wrong)
            {
                error = $"{PlainText.Quote(wrong)} is not a day: write days like Mon-Fri, Sun-Thu or Mon,Wed,Fri";
                return false;
            }

            if (ends.Length > 2)
            {
                error = $"{PlainText.Quote(part)} has more than a first and a last day: write days like Mon-Fri, Sun-Thu or Mon,Wed,Fri";
                return false;
            }

            found.UnionWith(Range(Day(ends[0])!.Value, Day(ends[^1])!.Value));
        }

        days = [.. Week.Where(found.Contains)];
        error = null;
        return true;
    }

    /// <summary><c>Mon-Fri</c>, <c>Sun-Thu</c>, <c>Mon-Wed,Fri</c>: what <see cref="TryParseDays"/> reads.</summary>
    public string DaysText()
    {
        if (Days.Count == Week.Count)
        {
            return "Mon-Sun";
        }

        var runs = Days.Where(day => !Days.Contains(Before(day))).Select(first =>
        {
            var last = first;
            while (Days.Contains(After(last)))
            {
                last = After(last);
            }

            return first == last ? Short(first) : $"{Short(first)}-{Short(last)}";
        });
        return string.Join(',', runs);
    }

    /// <summary><c>09:00-17:00</c>: what <see cref="TryParseHours"/> reads.</summary>
    public string HoursText() => string.Create(CultureInfo.InvariantCulture, $"{Start:HH:mm}-{End:HH:mm}");

    /// <summary><c>09:00-17:00 Mon-Fri</c>.</summary>
    public override string ToString() => $"{HoursText()} {DaysText()}";

    /// <summary>By value, including the list of days.</summary>
    public bool Equals(WorkingHours? other) =>
        other is not null && Start == other.Start && End == other.End && Days.SequenceEqual(other.Days);

    public override int GetHashCode() => HashCode.Combine(Start, End, Days.Count);

    // Some keyboards turn two hyphens into one dash.
    private static string[] Ends(string text) => text.Replace("--", "-").Split('-', StringSplitOptions.TrimEntries);

    private static DayOfWeek? Day(string text) =>
        text.Length < 2
            ? null
            : Week.Cast<DayOfWeek?>().FirstOrDefault(day => day.ToString()!.StartsWith(text, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<DayOfWeek> Range(DayOfWeek first, DayOfWeek last)
    {
        for (var day = first; day != last; day = After(day))
        {
            yield return day;
        }

        yield return last;
    }

    private static DayOfWeek After(DayOfWeek day) => (DayOfWeek)(((int)day + 1) % 7);

    private static DayOfWeek Before(DayOfWeek day) => (DayOfWeek)(((int)day + 6) % 7);

    private static string Short(DayOfWeek day) => day.ToString()[..3];
}
