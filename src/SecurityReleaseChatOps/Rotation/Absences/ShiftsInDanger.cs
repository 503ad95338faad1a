using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>A shift with one of its pair off on a day of its release.</summary>
/// <param name="Person">Slack user id.</param>
/// <param name="Date">The first such day.</param>
/// <param name="Why">Plain text: <c>away</c>, a holiday's name.</param>
/// <param name="HasLeft">Whether they left: then no day is named, and their name says so.</param>
public sealed record ShiftInDanger(Shift Shift, string Person, DateOnly Date, string Why, bool HasLeft = false);

/// <summary>Which shifts lack one of their pair, and when to say so. Pure.</summary>
public static class DangerRules
{
    /// <summary>Days ahead of the shift at which it is said, and said again.</summary>
    private static readonly int[] Ahead = [28, 7];

    /// <summary>Shifts in danger within the coming weeks, by date.</summary>
    public static IReadOnlyList<ShiftInDanger> Of(RotationSnapshot rotation, Instant now) =>
    [
        .. from shift in rotation.Coming(now)
           where Days(shift, now) <= Ahead.Max()
           from person in shift.Pair
           let engineer = rotation.Roster.FirstOrDefault(one => one.UserId == person)
           where engineer is not null
           let off = !engineer.Left ? SwapRules.Away(engineer, shift.Date)
               : shift.Release is null ? (shift.Date, "left")
               : ((DateOnly Date, string Why)?)null // a started release has its own warnings
           where off is not null
           orderby shift.Date, shift.Id
           select new ShiftInDanger(shift, person, off.Value.Date, off.Value.Why, engineer.Left),
    ];

    /// <summary>Which of the two times it is, in days ahead.</summary>
    public static int Stage(ShiftInDanger danger, Instant now) => Ahead.Where(days => Days(danger.Shift, now) <= days).Min();

    private static int Days(Shift shift, Instant now) => shift.Date.DayNumber - now.UtcDay().DayNumber;
}
