using NodaTime.Text;
using SecurityReleaseChatOps.Log;

namespace SecurityReleaseChatOps.Tests.Log;

public sealed class SinceTests
{
    [Theory]
    [InlineData("2d", "2027-03-27T10:00:00Z")]
    [InlineData("since 12h", "2027-03-28T22:00:00Z")]
    [InlineData("1w", "2027-03-22T10:00:00Z")]
    [InlineData("today", "2027-03-28T22:00:00Z")] // midnight in Amsterdam, in summer time since Sunday
    [InlineData("Yesterday", "2027-03-27T23:00:00Z")]
    [InlineData("Monday", "2027-03-28T22:00:00Z")]
    [InlineData("sunday", "2027-03-27T23:00:00Z")]
    [InlineData("Tue", "2027-03-22T23:00:00Z")]
    [InlineData("23 Mar", "2027-03-22T23:00:00Z")]
    [InlineData("Dec 9", "2026-12-08T23:00:00Z")]
    [InlineData("2027–03–01", "2027-02-28T23:00:00Z")]
    public void It_reads_what_people_write(string typed, string expected)
    {
        Since.TryParse(typed, Amsterdam, Now, out var since, out var error).ShouldBeTrue(error);
        since.ShouldBe(Rotation.People.At(expected));
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("next Monday")]
    [InlineData("in 3 days")]
    [InlineData("2027-03-30")]
    [InlineData("2x")]
    [InlineData("9999d")]
    [InlineData("whenever")]
    public void What_is_no_past_time_is_refused_with_what_to_write(string typed)
    {
        Since.TryParse(typed, Amsterdam, Now, out _, out var error).ShouldBeFalse();
        error.ShouldBe($"\"{typed}\" is not a past time: write it like 2d, yesterday or 27 Mar.");
    }

    [Fact]
    public void Every_day_of_the_last_year_is_found_from_every_zone_and_none_is_to_come()
    {
        foreach (var zone in new[] { "America/Los_Angeles", "Europe/Amsterdam", "Australia/Lord_Howe", "Pacific/Apia" }.Select(id =>
            DateTimeZoneProviders.Tzdb[id]))
        {
            for (var ago = 0; ago < 364; ago++)
            {
                var day = Now.InZone(zone).Date.PlusDays(-ago);
                Since.TryParse(LocalDatePattern.CreateWithInvariantCulture("d MMM").Format(day), zone, Now, out var since, out var error).ShouldBeTrue(error);
                since.ShouldBe(day.AtStartOfDayInZone(zone).ToInstant());
                since.ShouldBeLessThanOrEqualTo(Now);
            }
        }
    }

    private static DateTimeZone Amsterdam { get; } = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    private static Instant Now { get; } = Instant.FromUtc(2027, 3, 29, 10, 0);
}
