using NodaTime;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>That somebody is reminded of their shift.</summary>
/// <param name="Person">Slack user id of who does it.</param>
/// <param name="IsPrimary">Whether they are its Primary.</param>
/// <param name="With">Slack user id of the other one; null for nobody.</param>
/// <param name="Days">Before how many days it was due: 28, 7 or 1.</param>
/// <param name="Left">How many days there are left where they are.</param>
internal sealed record ShiftReminder(Shift Shift, string Person, bool IsPrimary, string? With, int Days, int Left)
{
    /// <summary>The same each time it is looked at.</summary>
    public string Key => $"{Person}/{Days}";
}

/// <summary>Who is reminded of their shift now: four weeks, one week and a day before, in their own time. Pure.</summary>
internal static class ShiftReminders
{
    /// <summary>Before how many days, and for how many of them it still helps: so long the app may be down, or the person off.</summary>
    private static readonly (int Days, int Helps)[] Times = [(28, 4), (7, 3), (1, 1)];

    private static readonly LocalTime Morning = new(9, 0);

    public static IEnumerable<ShiftReminder> Due(RotationSnapshot rotation, Instant now)
    {
        foreach (var shift in rotation.Coming(now).Where(shift => shift.Pair.Any()))
        {
            var pair = Carrier.At(rotation, shift, now);
            foreach (var person in Carrier.People(pair))
            {
                if (rotation.Engineer(person) is not { Left: false } engineer)
                    continue;
                var left = shift.Date.DayNumber - Workdays.Today(engineer, now).DayNumber;
                foreach (var (days, helps) in Times.Where(one => left <= one.Days && left > one.Days - one.Helps && left > 0))
                {
                    if (IsTime(engineer, now, isLast: left == days - helps + 1))
                        yield return new(shift, person, person == pair[0].By, Carrier.Beside(pair, person), days, left);
                }
            }
        }
    }

    /// <summary>At work; on the last day that helps from the morning on, whether they are at work or not.</summary>
    private static bool IsTime(Engineer engineer, Instant now, bool isLast) =>
        Workdays.IsAtWork(engineer, now) || (isLast && Workdays.LocalTime(engineer, now).TimeOfDay >= Morning);
}
