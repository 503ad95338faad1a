using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Who may take whose part of a shift, by the plan's rules. Pure.</summary>
public static class SwapRules
{
    public const int LongestWhy = 200;

    /// <summary>How many who may are named when one may not.</summary>
    public const int Named = 3;

    // In a large rotation only the nearest.
    private const int MostTried = 300;

    // As in the plan: two days before and the day after belong to a release, and nobody carries two within a week.
    private const int Ahead = 2, After = 1, Week = 6;

    /// <summary><c>Primary</c> or <c>Secondary</c>; null for neither.</summary>
    public static string? Part(Shift shift, string person) =>
        person == shift.Primary ? "Primary" : person == shift.Secondary ? "Secondary" : null;

    /// <summary>What somebody could give away: parts of coming shifts, by date.</summary>
    public static IReadOnlyList<Shift> Of(RotationSnapshot rotation, string person, Instant now) =>
        [.. rotation.Coming(now, person).Where(shift => !shift.HasEnded)];

    /// <summary>Why they cannot take it, in plain text without a full stop; null when they can.</summary>
    /// <param name="nameOf">Plain text.</param>
    public static string? Refuse(RotationSnapshot rotation, Shift shift, string from, string to, Func<string, string> nameOf, Instant now) =>
        Gone(rotation, shift, from, nameOf, now) ?? Refuse(rotation, Around.Of(rotation, shift, from), to, nameOf, now);

    /// <summary>Why two cannot exchange two shifts, like <see cref="Refuse"/>: each is judged as if the other had been exchanged already.</summary>
    /// <param name="back">What <paramref name="to"/> gives in return.</param>
    public static string? RefuseExchange(
        RotationSnapshot rotation, Shift shift, string from, Shift back, string to, Func<string, string> nameOf, Instant now) =>
        Gone(rotation, back, to, nameOf, now)
        ?? Refuse(With(rotation, Taken(back, to, from)), shift, from, to, nameOf, now)
        ?? Refuse(With(rotation, Taken(shift, from, to)), back, to, from, nameOf, now);

    /// <summary>What could be taken in return for a shift, with its owner: those of <paramref name="to"/> first, nearest to a date first.</summary>
    public static IEnumerable<(Shift Shift, string Person)> Returns(
        RotationSnapshot rotation, Shift shift, string from, string to, DateOnly near, Instant now) =>
        Others(rotation, from, now)
            .OrderBy(one => one.Person != to).ThenBy(one => Math.Abs(one.Shift.Date.DayNumber - near.DayNumber))
            .ThenBy(one => one.Shift.Id, StringComparer.Ordinal)
            .Take(MostTried).Where(one => RefuseExchange(rotation, shift, from, one.Shift, one.Person, id => id, now) is null);

    /// <summary>Others' parts of coming shifts, with their owners, by date; without shifts that somebody is part of.</summary>
    public static IEnumerable<(Shift Shift, string Person)> Others(RotationSnapshot rotation, string person, Instant now) =>
        Given(rotation, now).Where(shift => !shift.Pair.Contains(person))
            .SelectMany(shift => shift.Pair.Where(other => rotation.Engineer(other) is { Left: false }).Select(other => (shift, other)));

    /// <summary>Why nobody can take it from them any more, in plain text without a full stop; null while somebody can.</summary>
    public static string? Gone(RotationSnapshot rotation, Shift shift, string from, Func<string, string> nameOf, Instant now) =>
        shift.HasEnded || !rotation.IsComing(shift, now) ? "This shift is over or was dropped"
        : Part(shift, from) is null ? $"{nameOf(from)} is not on for {ShiftText.Day(shift.Date, now)} any more"
        : null;

    /// <summary>Shifts that can be given and taken.</summary>
    private static IEnumerable<Shift> Given(RotationSnapshot rotation, Instant now) => rotation.Coming(now).Where(shift => !shift.HasEnded);

    /// <summary>Who may take it (Slack user ids), those who carried least first.</summary>
    public static IReadOnlyList<string> May(RotationSnapshot rotation, Shift shift, string from, Instant now)
    {
        var around = Around.Of(rotation, shift, from);
        var free = Free(rotation, around, now).ToList();
        var rested = free.Where(one => around.InARow(one) is null).ToList();
        var loads = FairnessRules.Of(rotation, now).ToDictionary(load => load.Person, load => load.AsPrimary + load.AsSecondary);
        return [.. (rested.Count > 0 ? rested : free).OrderBy(one => loads.GetValueOrDefault(one)).ThenBy(one => one, StringComparer.Ordinal)];
    }

    /// <summary>The shift after it was taken; fixed, so that the plan leaves it.</summary>
    public static Shift Taken(Shift shift, string from, string to) => shift with
    {
        Primary = shift.Primary == from ? to : shift.Primary,
        Secondary = shift.Secondary == from ? to : shift.Secondary,
        IsFixed = true,
    };

    /// <summary>The first day that belongs to a release.</summary>
    public static DateOnly FirstDay(DateOnly date) => date.AddDays(-Ahead);

    /// <summary>The days on which somebody must be present for a release.</summary>
    public static IEnumerable<DateOnly> Days(DateOnly date) => Enumerable.Range(-Ahead, Ahead + After + 1).Select(date.AddDays);

    /// <summary>Why somebody is absent for a release on that date, and on which day; null when present.</summary>
    /// <param name="after">How many days after it count too.</param>
    public static (DateOnly Date, string Why)? Away(Engineer engineer, DateOnly date, int after = 0) =>
        Enumerable.Range(-Ahead, Ahead + after + 1).Select(days => date.AddDays(days))
            .Where(day => engineer.Hours.Days.Contains(day.DayOfWeek))
            .Select(day => (day, engineer.Off.Why(day))).FirstOrDefault(day => day.Item2 is not null) is (var when, { } why) ? (when, why) : null;

    private static RotationSnapshot With(RotationSnapshot rotation, Shift changed) =>
        rotation with { Shifts = [.. rotation.Shifts.Select(shift => shift.Id == changed.Id ? changed : shift)] };

    private static string? Refuse(RotationSnapshot rotation, Around around, string to, Func<string, string> nameOf, Instant now) =>
        Breaks(rotation.Engineer(to), around, to, nameOf, now)
        ?? (around.InARow(to) is { } other && Free(rotation, around, now).Any(one => around.InARow(one) is null)
            ? $"{nameOf(to)} is on {ShiftText.Day(other.Date, now)}: nobody has two in a row while others can"
            : null);

    private static IEnumerable<string> Free(RotationSnapshot rotation, Around around, Instant now) =>
        rotation.Roster.Where(one => Breaks(one, around, one.UserId, id => id, now) is null).Select(one => one.UserId);

    private static string? Breaks(Engineer? taker, Around around, string to, Func<string, string> nameOf, Instant now)
    {
        var (shift, other) = (around.Shift, around.Other);
        if (to == around.From)
            return $"{nameOf(to)} has it already";
        if (Part(shift, to) is { } part)
            return $"{nameOf(to)} is already its {part}";
        if (taker is null or { Left: true })
            return $"{nameOf(to)} {(taker is null ? "is not on the rotation" : "left")}";
        if (other?.Region == taker.Region)
            return $"{nameOf(to)} and {nameOf(other.UserId)} are both in {taker.Region}";
        if (other is not null && Workdays.ShareHours(taker, other, Noon(shift.Date)))
            return $"{nameOf(to)} and {nameOf(other.UserId)} work at the same hours";
        if (!taker.Hours.Days.Contains(shift.Date.DayOfWeek))
            return $"{nameOf(to)} does not work on a {shift.Date.DayOfWeek}";
        if (Away(taker, shift.Date, After) is { } away)
            return $"{nameOf(to)} is off on {ShiftText.Day(away.Date, now)}: {away.Why}";
        return around.Carries(to) is { } near ? $"{nameOf(to)} carries another release that week, {ShiftText.Day(near, now)}" : null;
    }

    /// <summary>A given shift's surroundings, looked up once for everyone who may take it.</summary>
    /// <param name="Other">The other engineer of its pair; null if not on the roster.</param>
    /// <param name="Near">Those with another release within the week, and when.</param>
    /// <param name="Beside">The previous and the next shift.</param>
    private sealed record Around(
        Shift Shift, string From, Engineer? Other, IReadOnlyList<(string Person, DateOnly Date)> Near, IReadOnlyList<Shift> Beside)
    {
        public static Around Of(RotationSnapshot rotation, Shift shift, string from)
        {
            var row = rotation.Row(shift.Cadence);
            var at = row.TakeWhile(other => other.Id != shift.Id).Count();
            return new(
                shift, from,
                shift.Pair.Where(one => one != from).Select(rotation.Engineer).FirstOrDefault(one => one is not null),
                [
                    .. rotation.Since(shift.Date.AddDays(-Week)).TakeWhile(other => IsNear(other.Date)).Where(other => !other.Dropped && other.Id != shift.Id)
                        .SelectMany(other => other.Pair.Select(person => (person, other.Date))),
                    .. rotation.Releases.Where(release => release.Kind is null && IsNear(release.Date))
                        .SelectMany(release => new[] { (release.Primary, release.Date), (release.Secondary, release.Date) }),
                ],
                [.. new[] { row.ElementAtOrDefault(at - 1), row.ElementAtOrDefault(at + 1) }.OfType<Shift>()]);

            bool IsNear(DateOnly date) => Math.Abs(date.DayNumber - shift.Date.DayNumber) <= Week;
        }

        public DateOnly? Carries(string person) => Near.Where(one => one.Person == person).Select(one => (DateOnly?)one.Date).FirstOrDefault();

        public Shift? InARow(string person) => Beside.FirstOrDefault(other => other.Pair.Contains(person));
    }

    private static Instant Noon(DateOnly date) => date.AtUtc(new(12, 0));
}
