using NodaTime.Extensions;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Outside;
using SkiaSharp;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

public sealed class CoverageTests
{
    private static readonly WeekCoverage Week = new(
        "Patch release", new(2026, 12, 7), DateTimeZone.Utc, [People.Anna, People.Ben], People.Roster, People.At("2026-12-01T08:00:00Z"));

    [Fact]
    public void The_worst_gap_is_named_with_who_could_fill_it()
    {
        var words = CoverageText.Words(Week, RotationOf.Name);
        words.ShouldStartWith("*Patch release, week of 7 Dec*: Anna, Ben\n*Worst gap:* Mon 22:00–Tue 08:00, 10 h. Could fill it: Chika (8 h).");
        words.ShouldContain("Also nobody at work: Mon 00:00–08:00, 8 h; Tue 22:00–Wed 08:00, 10 h");
        words.ShouldEndWith("_Times in UTC_");
    }

    [Fact]
    public void A_pair_around_the_clock_has_no_gap()
    {
        var always = Week with { Pair = [People.Of("UA", "UTC", "00:00-12:00"), People.Of("UB", "UTC", "12:00-00:00")] };
        always.Gaps.ShouldBeEmpty();
        CoverageText.Words(always, RotationOf.Name).ShouldContain("always at work");
    }

    [Fact]
    public void Without_a_pair_the_whole_week_is_a_gap() =>
        (Week with { Pair = [] }).Gaps.ShouldHaveSingleItem().Length.ShouldBe(Duration.FromDays(5));

    /// <summary>Around each change of the clocks: every half hour somebody is at work or it is in a gap, and never both.</summary>
    [Fact]
    public void Work_and_gaps_make_the_whole_time_at_every_change_of_the_clocks()
    {
        foreach (var change in ClockChanges.All)
        {
            var time = new Stretch(change.At - Duration.FromHours(36), change.At + Duration.FromHours(36));
            Engineer[][] teams = [[.. change.Workers.Take(2)], [.. change.Workers.Skip(2)]];
            foreach (var team in teams)
            {
                var gaps = Coverage.Gaps(team, time);
                foreach (var at in change.Around(Duration.FromHours(36), Duration.FromHours(36), 30))
                    gaps.Any(gap => gap.From <= at && at < gap.Until).ShouldBe(!team.Any(one => Workdays.IsAtWork(one, at)), $"{change}: {at}");
            }
            var week = Week with { Zone = change.Zone, Monday = WeekCoverage.MondayOf(change.Date.ToDateOnly()) };
            week.ByDay.Zip(week.ByDay.Skip(1)).ShouldAllBe(days => days.First.Day.Until == days.Second.Day.From, $"{change}");
        }
    }

    [Fact]
    public void On_a_day_whose_clocks_change_the_week_is_as_long_as_it_is()
    {
        var amsterdam = Week with { Zone = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"], Monday = new(2027, 3, 22) };
        amsterdam.ByDay.Sum(day => day.Day.Length.TotalHours).ShouldBe(120);
        // The change is on Sunday; Cairo's is on a Friday.
        (amsterdam with { Zone = DateTimeZoneProviders.Tzdb["Africa/Cairo"], Monday = new(2027, 4, 26) }).ByDay.Sum(day => day.Day.Length.TotalHours).ShouldBe(119);
    }

    [Fact]
    public void The_picture_shows_the_gaps_in_red_and_is_as_wide_as_a_phone_shows_sharply()
    {
        using var picture = SKBitmap.Decode(CoveragePicture.Draw(Week, RotationOf.Name));
        picture.Width.ShouldBe(780);
        Reds(picture).ShouldBeGreaterThan(10_000);
        using var covered = SKBitmap.Decode(
            CoveragePicture.Draw(Week with { Pair = [People.Of("UA", "UTC", "00:00-12:00"), People.Of("UB", "UTC", "12:00-00:00")] }, RotationOf.Name));
        Reds(covered).ShouldBe(0);

        static int Reds(SKBitmap picture) => picture.Pixels.Count(pixel => pixel == new SKColor(0xF5, 0xB5, 0xAF));
    }

    [Fact]
    public void All_that_it_shows_is_in_its_words() => CoverageText.Plain(Week, RotationOf.Name)
        .ShouldStartWith("Patch release, week of 7 Dec, times in UTC: Anna, Ben. Nobody is at work Mon 00:00–08:00, 8 h. Nobody is at work Mon 22:00–Tue 08:00, 10 h.");
}
