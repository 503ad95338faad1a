using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class ReleaseCalendarTests
{
    [Theory]
    [InlineData("2026-10-15")]
    [InlineData("2026-11-19")]
    [InlineData("2026-12-17")]
    [InlineData("2025-05-15")]
    public void The_monthly_release_is_on_the_third_thursday(string date)
    {
        var monthly = DateOnly.Parse(date);
        ReleaseCalendar.Monthly(monthly.Year, monthly.Month).ShouldBe(monthly);
    }

    [Fact]
    public void The_next_planned_release_of_each_day_of_a_century_is_a_wednesday_around_a_third_thursday_that_leaves_48_hours()
    {
        // Walks the days backwards: a Wednesday counts when the Thursday of the week after it, or before it, is a third one.
        DateOnly? next = null;
        for (var date = new DateOnly(2100, 1, 31); date.Year >= 2000; date = date.AddDays(-1))
        {
            if (date.DayOfWeek == DayOfWeek.Wednesday && (IsMonthly(date.AddDays(8)) || IsMonthly(date.AddDays(-6))))
                next = date;
            if (date.Year < 2100)
                ReleaseCalendar.NextPlanned(new(date.AddDays(-2), ReleaseCalendar.UsualTime, TimeSpan.Zero)).ShouldBe(next.ShouldNotBeNull());
        }

        static bool IsMonthly(DateOnly date) => date.DayOfWeek == DayOfWeek.Thursday && (date.Day - 1) / 7 == 2;
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-25")]
    [InlineData("2026-11-23T15:00:00Z", "2026-11-25")]
    [InlineData("2026-11-23T15:00:01Z", "2026-12-09")]
    [InlineData("2026-11-25T07:00:00Z", "2026-12-09")]
    [InlineData("2026-12-24", "2027-01-13")]
    public void The_next_planned_release_of_these_days(string now, string expected) =>
        ReleaseCalendar.NextPlanned(DateTimeOffset.Parse(now, null, System.Globalization.DateTimeStyles.AssumeUniversal)).ShouldBe(DateOnly.Parse(expected));
}
