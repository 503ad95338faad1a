using NodaTime.Extensions;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>An absence as typed into the form.</summary>
/// <param name="First">The first day away.</param>
/// <param name="Last">The last day away; null: the same.</param>
/// <param name="FromNoon">Whether the first day away begins at noon.</param>
/// <param name="UntilNoon">Whether the last day away ends at noon.</param>
public sealed record AbsenceInput(DateOnly? First, DateOnly? Last, bool FromNoon, bool UntilNoon, string? Why);

/// <summary>Validation and wording of absences. Pure.</summary>
public static class AbsenceRules
{
    public const int LongestWhy = 100;
    private const int LongestDays = 366;
    private const int FurthestDays = 3 * 366;

    private static readonly LocalTime Noon = new(12, 0);

    /// <param name="today">The date at the person's place.</param>
    /// <param name="wrong">The offending field of <see cref="AwayModal"/>, and what is wrong.</param>
    public static Absence? Read(AbsenceInput input, string person, DateOnly today, IReadOnlyList<Absence> others, out (string Field, string Words) wrong)
    {
        wrong = default;
        if (input.First is not { } first)
            return Wrong(AwayModal.From, "Pick the first day away", out wrong);
        var last = input.Last ?? first;
        if (last < first)
            return Wrong(AwayModal.Until, "This is before the first day", out wrong);
        if (last < today)
            return Wrong(AwayModal.Until, "This is over already", out wrong);
        if (last.DayNumber - first.DayNumber >= LongestDays || first > today.AddDays(FurthestDays))
            return Wrong(AwayModal.Until, "At most a year, within three years", out wrong);
        var (from, until) = (At(first, input.FromNoon), input.UntilNoon ? At(last, true) : At(last.AddDays(1), false));
        if (from >= until)
            return Wrong(AwayModal.Half, "Nothing is left of this day: choose one of the two", out wrong);
        if (others.FirstOrDefault(other => other.Covers(from, until)) is { } known)
            return Wrong(AwayModal.From, $"Already away then: {Say(known, today)}", out wrong);
        return new(AbsenceStore.Id(person, from), person, from, until, PlainText.Cut(input.Why?.Trim() ?? "", LongestWhy) is { Length: > 0 } why ? why : null);
    }

    /// <summary>Those not over in their person's zone, next first.</summary>
    public static IReadOnlyList<Absence> Coming(IEnumerable<Absence> absences, DateOnly today) =>
        [.. absences.Where(absence => absence.Until > At(today, false)).OrderBy(absence => absence.From)];

    /// <summary>Plain text: <c>Thu 24 Dec – Fri 1 Jan</c>, <c>Thu 24 Dec from noon</c>.</summary>
    /// <param name="today">The date at the person's place.</param>
    public static string Say(Absence absence, DateOnly today)
    {
        var (first, untilNoon) = (absence.From.Date, absence.Until.TimeOfDay == Noon);
        var last = untilNoon ? absence.Until.Date : absence.Until.Date.PlusDays(-1);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Day(first)}{(absence.From.TimeOfDay == Noon ? " from noon" : "")}{(last > first ? $" – {Day(last)}" : "")}{(untilNoon ? " until noon" : "")}");

        string Day(LocalDate date) => ShiftText.Day(date.ToDateOnly(), today);
    }

    private static LocalDateTime At(DateOnly date, bool noon) => date.ToLocalDate() + (noon ? Noon : LocalTime.Midnight);

    private static Absence? Wrong(string field, string words, out (string Field, string Words) wrong)
    {
        wrong = (field, words);
        return null;
    }
}
