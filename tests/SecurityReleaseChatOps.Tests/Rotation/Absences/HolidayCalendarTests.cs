using PublicHoliday;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Tests.Rotation.Absences;

/// <summary>The public holidays of the countries where people work.</summary>
public sealed class HolidayCalendarTests
{
    private static readonly HolidayCalendars Shipped = HolidayCalendars.Load(null);

    public static TheoryData<string> Countries { get; } =
        [.. Enum.GetNames<PublicHolidayCountryCode>().Select(code => code.ToUpperInvariant()).Where(code => code != "PO"), "IN", "KR"];

    [Theory]
    [MemberData(nameof(Countries))]
    public void Every_country_that_is_known_has_some_in_each_year(string country)
    {
        var calendar = Shipped.Of(People.Anna with { Holidays = country });
        for (var year = 2026; year <= 2030; year++)
        {
            var days = Enumerable.Range(0, 365).Select(day => new DateOnly(year, 1, 1).AddDays(day)).Select(calendar.On).OfType<string>().ToList();
            days.Count.ShouldBeInRange(3, 30, $"{country} {year}");
            days.ShouldAllBe(name => name.Length > 0);
        }
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "NL")]
    [InlineData("America/New_York", "US")]
    [InlineData("Asia/Calcutta", "IN")]
    [InlineData("Asia/Kolkata", "IN")]
    [InlineData("Etc/UTC", null)]
    public void The_country_is_that_of_the_zone(string zone, string? country) => HolidayCalendars.CountryOf(zone).ShouldBe(country);

    [Fact]
    public void Said_otherwise_it_is_another_country_or_none()
    {
        Shipped.Of(People.Anna).On(new(2026, 4, 27)).ShouldNotBeNull("King's Day");
        Shipped.Of(People.Anna with { Holidays = "US" }).On(new(2026, 4, 27)).ShouldBeNull();
        Shipped.Of(People.Anna with { Holidays = "US" }).On(new(2026, 11, 26)).ShouldNotBeNull("Thanksgiving");
        Shipped.Of(People.Anna with { Holidays = "" }).On(new(2026, 12, 25)).ShouldBeNull();
        Shipped.Of(People.Of("U1", "Asia/Kolkata")).On(new(2027, 1, 26)).ShouldBe("Republic Day");
    }

    [Fact]
    public void The_operators_file_adds_days_and_takes_some_away()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "NL:\n  2026-12-24: Company day\n  12-26: work\nIN:\n  08-15: work\nSG:\n  08-09: National Day\n");
        var calendars = HolidayCalendars.Load(file);
        File.Delete(file);
        var dutch = calendars.Of(People.Anna);
        dutch.On(new(2026, 12, 24)).ShouldBe("Company day");
        dutch.On(new(2027, 12, 24)).ShouldBeNull();
        dutch.On(new(2026, 12, 25)).ShouldNotBeNull();
        dutch.On(new(2026, 12, 26)).ShouldBeNull();
        calendars.Of(People.Of("U1", "Asia/Kolkata")).On(new(2026, 8, 15)).ShouldBeNull();
        calendars.Of(People.Of("U1", "Asia/Singapore")).On(new(2026, 8, 9)).ShouldBe("National Day");
    }

    [Theory]
    [InlineData("Netherlands:\n  01-01: New Year", "line 1: `Netherlands` is not a country: write its two letters, such as `IN`.")]
    [InlineData("NL:\n  1 Jan: New Year", "line 2: `1 Jan` is not a date: write `01-26` for every year, or `2026-03-04`.")]
    [InlineData("NL:\n  02-30: Never", "line 2: `02-30` is not a date: write `01-26` for every year, or `2026-03-04`.")]
    [InlineData("NL:\n  01-01:", "line 2: `01-01` needs the holiday's name, or `work`.")]
    [InlineData("NL: 01-01", "line 1: `NL` needs lines such as `01-26: Republic Day`.")]
    [InlineData("NL:\n  01-01: A\nNL:\n  01-02: B", "line 3: `NL` is there already: put all of a country below one line.")]
    [InlineData("- NL", "line 1: write countries, such as `IN:`, with their holidays below.")]
    public void A_wrong_line_is_named(string text, string fault) =>
        Should.Throw<DefinitionException>(() => HolidayEntry.Read(text, "own.yaml")).Message.ShouldBe("own.yaml, " + fault);

    [Fact]
    public void A_file_that_is_not_there_stops_the_start() =>
        Should.Throw<SettingsException>(() => HolidayCalendars.Load("/nowhere/own.yaml")).Message.ShouldContain("there is no such file");
}
