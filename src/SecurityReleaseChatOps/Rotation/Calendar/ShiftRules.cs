using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>What an admin may do to the calendar, pure. What is refused names the input of <see cref="ShiftModal"/> that is wrong.</summary>
public static class ShiftRules
{
    public const string Date = "date";
    public const string Primary = "primary";
    public const string Secondary = "secondary";

    /// <summary>Changes a shift's date or people, drops it or brings it back.</summary>
    /// <param name="after">The wanted shift.</param>
    /// <param name="today">Where the asker is.</param>
    public static Decision<Shift> Change(RotationSnapshot rotation, Shift before, Shift after, DateOnly today)
    {
        var changesPair = (before.Primary, before.Secondary) != (after.Primary, after.Secondary);
        var (primary, secondary) = (Find(after.Primary), Find(after.Secondary));
        return before.Release is { } release
                ? No($"{release} was started from it: /release delay {release} moves it, /release pair {release} changes who carries it")
            : before.Date != after.Date && DateError(rotation, after, today) is { } wrong ? No(wrong)
            : after.Dropped ? Decision<Shift>.New(after)
            : changesPair && Gone(after.Primary, primary) ? No("This person is not on the rotation", Primary)
            : changesPair && Gone(after.Secondary, secondary) ? No("This person is not on the rotation", Secondary)
            : changesPair && primary is not null && primary == secondary ? No("This is the Primary too: choose someone else, from another region", Secondary)
            : changesPair && primary is not null && primary.Region == secondary?.Region
                ? No($"Both are in {primary.Region}: choose a Secondary of another region", Secondary)
            : Decision<Shift>.New(changesPair ? after with { IsFixed = after.Pair.Any() } : after);

        static Decision<Shift> No(string why, string field = Date) => Decision<Shift>.Refuse(field, why);

        Engineer? Find(string? person) => rotation.Roster.FirstOrDefault(engineer => engineer.UserId == person && !engineer.Left);

        static bool Gone(string? person, Engineer? engineer) => person is not null && engineer is null;
    }

    /// <summary>Adds another release of a cadence.</summary>
    public static Decision<Shift> Add(RotationSnapshot rotation, Cadence cadence, DateOnly date, DateOnly today)
    {
        var shift = Shift.Of(cadence.Name, date);
        // A dropped one comes back; one moved away keeps its id.
        if (rotation.Find(shift.Id) is { Dropped: true } dropped && dropped.Date == date)
            return Decision<Shift>.New(dropped with { Dropped = false });
        while (rotation.Find(shift.Id) is not null)
            shift = shift with { Id = shift.Id + "+" };
        return DateError(rotation, shift, today) is { } wrong ? Decision<Shift>.Refuse(Date, wrong) : Decision<Shift>.New(shift);
    }

    private static string? DateError(RotationSnapshot rotation, Shift shift, DateOnly today) =>
        shift.Date < today ? $"{PlainText.Say(shift.Date)} is past: choose today or a later date"
        : shift.Date > today.AddYears(1) ? $"{PlainText.Say(shift.Date)} is more than a year away: check the year"
        : rotation.Shifts.Any(other => other.Id != shift.Id && other.Cadence == shift.Cadence && other.Date == shift.Date && !other.Dropped)
            ? $"A release is planned on {PlainText.Say(shift.Date)} already"
        : null;
}
