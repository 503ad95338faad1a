using System.Text.Json;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Rotation;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("09:00-17:00", "09:00-17:00")]
    [InlineData("9:00-17:30", "09:00-17:30")]
    [InlineData("09:00–17:00", "09:00-17:00")]
    [InlineData("22:00-06:00", "22:00-06:00")]
    [InlineData("16:00-24:00", "16:00-00:00")]
    [InlineData("00:00-08:00", "00:00-08:00")]
    public void Hours_are_read_and_written(string text, string expected)
    {
        WorkingHours.TryParseHours(text, out var start, out var end, out var error).ShouldBeTrue(error);
        var hours = new WorkingHours(start, end, WorkingHours.Weekdays);
        hours.ToString().ShouldBe($"{expected} Mon-Fri");
    }

    [Theory]
    [InlineData("9-5", "a workday of 20 hours")]
    [InlineData("09:00", "\"09:00\" is not a start and an end")]
    [InlineData("25:00-17:00", "is not a start and an end")]
    [InlineData("09:00-17:00-18:00", "is not a start and an end")]
    [InlineData("09:00-17:60", "is not a start and an end")]
    [InlineData("", "\"\" is not a start and an end")]
    [InlineData("09:00-09:00", "shorter than an hour")]
    [InlineData("09:00-09:30", "shorter than an hour")]
    [InlineData("17:00-16:00", "a workday of 23 hours")]
    public void Wrong_hours_are_named_with_an_example(string text, string expected)
    {
        WorkingHours.TryParseHours(text, out _, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain(expected);
        error.ShouldContain("09:00-17:00");
    }

    [Theory]
    [InlineData("Mon-Fri", "Mon-Fri")]
    [InlineData("mon-FRI", "Mon-Fri")]
    [InlineData("Monday-Friday", "Mon-Fri")]
    [InlineData("Sun-Thu", "Sun-Thu")]
    [InlineData("Mon,Wed,Fri", "Mon,Wed,Fri")]
    [InlineData("Fri, Mon, Wed", "Mon,Wed,Fri")]
    [InlineData("Mon-Wed,Fri", "Mon-Wed,Fri")]
    [InlineData("Sat", "Sat")]
    [InlineData("Fri-Mon", "Fri-Mon")]
    [InlineData("Mon-Sun", "Mon-Sun")]
    [InlineData("Sun-Sat", "Mon-Sun")]
    [InlineData("Mon–Fri", "Mon-Fri")]
    public void Days_are_read_and_written(string text, string expected)
    {
        WorkingHours.TryParseDays(text, out var days, out var error).ShouldBeTrue(error);
        new WorkingHours(new(9, 0), new(17, 0), days).DaysText().ShouldBe(expected);
    }

    [Theory]
    [InlineData("Mon-Fir", "\"Fir\" is not a day")]
    [InlineData("M-F", "\"M\" is not a day")]
    [InlineData("Mon,,Fri", "\"\" is not a day")]
    [InlineData("Mon-", "\"\" is not a day")]
    [InlineData("Mon-Wed-Fri", "more than a first and a last day")]
    [InlineData("Mondays", "\"Mondays\" is not a day")]
    public void Wrong_days_are_named_with_an_example(string text, string expected)
    {
        WorkingHours.TryParseDays(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain(expected);
        error.ShouldContain("Mon-Fri");
    }

    [Fact]
    public void What_is_written_is_read_back_for_every_set_of_days()
    {
        for (var set = 1; set < 128; set++)
        {
            var days = Enumerable.Range(1, 7).Where(day => (set & (1 << (day - 1))) != 0).Select(day => (DayOfWeek)(day % 7)).ToList();
            var hours = new WorkingHours(new(9, 0), new(17, 0), days);
            WorkingHours.TryParseDays(hours.DaysText(), out var read, out _).ShouldBeTrue(hours.DaysText());
            read.ShouldBe(days);
        }
    }

    [Fact]
    public void A_long_wrong_word_is_cut_in_the_answer()
    {
        WorkingHours.TryParseHours(new string('x', 100_000), out _, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void An_engineer_is_stored_and_read_back()
    {
        var anna = People.Anna with { ChangedAt = Instant.FromUtc(2026, 11, 2, 9, 0) };
        var options = new JsonSerializerOptions { Converters = { new StoreJson.InstantConverter() } };
        var json = JsonSerializer.Serialize(anna, options);
        JsonSerializer.Deserialize<Engineer>(json, options).ShouldBe(anna);
        json.ShouldContain("\"EMEA\"");
    }
}
