using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>What happens to a handover nobody accepts.</summary>
public sealed class AcceptanceDayTests
{
    [Fact]
    public async Task An_hour_into_the_receivers_next_workday_it_is_brought_up_once_and_becomes_a_line()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Due date", "2026-11-30"));
        var handover = await day.HandsOver("anna"); // Maria's day begins at 14:00 UTC
        handover.Text.ShouldContain("has it until María López accepts, whose workday begins ");
        await day.At("2026-11-23T14:59:00Z");
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("waits for you"));
        await day.At("2026-11-23T15:00:00Z");
        var reminder = await day.As("maria").Sees("<@U05>, this handover waits for you: Anna de Vries still has *R1*");
        (reminder.Thread, reminder.Buttons.Count).ShouldBe((handover.Ts, 2));
        await day.At("2026-11-23T16:00:00Z");
        await day.At("2026-11-23T18:00:00Z");
        (await day.As("oliver").Messages()).Count(m => m.Says("waits for you")).ShouldBe(1);

        await day.As("maria").Clicks("Accept", reminder); // possible from the reminder too
        (await day.As("oliver").Sees("Accepted by María López")).Ts.ShouldBe(handover.Ts);
        var line = await day.As("maria").Sees("María López has *R1*");
        await day.Until(
            async () => (await day.As("maria").Messages()).Single(m => m.Ts == reminder.Ts).Buttons.Count == 0, "What brought it up should be a line.");
        line.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Planned", "2026-11-23T15:29:00Z", "2026-11-23T15:30:00Z")]
    [InlineData("Critical", "2026-11-23T15:14:00Z", "2026-11-23T15:15:00Z")]
    public async Task To_someone_at_work_it_is_brought_up_after_half_an_hour_a_quarter_at_critical(string kind, string before, string due)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", kind), ("Due date", "2026-11-30"));
        await day.At("2026-11-23T15:00:00Z");
        await day.HandsOver("anna");
        await day.At(before);
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("waits for you"));
        await day.At(due);
        await day.As("maria").Sees("<@U05>, this handover waits for you");
    }

    [Fact]
    public async Task One_that_is_accepted_in_time_reminds_nobody()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Due date", "2026-11-30"));
        var handover = await day.HandsOver("anna");
        await day.At("2026-11-23T14:05:00Z");
        await day.As("maria").Clicks("Accept", handover);
        await day.At("2026-11-23T15:00:00Z");
        await day.At("2026-11-23T16:00:00Z");
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("waits for you"));
    }
}
