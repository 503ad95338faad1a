using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using SecurityReleaseChatOps.Rotation.Calendar;
using ICalendar = Ical.Net.Calendar;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>
/// The planned releases as an iCalendar (RFC 5545): an all-day event each, which has no zone and so no DST. Dates and names,
/// nothing else: no versions and no unplanned releases. Pure.
/// </summary>
internal static class CalendarFeed
{
    // Old events would clutter a calendar.
    private const int DaysBack = 92;

    /// <param name="person">Slack user id of the person whose shifts it has; null for all.</param>
    public static string Write(RotationSnapshot rotation, string? person, Func<string, string> nameOf, Instant now)
    {
        var calendar = new ICalendar { ProductId = "-//SecurityReleaseChatOps//Release rotation//EN" };
        calendar.AddProperty("X-WR-CALNAME", person is null ? "Release rotation" : "My release shifts");
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        var since = now.UtcDay().AddDays(-DaysBack);
        var cadences = rotation.Cadences.ToDictionary(cadence => cadence.Name);
        foreach (var shift in rotation.Shifts.Where(shift => !shift.Dropped && shift.Date >= since && cadences.ContainsKey(shift.Cadence)))
        {
            var carried = Carrier.Of(rotation, shift, cadences[shift.Cadence]);
            if (person is null || carried.Any(one => one.By == person || one.Person == person))
                calendar.Events.Add(Event(shift, cadences[shift.Cadence].Title, carried, person, nameOf, now));
        }
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalendarEvent Event(
        Shift shift, string title, IReadOnlyList<Carrier> carried, string? person, Func<string, string> nameOf, Instant now) => new()
        {
            Uid = $"{shift.Id.Replace('/', '-')}@security-release-chatops",
            DtStamp = new CalDateTime(now.ToDateTimeUtc(), CalDateTime.UtcTzId),
            Start = new CalDateTime(shift.Date),
            End = new CalDateTime(shift.Date.AddDays(1)),
            Summary = $"{title}: {(person is null ? Names(carried, nameOf) : Mine(carried, person, nameOf))}",
            Description = string.Join('\n', carried.Select(one => Words(one, nameOf))),
            Transparency = "TRANSPARENT",
        };

    private static string Words(Carrier one, Func<string, string> nameOf) => one.Person is null || one.By is null ? $"{one.Role}: nobody yet"
        : $"{one.Role}: {nameOf(one.By)}{(one.By == one.Person ? "" : $", who covers for {nameOf(one.Person)}")}";

    private static string Names(IReadOnlyList<Carrier> carried, Func<string, string> nameOf) =>
        Carrier.People(carried) is { Count: > 0 } people ? string.Join(", ", people.Select(nameOf)) : "nobody yet";

    private static string Mine(IReadOnlyList<Carrier> carried, string person, Func<string, string> nameOf) => string.Join(", ", carried
        .Where(one => one.By == person || one.Person == person)
        .Select(one => one.By != person ? $"{nameOf(one.By!)} covers for you as {one.Role}"
            : one.Person != person ? $"you cover for {nameOf(one.Person!)} as {one.Role}"
            : $"you are {one.Role}"));
}
