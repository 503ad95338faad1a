using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>What happens when the holder goes home without a handover.</summary>
public sealed class HolderAwayDayTests
{
    [Fact]
    public async Task The_other_who_is_at_work_hears_it_once_and_takes_over()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        await day.At("2026-11-23T16:29:00Z");
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("nobody at work has"));
        await day.At("2026-11-23T16:30:00Z");
        var told = await day.As("maria").Sees("<@U05>, nobody at work has *R1* GitLab 18.6.1. Anna de Vries's workday ended");
        (told.Thread, string.Join('|', told.Buttons)).ShouldBe((null, "Take over|Change pair"));
        await day.At("2026-11-23T17:30:00Z");
        await day.At("2026-11-23T23:30:00Z");
        (await day.As("maria").Messages()).Count(m => m.Says("nobody at work has")).ShouldBe(1);

        await day.As("oliver").Clicks("Take over", told);
        await day.As("oliver").Sees("Only the other one of its pair, or an admin, can take it over");
        await day.As("maria").Clicks("Take over", told);
        await (await day.As("maria").SeesModal("Take over")).Fill(("Why", "Anna is off")).Submit();
        await day.Settles();
        var line = (await day.As("maria").Messages()).Single(m => m.Ts == told.Ts);
        (line.Text, line.Buttons.Count).ShouldBe((":white_check_mark: María López is on *R1* GitLab 18.6.1 now.", 0));
    }

    [Fact]
    public async Task A_handover_that_comes_late_is_what_it_says_then()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T16:30:00Z");
        var told = await day.As("maria").Sees("without a handover");
        await day.HandsOver("anna");
        await day.Settles();
        var now = (await day.As("maria").Messages()).Single(m => m.Ts == told.Ts).Text;
        now.ShouldContain("María López has not accepted it from Anna de Vries.");
        now.ShouldNotContain("without a handover");
    }

    [Fact]
    public async Task Over_the_weekend_of_a_critical_release_admins_hear_it_and_the_holder_is_back_on_monday()
    {
        await using var day = await TestDay.Start();
        await day.At("2026-11-27T22:00:00Z"); // Friday: all but Sam and Grace are off
        await day.StartsRelease("18.6.1", ("Kind", "Critical"), ("Due date", "2026-12-02"));
        await day.At("2026-11-27T22:30:00Z");
        var told = await day.As("grace").Sees("nobody at work has *R1* GitLab 18.6.1. Anna de Vries is not at work.");
        told.Text.ShouldContain("<!subteam^S04>");
        await day.At("2026-11-28T12:00:00Z");
        await day.At("2026-11-29T12:00:00Z");
        (await day.As("grace").Messages()).Count(m => m.Says("nobody at work has")).ShouldBe(1);
        await day.At("2026-11-30T08:00:00Z");
        (await day.As("grace").Messages()).Single(m => m.Ts == told.Ts).Text.ShouldBe(":white_check_mark: Anna de Vries is on *R1* GitLab 18.6.1 now.");
    }

    [Fact]
    public async Task A_prompt_that_nobody_answered_becomes_a_line_the_next_morning()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        var prompt = await day.As("anna").Sees("your workday ends soon");
        await day.At("2026-11-24T08:00:00Z");
        var line = (await day.As("anna").Messages()).Single(m => m.Ts == prompt.Ts);
        (line.Text, line.Buttons.Count).ShouldBe(("Anna de Vries was asked to hand *R1* GitLab 18.6.1 over, and did not.", 0));
    }
}
