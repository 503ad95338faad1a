using System.Diagnostics.CodeAnalysis;
using NodaTime.Extensions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Parses when the fixes were merged, typed afterwards.</summary>
internal static class MergeTime
{
    /// <summary>How long ago it may have been: anything longer is a typing mistake.</summary>
    public static Duration Longest { get; } = Duration.FromHours(24);

    /// <summary>
    /// Reads <c>12:40</c>, <c>today 12:40</c>, <c>yesterday 23:50</c>, <c>23:50 yesterday</c>, each time as in <see cref="WallTime"/>. A time that
    /// the clock showed twice is the last one; one of today that is still to come may be meant for yesterday, and is refused.
    /// </summary>
    /// <param name="started">When the release was started: nothing of it was merged before.</param>
    /// <param name="zone">The typist's.</param>
    /// <param name="error">What is wrong, in plain text without a full stop.</param>
    /// <param name="instead">A text that would be accepted now, close to what was typed.</param>
    public static bool TryParse(
        Typed text, Instant started, DateTimeZone zone, Instant now, out Instant at, [NotNullWhen(false)] out string? error,
        [NotNullWhen(false)] out string? instead)
    {
        at = default;
        var today = now.InZone(zone).Date;
        // Times are typed to the minute.
        var first = Instant.FromUnixTimeSeconds(started.ToUnixTimeSeconds() / 60 * 60);
        var recently = Instant.Max(first, now - Duration.FromMinutes(10));
        var words = text.Folded.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).ToList();
        var daysAgo = Take(words, "yesterday") ? 1 : Take(words, "today") ? 0 : (int?)null;
        if (!WallTime.TryParse(string.Join(' ', words), out var clock))
        {
            (error, instead) = ($"{PlainText.Quote(text.Own)} is neither a release nor a time", Said(recently, zone, today));
            return false;
        }
        var time = clock.ToLocalTime();
        var date = today.PlusDays(-(daysAgo ?? 0));
        var shown = zone.MapLocal(date + time);
        if (shown.Count == 0)
        {
            (error, instead) = (Say($"{time:HH:mm} was skipped on {date:ddd d MMM}, when the clocks went forward"),
                Said(recently, zone, today));
            return false;
        }
        if (Passed(shown, now) is not { } last)
        {
            // Yesterday's may be too long ago when a day has more than 24 hours, or before the release was started.
            var before = Passed(zone.MapLocal(today.PlusDays(-1) + time), now) is { } then && now - then <= Longest && then >= first ? then : recently;
            (error, instead) = (Say($"{time:HH:mm} has not come yet"), Said(before, zone, today));
            return false;
        }
        if (last < first || now - last > Longest)
        {
            var earliest = new[] { first, now - Longest + Duration.FromMinutes(1), today.PlusDays(-1).AtStartOfDayInZone(zone).ToInstant() }.Max();
            (error, instead) = (Say($"{date:ddd d MMM} {time:HH:mm} is {(last < first ? "before the release was started" : "more than 24 hours ago")}"),
                Said(earliest, zone, today));
            return false;
        }
        (at, error, instead) = (Instant.Max(last, started), null, null);
        return true;
    }

    private static Instant? Passed(NodaTime.TimeZones.ZoneLocalMapping shown, Instant now) => shown.Count == 0 ? null
        : shown.Last().ToInstant() is var last && last <= now ? last
        : shown.First().ToInstant() is var first && first <= now ? first
        : null;

    private static string Said(Instant at, DateTimeZone zone, LocalDate today) =>
        at.InZone(zone) is var there && there.Date == today ? Say($"{there:HH:mm}") : Say($"yesterday {there:HH:mm}");

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    private static bool Take(List<string> words, string day) => words.Count > 1 && words.Remove(day);
}
