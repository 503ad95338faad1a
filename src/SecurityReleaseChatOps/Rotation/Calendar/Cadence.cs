using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The schedule of a product's planned releases (row A1), each a shift of the rotation.</summary>
/// <param name="Name">One word, the prefix of its shifts' ids: <c>patch</c>.</param>
/// <param name="Title">What people call a release of it.</param>
/// <param name="Kind">The process of its releases: one of <see cref="CadenceYaml.Kinds"/>.</param>
/// <param name="Time">A release's default time on its date, in UTC.</param>
/// <param name="Days">Its days in each month.</param>
public sealed record Cadence(string Name, string Title, string Product, string Kind, TimeOnly Time, IReadOnlyList<CadenceDay> Days)
{
    /// <summary>15:00 UTC, when EMEA and AMER are both at work.</summary>
    public static readonly TimeOnly UsualTime = new(15, 0);

    /// <summary>How long before its due date a planned release must be started, when its list of fixes is settled.</summary>
    private static readonly Duration Notice = Duration.FromHours(48);

    /// <summary>Its own dates from <paramref name="first"/> to <paramref name="last"/>, both included, in order.</summary>
    public IEnumerable<DateOnly> Between(DateOnly first, DateOnly last)
    {
        var months = Enumerable.Range(-2, Math.Max(0, ((last.Year - first.Year) * 12) + last.Month - first.Month) + 5)
            .Select(month => new DateOnly(first.Year, first.Month, 1).AddMonths(month));
        return months.SelectMany(month => Days.Select(day => day.In(month.Year, month.Month))).Where(date => first <= date && date <= last).Distinct().Order();
    }

    /// <summary>The first due date for which a release may still be started.</summary>
    public DateOnly Earliest(Instant now)
    {
        var (earliest, day) = (now + Notice, (now + Notice).UtcDay());
        return day.AtUtc(Time) < earliest ? day.AddDays(1) : day;
    }
}

/// <summary>A day in each month: <c>third Thursday</c>, <c>8 days before the third Thursday</c>.</summary>
/// <param name="Nth">1 to 4; <see cref="Last"/> for the last.</param>
/// <param name="Offset">Days after it; negative for before.</param>
public sealed partial record CadenceDay(int Nth, DayOfWeek Day, int Offset = 0)
{
    public const int Last = 5;

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "last"];

    /// <summary>Its date for a month; the offset may lead into another month.</summary>
    public DateOnly In(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        var nth = first.AddDays((((int)Day - (int)first.DayOfWeek + 7) % 7) + (7 * (Nth - 1)));
        return (nth.Month == month ? nth : nth.AddDays(-7)).AddDays(Offset);
    }

    /// <summary>Parses what <see cref="ToString"/> writes; null for anything else.</summary>
    public static CadenceDay? Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success || !Enum.TryParse<DayOfWeek>(match.Groups["day"].Value, ignoreCase: true, out var day))
            return null;
        var days = match.Groups["days"].Success ? int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture) : 0;
        return new(
            Array.IndexOf(Ordinals, match.Groups["nth"].Value.ToLowerInvariant()) + 1,
            day,
            match.Groups["side"].Value.Equals("before", StringComparison.OrdinalIgnoreCase) ? -days : days);
    }

    public override string ToString() =>
        (Offset == 0 ? "" : $"{Math.Abs(Offset)} days {(Offset < 0 ? "before" : "after")} the ") + $"{Ordinals[Nth - 1]} {Day}";

    [GeneratedRegex(
        @"\A((?<days>[0-9]|[12][0-9]|30) days? (?<side>before|after) the )?(?<nth>first|second|third|fourth|last) (?<day>[a-z]+day)\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pattern();
}
