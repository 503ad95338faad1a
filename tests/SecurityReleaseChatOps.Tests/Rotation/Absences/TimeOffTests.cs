using FsCheck;
using FsCheck.Fluent;
using NodaTime.Extensions;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;

namespace SecurityReleaseChatOps.Tests.Rotation.Absences;

/// <summary>Whoever is away is not at work, to the half day, whatever their hours and zone.</summary>
public sealed class TimeOffTests
{
    private static readonly DateOnly Thursday = new(2026, 12, 24);

    private static Engineer Away(Engineer engineer, params (string From, string Until)[] times) => engineer with
    {
        Off = new([.. times.Select(time => new Absence("A", engineer.UserId, Local(time.From), Local(time.Until), null))], HolidayCalendar.None),
    };

    private static LocalDateTime Local(string text) => NodaTime.Text.LocalDateTimePattern.ExtendedIso.Parse(text).Value;

    [Fact]
    public void A_day_away_is_no_workday()
    {
        var anna = Away(People.Anna, ("2026-12-24T00:00:00", "2026-12-29T00:00:00"));
        Workdays.On(anna, Thursday).ShouldBeNull();
        Workdays.IsAtWork(anna, People.At("2026-12-24T10:00:00Z")).ShouldBeFalse();
        Workdays.Last(anna, People.At("2026-12-28T10:00:00Z"))!.Date.ShouldBe(new(2026, 12, 23));
        Workdays.Next(anna, People.At("2026-12-24T10:00:00Z"))!.Date.ShouldBe(new(2026, 12, 29));
    }

    [Theory]
    [InlineData("09:00-17:00", "2026-12-24T12:00:00", "2026-12-25T00:00:00", "08:00-11:00")]
    [InlineData("09:00-17:00", "2026-12-24T00:00:00", "2026-12-24T12:00:00", "11:00-16:00")]
    [InlineData("09:00-17:00", "2026-12-20T00:00:00", "2026-12-24T12:00:00", "11:00-16:00")]
    [InlineData("22:00-06:00", "2026-12-24T12:00:00", "2026-12-25T00:00:00", "21:00-01:00")]
    [InlineData("22:00-06:00", "2026-12-24T00:00:00", "2026-12-24T12:00:00", "01:00-05:00")]
    public void Half_a_day_is_the_half_before_or_after_noon_or_half_the_hours_of_a_day_without_noon(string hours, string from, string until, string left)
    {
        var day = Workdays.On(Away(People.Of("UANNA", "Europe/Amsterdam", hours), (from, until)), Thursday).ShouldNotBeNull();
        $"{day.Start:HH:mm}-{day.End:HH:mm}".ShouldBe(left);
    }

    [Fact]
    public void Two_halves_are_a_day() => Workdays.On(
        Away(People.Anna, ("2026-12-24T00:00:00", "2026-12-24T12:00:00"), ("2026-12-24T12:00:00", "2026-12-25T00:00:00")), Thursday).ShouldBeNull();

    [Fact]
    public void Who_is_away_for_a_year_comes_back() =>
        Workdays.Next(Away(People.Anna, ("2026-12-24T00:00:00", "2027-12-24T00:00:00")), People.At("2026-12-23T20:00:00Z"))!.Date.ShouldBe(new(2027, 12, 24));

    [Fact]
    public void A_public_holiday_is_a_day_off_and_says_its_name()
    {
        var anna = People.Anna with { Off = new([], HolidayCalendars.Load(null).Of(People.Anna)) };
        Workdays.On(anna, new(2026, 12, 25)).ShouldBeNull();
        anna.Off.Why(new(2026, 12, 25)).ShouldNotBeNullOrWhiteSpace();
        Workdays.On(anna, new(2026, 12, 24)).ShouldNotBeNull();
        anna.Off.Why(new(2026, 12, 24)).ShouldBeNull();
    }

    /// <summary>On any day in any of the zones, also when their clocks change.</summary>
    [Theory]
    [MemberData(nameof(People.OfManyZones), MemberType = typeof(People))]
    public void What_is_left_of_a_workday_is_a_part_of_it_and_nothing_where_all_of_it_is_away(string zone, string hours, string days)
    {
        var engineer = People.Of("UANNA", zone, hours, days);
        var gen = from first in Gen.Choose(0, 364)
                  from halves in Gen.Choose(1, 40)
                  from noon in Gen.Elements(false, true)
                  select (First: new DateOnly(2026, 1, 1).AddDays(first).ToLocalDate().AtMidnight().PlusHours(noon ? 12 : 0), Halves: halves);
        Prop.ForAll(gen.ToArbitrary(), time =>
        {
            var away = engineer with { Off = new([new("A", "UANNA", time.First, time.First.PlusHours(12 * time.Halves), null)], HolidayCalendar.None) };
            var absence = away.Off.Absences[0];
            for (var date = time.First.Date.ToDateOnly().AddDays(-2); date <= absence.Until.Date.ToDateOnly().AddDays(1); date = date.AddDays(1))
            {
                var (whole, left) = (Workdays.On(engineer, date), Workdays.On(away, date));
                var (start, end) = (date.ToLocalDate().AtMidnight(), date.ToLocalDate().PlusDays(1).AtMidnight());
                if (whole is null || absence.Covers(start, end))
                    left.ShouldBeNull();
                else if (!absence.Touches(start, end))
                    left.ShouldBe(whole);
                else
                    (left.ShouldNotBeNull().Start >= whole.Start && left.End <= whole.End && left.End - left.Start < whole.End - whole.Start).ShouldBeTrue();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }
}
