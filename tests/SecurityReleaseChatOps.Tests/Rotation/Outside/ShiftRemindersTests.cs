using NodaTime;
using SecurityReleaseChatOps.Rotation.Outside;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

public sealed class ShiftRemindersTests
{
    [Theory]
    [InlineData("2026-11-10T10:00:00Z", "")]
    [InlineData("2026-11-11T07:00:00Z", "")] // before Anna's day
    [InlineData("2026-11-11T08:00:00Z", "UANNA/28 in 28 with UBEN")]
    [InlineData("2026-11-13T15:30:00Z", "UANNA/28 in 26 with UBEN, UBEN/28 in 26 with UANNA")]
    [InlineData("2026-11-14T09:00:00Z", "UANNA/28 in 25 with UBEN")] // a Saturday, the last day that helps
    [InlineData("2026-11-15T15:00:00Z", "")]
    [InlineData("2026-12-02T15:00:00Z", "UANNA/7 in 7 with UBEN, UBEN/7 in 7 with UANNA")]
    [InlineData("2026-12-08T15:00:00Z", "UANNA/1 in 1 with UBEN, UBEN/1 in 1 with UANNA")]
    [InlineData("2026-12-09T15:00:00Z", "")]
    public void Each_is_reminded_four_weeks_one_and_a_day_before_in_their_own_time(string at, string who)
    {
        var rotation = RotationOf.These(RotationOf.Shift("2026-12-09", People.Anna, People.Ben));
        Say(ShiftReminders.Due(rotation, People.At(at))).ShouldBe(who);
    }

    [Fact]
    public void Who_covers_is_reminded_in_their_place()
    {
        var rotation = RotationOf.These(RotationOf.Shift("2026-12-09", People.Anna, People.Ben))
            .With(new Cover("1", "UANNA", "UDORA", People.At("2026-12-08T00:00:00Z"), People.At("2026-12-10T00:00:00Z")));
        Say(ShiftReminders.Due(rotation, People.At("2026-12-08T10:00:00Z"))).ShouldBe("UDORA/1 in 1 with UBEN");
    }

    /// <summary>Around a change of the clocks in each zone that has one: whoever is looked at each half hour is reminded once for each time, by day.</summary>
    [Fact]
    public void Whatever_the_clocks_do_each_is_reminded_three_times_by_day()
    {
        var (from, until) = (Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2031, 1, 1, 0, 0));
        foreach (var zone in RotationOf.ZonesThatChange(from, until))
        {
            var change = zone.GetZoneIntervals(from, until).ElementAt(1).Start;
            var engineer = People.Of("UA", zone.Id);
            var date = DateOnly.FromDateTime(change.ToDateTimeUtc()).AddDays(1);
            var rotation = RotationOf.These(RotationOf.Shift("2026-12-09", engineer, null) with { Date = date }) with { Roster = [engineer] };
            var reminded = new List<ShiftReminder>();
            for (var at = change - Duration.FromDays(30); at < change + Duration.FromDays(2); at += Duration.FromMinutes(30))
            {
                foreach (var due in ShiftReminders.Due(rotation, at).Where(one => reminded.All(before => before.Key != one.Key)))
                {
                    reminded.Add(due);
                    at.InZone(zone).Hour.ShouldBeInRange(9, 17, $"{zone.Id} {at}");
                }
            }
            reminded.Select(one => one.Days).ShouldBe([28, 7, 1], zone.Id);
        }
    }

    [Fact]
    public void It_says_what_to_prepare()
    {
        var rotation = RotationOf.These(RotationOf.Shift("2026-12-09", People.Anna, People.Ben));
        var one = ShiftReminders.Due(rotation, People.At("2026-12-08T10:00:00Z")).Single();
        var said = ShiftRemindersJob.Words(one, rotation, RotationOf.Name);
        said.Text.ShouldBe(":calendar: *Tomorrow you are Primary* of the patch release of Wed 9 Dec, with Ben.");
        Driving.Words.Of(Snapshots.Sent.Json(said)["blocks"]).ShouldEndWith("Draft the post today, and have it reviewed.");
    }

    private static string Say(IEnumerable<ShiftReminder> due) => string.Join(", ", due.Select(one => $"{one.Key} in {one.Left} with {one.With}"));
}
