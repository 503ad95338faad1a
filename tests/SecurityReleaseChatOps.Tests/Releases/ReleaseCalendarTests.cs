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
    public void Planned_patch_releases_of_a_century_are_two_a_month_around_the_third_thursday()
    {
        for (var year = 2000; year < 2100; year++)
        {
            ReleaseCalendar.PlannedIn(year).ShouldBe(Naive(year));
        }

        // Walks the days: a Wednesday counts when the Thursday of the week after it, or before it, is a third one.
        static IEnumerable<DateOnly> Naive(int year)
        {
            for (var date = new DateOnly(year, 1, 1); date.Year == year; date = date.AddDays(1))
            {
                if (date.DayOfWeek == DayOfWeek.Wednesday && (IsMonthly(date.AddDays(8)) || IsMonthly(date.AddDays(-6))))
                {
                    yield return date;
                }
            }
        }

        static bool IsMonthly(DateOnly date) => date.DayOfWeek == DayOfWeek.Thursday && (date.Day - 1) / 7 == 2;
    }

    [Fact]
    public void The_next_planned_release_is_today_or_the_first_after_it()
    {
        var planned = ReleaseCalendar.PlannedIn(2026).Concat(ReleaseCalendar.PlannedIn(2027)).ToList();
        for (var date = new DateOnly(2026, 1, 1); date.Year == 2026; date = date.AddDays(1))
        {
            ReleaseCalendar.NextPlanned(date).ShouldBe(planned.First(candidate => candidate >= date));
        }
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-25")]
    [InlineData("2026-11-25", "2026-11-25")]
    [InlineData("2026-11-26", "2026-12-09")]
    [InlineData("2026-12-24", "2027-01-13")]
    public void The_next_planned_release_of_these_days(string today, string expected) =>
        ReleaseCalendar.NextPlanned(DateOnly.Parse(today)).ShouldBe(DateOnly.Parse(expected));
}
