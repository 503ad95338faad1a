using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using NodaTime.Extensions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Log;

/// <summary>The start of the period that somebody wants the log for.</summary>
internal static partial class Since
{
    // A weekday is taken from the last week, a day of a month from the last year.
    private static readonly Period[] Back = [Period.Zero, Period.FromWeeks(1), Period.FromYears(1) - Period.FromDays(1)];

    /// <summary>
    /// Reads <c>2d</c>, <c>12h</c>, <c>1w</c>, <c>today</c>, <c>yesterday</c>, and past days as in <see cref="TypedDate"/>: <c>Monday</c>, <c>23
    /// Nov</c>, <c>2026-11-23</c>.
    /// </summary>
    /// <param name="zone">The typist's time zone, in which days begin.</param>
    /// <param name="error">What is wrong, in plain text.</param>
    public static bool TryParse(Typed text, DateTimeZone zone, Instant now, out Instant since, [NotNullWhen(false)] out string? error)
    {
        var (words, today) = (text.Folded.ToLowerInvariant(), now.InZone(zone).Date);
        if (words.StartsWith("since ", StringComparison.Ordinal))
            words = words[6..];
        (since, error) = (default,
            $"{PlainText.Quote(text.Own)} is not a past time: write it like 2d, yesterday or "
            + $"{today.PlusDays(-2).ToDateOnly().ToString("d MMM", CultureInfo.InvariantCulture)}.");
        if (Ago().Match(words) is { Success: true } ago)
        {
            var count = int.Parse(ago.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            since = now - Duration.FromHours(count * (ago.Groups["unit"].Value switch { "h" => 1, "d" => 24, _ => 168 }));
        }
        else if (Day(words, today) is { } day)
        {
            since = day.AtStartOfDayInZone(zone).ToInstant();
        }
        else
        {
            return false;
        }
        error = null;
        return true;
    }

    private static LocalDate? Day(string words, LocalDate today)
    {
        if (words is "yesterday")
            return today.PlusDays(-1);
        if (words is "tomorrow" || words.StartsWith("in ", StringComparison.Ordinal) || words.StartsWith("next ", StringComparison.Ordinal))
            return null;
        foreach (var from in Back.Select(back => today - back))
        {
            if (TypedDate.TryParse(words, from.ToDateOnly(), out var date, out _) && date.ToLocalDate() <= today)
                return date.ToLocalDate();
        }
        return null;
    }

    [GeneratedRegex(@"\A(?<count>[0-9]{1,3})\s?(?<unit>[hdw])\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Ago();
}
