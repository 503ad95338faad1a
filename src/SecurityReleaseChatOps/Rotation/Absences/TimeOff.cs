using NodaTime.Extensions;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>When somebody is off on their working days: absences they entered, and their country's public holidays.</summary>
/// <param name="Absences">The person's, in any order.</param>
public sealed record TimeOff(IReadOnlyList<Absence> Absences, HolidayCalendar Holidays)
{
    private static readonly Period HalfDay = Period.FromHours(12);

    public static TimeOff None { get; } = new([], HolidayCalendar.None);

    /// <summary>What is left of one of their workdays; null when nothing is. Half a day is split at noon, a night shift at half of its hours.</summary>
    /// <param name="noon">Noon of the day in their zone.</param>
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

    /// <summary>Why they are off for some of that day, in plain text; null if they are not.</summary>
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
