using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>A date as people type it.</summary>
public static partial class TypedDate
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    // Neither 9/12 nor 9.12., which mean another day to an American. A date with dots and a full year is not American.
    private static readonly string[] Numbers = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d.M.yyyy"];
    private static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    /// <summary>
    /// Reads <c>2026-12-09</c>, <c>9 Dec</c>, <c>Wed 9 December 2026</c>, <c>Dec 9th</c>, <c>today</c>, <c>tomorrow</c>, <c>Wednesday</c>,
    /// <c>next Wednesday</c> (the first one after today), <c>in 3 days</c>, each also after <c>to</c> or <c>on</c>. Without a year it is the
    /// next such date.
    /// </summary>
    /// <param name="today">The date where the typist is.</param>
    /// <param name="error">What is wrong, quoting the typist's words.</param>
    public static bool TryParse(Typed text, DateOnly today, out DateOnly date, [NotNullWhen(false)] out string? error)
    {
        var words =
            Between().Split(text.Folded.ToLowerInvariant()).SkipWhile(word => word is "" or "to" or "on" or "until" or "till")
                .Where(word => word is not ("" or "the" or "of")).ToArray();
        (date, error) = (default, $"{PlainText.Quote(text.Own)} is not a date: write it like 2026-12-09, 9 Dec or next Wednesday");
        var weekday = words.Select(word => Named(Days, word)).FirstOrDefault(day => day is not null);
        var rest = words.Where(word => Named(Days, word) is null && word != "next").ToArray();
        DateOnly? read = rest switch
        {
            [] when weekday is { } day && words.Count(word => word != "next") == 1 => today.AddDays((day - (int)today.DayOfWeek + 6) % 7 + 1),
            ["today"] when weekday is null => today,
            ["tomorrow"] when weekday is null => today.AddDays(1),
            ["in", var count, "day" or "days"] when Number(count) is { } days => today.AddDays(days),
            ["in", var count, "week" or "weeks"] when Number(count) is { } weeks => today.AddDays(7 * weeks),
            [var numbers] when DateOnly.TryParseExact(numbers, Numbers, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) => exact,
            [var one, var other] => Of(one, other, null, today),
            [var one, var other, var year] when Number(year) is >= 2000 and var named => Of(one, other, named, today),
            _ => null,
        };
        if (read is not { } found)
            return false;
        date = found;
        error = weekday is { } said && said != (int)found.DayOfWeek ? $"{PlainText.Say(found)} is a {found.DayOfWeek}: say which of the two you mean" : null;
        return error is null;
    }

    /// <summary>Whether the text names this date by its day; without a year it matches any year.</summary>
    public static bool Names(Typed text, DateOnly date) =>
        text.Folded.Any(char.IsAsciiDigit) && TryParse(text, date, out var read, out _) && read == date;

    private static DateOnly? Of(string one, string other, int? year, DateOnly today)
    {
        var (day, month) = Named(Months, other) is { } named ? (Number(one), (int?)named) : (Number(other), Named(Months, one));
        if (day is not (>= 1 and <= 31) || month is null)
            return null;
        for (var y = year ?? today.Year; y <= (year ?? today.Year + 1); y++)
        {
            if (day <= DateTime.DaysInMonth(y, month.Value + 1) && new DateOnly(y, month.Value + 1, day.Value) is var date
                && (year is not null || date >= today))
                return date;
        }
        return null;
    }

    /// <summary>The index of the name that starts with the word, which needs at least three letters.</summary>
    private static int? Named(string[] names, string word) =>
        word.Length >= 3 && Array.FindIndex(names, name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at : null;

    private static int? Number(string word) =>
        int.TryParse(Ordinal().Replace(word, "${number}"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 9999 ? number : null;

    [GeneratedRegex(@"[\s,]+|(?<=[a-z])\.", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"\A(?<number>[0-9]+)(st|nd|rd|th)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Ordinal();
}
