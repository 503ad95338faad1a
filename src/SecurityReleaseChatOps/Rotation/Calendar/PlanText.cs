namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Says why a shift is planned this way, in one sentence of plain text.</summary>
internal static class PlanText
{
    /// <param name="nameOf">Plain text of a person's name.</param>
    public static string Why(Planning planning, Slot slot, Func<string, string> nameOf)
    {
        if (slot.Planned(0) is null || slot.Planned(1) is null)
            return Nobody(planning, slot);
        if (slot.Shift.IsFixed)
            return "Fixed by hand." + Troubles(planning, slot, nameOf);
        if (planning.ExcuseOf(slot) is not Excuse.None and var excuse)
            return Excused(slot, excuse, nameOf);
        var hours = planning.Hours(slot.Secondary!, slot.Day);
        return $"{Rested(slot.Primary!, slot, nameOf)}; {Rested(slot.Secondary!, slot, nameOf)}, covers {Clock(hours.Start)}–{Clock(hours.End)} UTC.";
    }

    private static string Rested(Candidate person, Slot slot, Func<string, string> nameOf)
    {
        var before = person.Days.Where(day => day < slot.Day).Select(day => (int?)day).Max();
        return $"{nameOf(person.Id)} " + (before is { } day ? $"last on {Weeks(slot.Day - day)} before" : "not on for a year");
    }

    private static string Excused(Slot slot, Excuse excuse, Func<string, string> nameOf)
    {
        var words = new List<string>();
        if (excuse.HasFlag(Excuse.InARow))
        {
            var twice = new[] { slot.Primary!, slot.Secondary! }.Where(person => Planning.InARow(person, slot)).Select(person => nameOf(person.Id));
            words.Add($"{string.Join(" and ", twice)} twice in a row");
        }
        if (excuse.HasFlag(Excuse.SameHours))
            words.Add("both work at the same hours");
        return $"Nobody else can: {string.Join(", and ", words)}.";
    }

    private static string Nobody(Planning planning, Slot slot)
    {
        if (planning.People.Count == 0)
            return "Nobody is on the rotation.";
        var open = planning.People.Where(person => !slot.Has(person)).ToList();
        var works = open.Where(person => person.Works(slot.Day)).ToList();
        var there = works.Where(person => planning.IsThere(person, slot)).ToList();
        var free = there.Where(person => !planning.CarriesAnother(person, slot)).ToList();
        string[] why =
        [
            .. Count(open.Count - works.Count, "does not work", "do not work", $" on {DateOnly.FromDayNumber(slot.Day).DayOfWeek}s"),
            .. Count(works.Count - there.Count, "is away", "are away"),
            .. Count(there.Count - free.Count, "carries", "carry", " a release that week"),
            .. free.Select(person => person.Engineer.Region).Distinct().Select(region => $"the others are all in {region}"),
        ];
        return $"Nobody can: {string.Join(", ", why)}.";

        static string[] Count(int people, string one, string several, string what = "") =>
            people == 0 ? [] : [$"{people} {(people == 1 ? one : several)}{what}"];
    }

    private static string Troubles(Planning planning, Slot slot, Func<string, string> nameOf)
    {
        var away = new[] { slot.Primary, slot.Secondary }.OfType<Candidate>().Where(person => !planning.IsThere(person, slot))
            .Select(person => nameOf(person.Id));
        var left = new[] { 0, 1 }.Where(part => slot[part] is null).Select(part => nameOf(slot.Planned(part)!));
        return string.Concat(away.Select(name => $" {name} is away then.").Concat(left.Select(name => $" {name} is not on the rotation any more.")));
    }

    private static string Weeks(int days) =>
        days < 14 ? string.Create(CultureInfo.InvariantCulture, $"{days} days") : string.Create(CultureInfo.InvariantCulture, $"{days / 7} weeks");

    private static string Clock(int minutes)
    {
        var time = ((minutes % 1440) + 1440) % 1440;
        return time % 60 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{time / 60:00}") : string.Create(CultureInfo.InvariantCulture, $"{time / 60:00}:{time % 60:00}");
    }
}
