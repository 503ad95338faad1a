using NodaTime;
using NodaTime.Extensions;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>When somebody does not work although it is a day of theirs: what they said, and the public holidays of their country.</summary>
/// <param name="Absences">Theirs, in any order.</param>
public sealed record TimeOff(IReadOnlyList<Absence> Absences, HolidayCalendar Holidays)
{
    private static readonly Period HalfDay = Period.FromHours(12);

    public static TimeOff None { get; } = new([], HolidayCalendar.None);

    /// <summary>What is left of a workday of theirs; null when nothing is. Half of a day at night is half of its hours.</summary>
    /// <param name="noon">Noon of the day at their place.</param>
    public Workday? LeftOf(Workday day, Instant noon)
    {
        var (morning, afternoon) = On(day.Date);
        var half = day.Start < noon && noon < day.End ? noon : day.Start + ((day.End - day.Start) / 2);
        return (morning, afternoon) switch
        {
            (true, true) => null,
            (true, false) => day with { Start = half },
            (false, true) => day with { End = half },
            _ => day,
        };
    }

    /// <summary>Why they are off for some of that day, in plain text; null when they are not.</summary>
    public string? Why(DateOnly date)
    {
        if (Holidays.On(date) is { } holiday)
            return holiday;
        var (start, end) = (Midnight(date), Midnight(date.AddDays(1)));
        return Absences.FirstOrDefault(absence => absence.Touches(start, end)) switch
        {
            null => null,
            { Why: { Length: > 0 } why } => why,
            _ => "away",
        };
    }

    private (bool Morning, bool Afternoon) On(DateOnly date)
    {
        if (Holidays.On(date) is not null)
            return (true, true);
        if (Absences.Count == 0)
            return (false, false);
        var (start, noon, end) = (Midnight(date), Midnight(date) + HalfDay, Midnight(date.AddDays(1)));
        return (Absences.Any(absence => absence.Covers(start, noon)), Absences.Any(absence => absence.Covers(noon, end)));
    }

    private static LocalDateTime Midnight(DateOnly date) => date.ToLocalDate().AtMidnight();
}
