using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>A reminder of somebody's shift.</summary>
/// <param name="Person">Slack user id of whoever does it.</param>
/// <param name="IsPrimary">Whether they are its Primary.</param>
/// <param name="With">Slack user id of the other engineer; null for nobody.</param>
/// <param name="Days">Which reminder, in days before: 28, 7 or 1.</param>
/// <param name="Left">Days left, where they are.</param>
internal sealed record ShiftReminder(Shift Shift, string Person, bool IsPrimary, string? With, int Days, int Left)
{
    /// <summary>Deterministic, so that it is sent once.</summary>
    public string Key => $"{Person}/{Days}";
}

/// <summary>Who is reminded of their shift now: four weeks, a week and a day before, in their own time. Pure.</summary>
internal static class ShiftReminders
{
    /// <summary>The days before, and for how many days each still helps if the app was down or the person off.</summary>
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

    /// <summary>While at work; on the last useful day from the morning on, at work or not.</summary>
    private static bool IsTime(Engineer engineer, Instant now, bool isLast) =>
        Workdays.IsAtWork(engineer, now) || (isLast && Workdays.LocalTime(engineer, now).TimeOfDay >= Morning);
}
