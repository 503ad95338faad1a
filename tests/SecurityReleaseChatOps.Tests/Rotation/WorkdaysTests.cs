using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Rotation;

public sealed class WorkdaysTests
{
    [Theory]
    [InlineData("Europe/Amsterdam", "09:00-17:00", "2026-11-25", "2026-11-25T08:00:00Z", "2026-11-25T16:00:00Z")]
    [InlineData("Europe/Amsterdam", "09:00-17:00", "2026-07-01", "2026-07-01T07:00:00Z", "2026-07-01T15:00:00Z")]
    [InlineData("America/New_York", "16:00-00:00", "2026-11-25", "2026-11-25T21:00:00Z", "2026-11-26T05:00:00Z")]
    // Into the night in which the clock goes from 02:00 to 03:00: an hour less; an end of 02:30 is when it shows 03:00.
    [InlineData("Europe/Amsterdam", "22:00-06:00", "2026-03-28", "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("Europe/Amsterdam", "18:00-02:30", "2026-03-28", "2026-03-28T17:00:00Z", "2026-03-29T01:00:00Z")]
    // Back from 03:00 to 02:00: an hour more; 02:30 is the first of the two.
    [InlineData("Europe/Amsterdam", "22:00-06:00", "2026-10-24", "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")]
    [InlineData("Europe/Amsterdam", "18:00-02:30", "2026-10-24", "2026-10-24T16:00:00Z", "2026-10-25T00:30:00Z")]
    // Midnight of 6 September is skipped in Santiago; the last hour of 4 April comes twice.
    [InlineData("America/Santiago", "00:00-08:00", "2026-09-06", "2026-09-06T04:00:00Z", "2026-09-06T11:00:00Z")]
    [InlineData("America/Santiago", "16:00-00:00", "2026-09-05", "2026-09-05T20:00:00Z", "2026-09-06T04:00:00Z")]
    [InlineData("America/Santiago", "16:00-23:30", "2026-04-04", "2026-04-04T19:00:00Z", "2026-04-05T02:30:00Z")]
    [InlineData("America/Santiago", "16:00-00:00", "2026-04-04", "2026-04-04T19:00:00Z", "2026-04-05T04:00:00Z")]
    // Half an hour of daylight saving.
    [InlineData("Australia/Lord_Howe", "22:00-06:00", "2026-10-03", "2026-10-03T11:30:00Z", "2026-10-03T19:00:00Z")]
    public void A_workday_is_from_when_the_clock_first_shows_its_start_to_when_it_first_shows_its_end(
        string zone, string hours, string date, string start, string end)
    {
        var workday = Workdays.On(People.Of("U1", zone, hours, "Mon-Sun"), DateOnly.Parse(date));
        workday.ShouldBe(new Workday(DateOnly.Parse(date), People.At(start), People.At(end)));
    }

    [Fact]
    public void There_is_no_workday_on_a_day_off()
    {
        Workdays.On(People.Anna, new DateOnly(2026, 11, 21)).ShouldBeNull();
    }

    [Fact]
    public void There_is_no_workday_on_a_date_that_the_clock_skips()
    {
        var samoan = People.Of("U1", "Pacific/Apia", days: "Fri");
        Workdays.On(samoan, new DateOnly(2011, 12, 30)).ShouldBeNull();
        Workdays.Next(samoan, People.At("2011-12-24T12:00:00Z")).ShouldNotBeNull().Date.ShouldBe(new DateOnly(2012, 1, 6));
    }

    [Theory]
    [InlineData("2026-11-25T07:59:59Z", null, "2026-11-25")]
    [InlineData("2026-11-25T08:00:00Z", "2026-11-25", "2026-11-26")]
    [InlineData("2026-11-25T15:59:59Z", "2026-11-25", "2026-11-26")]
    [InlineData("2026-11-25T16:00:00Z", null, "2026-11-26")]
    [InlineData("2026-11-28T12:00:00Z", null, "2026-11-30")]
    public void Each_moment_has_its_workday_and_the_next(string now, string? at, string next)
    {
        var moment = People.At(now);
        Workdays.At(People.Anna, moment)?.Date.ShouldBe(DateOnly.Parse(at ?? "0001-01-01"));
        Workdays.IsAtWork(People.Anna, moment).ShouldBe(at is not null);
        Workdays.Next(People.Anna, moment).ShouldNotBeNull().Date.ShouldBe(DateOnly.Parse(next));
    }

    [Fact]
    public void A_workday_that_crosses_midnight_is_named_by_the_date_on_which_it_starts()
    {
        var owl = People.Of("U1", "Europe/Amsterdam", "22:00-06:00");
        Workdays.At(owl, People.At("2026-11-28T03:00:00Z")).ShouldNotBeNull().Date.ShouldBe(new DateOnly(2026, 11, 27));
        Workdays.IsAtWork(owl, People.At("2026-11-30T03:00:00Z")).ShouldBeFalse();
    }

    [Fact]
    public void The_local_time_is_that_of_the_zone()
    {
        Workdays.LocalTime(People.Chika, People.At("2026-11-25T16:30:00Z")).LocalDateTime
            .ShouldBe(new LocalDateTime(2026, 11, 26, 1, 30));
        Workdays.Today(People.Chika, People.At("2026-11-25T16:30:00Z")).ShouldBe(new DateOnly(2026, 11, 26));
    }

    [Theory]
    [MemberData(nameof(People.OfManyZones), MemberType = typeof(People))]
    public void A_year_of_quarter_hours_agrees_with_a_wall_clock(string zone, string hours, string days)
    {
        var engineer = People.Of("U1", zone, hours, days);
        var clock = new WallClock(engineer);
        var (now, end) = (People.At("2026-01-01T00:00:00Z"), People.At("2027-01-01T00:00:00Z"));
        clock.Look(now - Duration.FromHours(1));
        for (; now < end; now += Duration.FromMinutes(15))
        {
            clock.Look(now);
            var workday = Workdays.At(engineer, now);
            var next = Workdays.Next(engineer, now)!;

            var agrees = workday is not null == clock.IsWorking
                && (workday is null || Workdays.Next(engineer, workday.Start) == next)
                && now < next.Start
                && Workdays.Next(engineer, next.Start - Duration.Epsilon) == next;
            agrees.ShouldBeTrue($"at {now}");
        }
    }
}
