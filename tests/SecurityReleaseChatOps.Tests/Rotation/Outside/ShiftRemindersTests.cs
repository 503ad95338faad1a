using NodaTime.Extensions;
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

    /// <summary>Each day on which somebody is reminded, put on each change of the clocks: they are reminded once, as they begin work.</summary>
    [Theory]
    [InlineData(28)]
    [InlineData(7)]
    [InlineData(1)]
    public void Whatever_the_clocks_do_each_is_reminded_once_by_day(int days)
    {
        foreach (var change in ClockChanges.All)
        {
            var engineer = People.Of("UA", change.Zone.Id);
            var rotation = RotationOf.These(RotationOf.Shift("2026-12-09", engineer, null) with { Date = change.Date.PlusDays(days).ToDateOnly() }) with
            {
                Roster = [engineer],
            };
            var reminded = new Dictionary<string, Instant>();
            foreach (var at in change.Around(Duration.FromHours(36), Duration.FromDays(3), 15))
            {
                foreach (var due in ShiftReminders.Due(rotation, at))
                    reminded.TryAdd(due.Key, at);
            }
            var (key, first) = reminded.ShouldHaveSingleItem($"{change}");
            key.ShouldBe($"UA/{days}");
            var there = first.InZone(change.Zone);
            (there.Hour, there.Minute).ShouldBe((9, 0), $"{change}: {there}");
            // On the day itself, or on Monday if that is a weekend and Monday is still early enough.
            var weekend = change.Date.DayOfWeek switch { IsoDayOfWeek.Saturday => 2, IsoDayOfWeek.Sunday => 1, _ => 0 };
            there.Date.ShouldBe(change.Date.PlusDays(days == 1 ? 0 : weekend), $"{change}");
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
