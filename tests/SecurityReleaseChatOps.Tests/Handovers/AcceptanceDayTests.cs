using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>What comes of a handover that nobody accepts.</summary>
public sealed class AcceptanceDayTests
{
    [Fact]
    public async Task An_hour_into_the_receivers_next_workday_they_are_reminded_and_an_hour_later_the_channel_is_told()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Due date", "2026-11-30"));
        var handover = await day.HandsOver("anna"); // Maria's day begins at 14:00 UTC
        await day.At("2026-11-23T14:59:00Z");
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("waits for you"));
        await day.At("2026-11-23T15:00:00Z");
        var reminder = await day.As("maria").Sees("<@U05>, this handover waits for you: <@U03> still has *R1*");
        reminder.Thread.ShouldBe(handover.Ts);
        await day.At("2026-11-23T15:59:00Z");
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("Who has it?"));
        await day.At("2026-11-23T16:00:00Z");
        var told = await day.As("oliver").Sees("Who has it?");
        told.Thread.ShouldBeNull();
        told.Text.ShouldContain("<@U05> has not accepted the handover of *R1*");
        await day.At("2026-11-23T18:00:00Z");
        var messages = await day.As("oliver").Messages();
        messages.Count(m => m.Says("waits for you")).ShouldBe(1);
        messages.Count(m => m.Says("Who has it?")).ShouldBe(1);

        await day.As("maria").Clicks("Accept", told); // from there too
        (await day.As("oliver").Sees("Accepted by <@U05>")).Ts.ShouldBe(handover.Ts);
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
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("waits for you") || m.Says("Who has it?"));
    }
}
