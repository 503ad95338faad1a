using System.Collections.Concurrent;
using System.Reflection;
using NodaTime.TimeZones;
using PublicHoliday;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>The public holidays of one country.</summary>
public sealed class HolidayCalendar
{
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<DateOnly, string>> years = [];
    private readonly Func<int, IReadOnlyDictionary<DateOnly, string>> of;

    /// <param name="of">A year's holidays with their names.</param>
    internal HolidayCalendar(Func<int, IReadOnlyDictionary<DateOnly, string>> of) => this.of = of;

    /// <summary>A calendar without holidays.</summary>
    public static HolidayCalendar None { get; } = new(_ => new Dictionary<DateOnly, string>());

    /// <summary>The holiday's name in plain text; null if the date is none.</summary>
    public string? On(DateOnly date) => years.GetOrAdd(date.Year, of).GetValueOrDefault(date);
}

/// <summary>Public holidays by country: those of the library PublicHoliday, with what the files add or remove.</summary>
public sealed class HolidayCalendars
{
    private static readonly IReadOnlySet<string> Counted =
        Enum.GetNames<PublicHolidayCountryCode>().Select(code => code.ToUpperInvariant()).Where(code => code != "PO").ToHashSet();

    // The library's names need cultures, which the app runs without (invariant globalization).
    private const string Holiday = "public holiday";

    // Country by zone id, from the time zone database.
    private static readonly IReadOnlyDictionary<string, string> Countries =
        TzdbDateTimeZoneSource.Default.ZoneLocations!.ToDictionary(place => place.ZoneId, place => place.CountryCode, StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<string, IReadOnlyList<HolidayEntry>> entries;
    private readonly ConcurrentDictionary<string, HolidayCalendar> calendars = [];

    private HolidayCalendars(IReadOnlyDictionary<string, IReadOnlyList<HolidayEntry>> entries) => this.entries = entries;

    /// <summary>Loads the shipped file, and the operator's own if there is one: the later of two entries for a day wins.</summary>
    /// <exception cref="SettingsException">The file is missing or invalid; names the file, the line, and what to write.</exception>
    public static HolidayCalendars Load(string? file)
    {
        using var shipped = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Rotation/Absences/holidays.yaml")!);
        var read = HolidayEntry.Read(shipped.ReadToEnd(), "holidays.yaml");
        if (file is null)
            return new(read);
        var own = OperatorFiles.Read("Rotation:HolidaysFile", file, () => HolidayEntry.Read(OperatorText.Read(file), Path.GetFileName(file)));
        return new(read.Keys.Union(own.Keys).ToDictionary(
            code => code, code => (IReadOnlyList<HolidayEntry>)[.. read.GetValueOrDefault(code, []), .. own.GetValueOrDefault(code, [])]));
    }

    /// <summary>The ISO 3166 code of a time zone's country, such as <c>NL</c>; null for a zone without one.</summary>
    public static string? CountryOf(string zone) =>
        Countries.GetValueOrDefault(zone)
        ?? Countries.GetValueOrDefault(TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(zone, out var canonical) ? canonical : zone);

    /// <summary>Whether this country's holidays are known.</summary>
    public bool Knows(string country) => Counted.Contains(country) || entries.ContainsKey(country);

    /// <summary>Somebody's holidays: of the country they chose, else of their zone's.</summary>
    public HolidayCalendar Of(Engineer engineer) =>
        (engineer.Holidays ?? CountryOf(engineer.Zone)) is { } country && Knows(country) ? calendars.GetOrAdd(country, Calendar) : HolidayCalendar.None;

    private HolidayCalendar Calendar(string country) => new(year =>
    {
        var days = new Dictionary<DateOnly, string>();
        foreach (var holiday in Counted.Contains(country) ? PublicHolidayFactory.GetPublicHolidayForCountry(country).PublicHolidaysInformation(year) : [])
            days[DateOnly.FromDateTime(holiday.ObservedDate)] = Holiday;
        foreach (var entry in entries.GetValueOrDefault(country, []).Where(entry => entry.Year is null || entry.Year == year))
        {
            if (entry.In(year) is not { } date)
                continue;
            days.Remove(date);
            if (entry.Name is { } name)
                days[date] = name;
        }
        return days;
    });
}
