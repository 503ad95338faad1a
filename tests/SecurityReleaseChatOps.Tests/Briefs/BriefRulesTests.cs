using SecurityReleaseChatOps.Briefs;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Briefs;

public sealed class BriefRulesTests
{
    [Theory]
    [InlineData("Europe/Amsterdam", "09:00-17:00", "2027-03-15")] // summer time begins on the 28th
    [InlineData("America/New_York", "09:00-17:00", "2026-10-20")] // it ends on 1 November
    [InlineData("Australia/Lord_Howe", "01:30-09:30", "2027-03-25")] // by half an hour
    [InlineData("America/Denver", "22:00-06:00", "2027-03-01")] // over midnight
    [InlineData("Africa/Cairo", "00:00-08:00", "2027-04-20")] // midnight itself is skipped
    public void Looked_at_every_quarter_of_an_hour_each_workday_has_one_brief_as_it_begins(string zone, string hours, string from)
    {
        var engineer = Engineer(zone, hours);
        var first = DateOnly.Parse(from);
        var told = new Dictionary<DateOnly, Instant>();
        var (begin, end) = (Instant.FromUtc(first.Year, first.Month, first.Day, 0, 0),
            Instant.FromUtc(first.Year, first.Month, first.Day, 0, 0) + Duration.FromDays(28));
        for (var now = begin; now < end; now += Duration.FromMinutes(15))
        {
            if (BriefRules.Due(engineer, now) is { } day)
                told.TryAdd(day.Date, now);
        }
        var days = Workdays.Between(engineer, first.AddDays(1), first.AddDays(26)).ToList();
        days.Count.ShouldBeGreaterThan(17);
        foreach (var day in days)
        {
            (told[day.Date] - day.Start).ShouldBeLessThan(Duration.FromMinutes(15), day.Date.ToString());
            told[day.Date].ShouldBeGreaterThanOrEqualTo(day.Start);
        }
        told.Keys.ShouldAllBe(date => Workdays.On(engineer, date) != null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Missed_while_down_it_comes_within_four_hours_or_not_at_all(int seed)
    {
        var (random, engineer) = (new Random(seed), Engineer("Europe/Amsterdam", "09:00-17:00"));
        var looks = new List<Instant>();
        for (var now = Instant.FromUtc(2027, 3, 1, 0, 0); now < Instant.FromUtc(2027, 4, 30, 0, 0); now += random.Next(4) == 0
            ? Duration.FromHours(random.Next(1, 20))
            : Duration.FromMinutes(20))
            looks.Add(now);
        var told = looks.Select(now => BriefRules.Due(engineer, now)).OfType<Workday>().Select(day => day.Date).ToHashSet();
        foreach (var day in Workdays.Between(engineer, new(2027, 3, 2), new(2027, 4, 28)))
            told.Contains(day.Date).ShouldBe(looks.Exists(now => now >= day.Start && now < day.Start + Duration.FromHours(4)), day.Date.ToString());
    }

    [Fact]
    public void It_looks_back_to_the_end_of_the_workday_before_and_begins_with_the_hours()
    {
        var engineer = Engineer("Europe/Amsterdam", "09:00-17:00");
        var monday = Workdays.On(engineer, new(2027, 3, 29))!;
        BriefRules.Since(engineer, monday).ShouldBe(Instant.FromUtc(2027, 3, 26, 16, 0), "Friday, in winter time");
        BriefRules.Due(engineer with { ChangedAt = (monday.Start + Duration.FromMinutes(1)) }, monday.Start + Duration.FromMinutes(5))
            .ShouldBeNull();
        BriefRules.Due(engineer with { Left = true }, monday.Start).ShouldBeNull();
    }

    private static Engineer Engineer(string zone, string hours)
    {
        WorkingHours.TryParseHours(hours, out var start, out var end, out var error).ShouldBeTrue(error);
        return new("U1", Region.EMEA, zone, new(start, end, WorkingHours.Weekdays));
    }
}
