using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>The end-of-day prompt, over whole days with a moved clock.</summary>
public sealed class PromptDayTests
{
    private const string Question = "your workday ends soon";

    [Fact]
    public async Task It_appears_by_itself_half_an_hour_before_the_end_of_ones_own_day_and_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:29:00Z");
        (await Prompts(day)).ShouldBeEmpty("16:29 in Amsterdam");
        await day.SetClock("2026-11-23T15:30:00Z");
        var prompt = await day.As("anna").Sees(Question); // only the clock triggered it
        prompt.Text.ShouldContain("<@U03>");
        prompt.Text.ShouldContain($"over to {day.Name("maria")}?");
        prompt.Buttons.ShouldBe(["Write handover", "Snooze 30 min", "Nothing to hand over"]);
        await day.At("2026-11-23T15:45:00Z");
        await day.At("2026-11-23T15:10:00Z"); // back,
        await day.At("2026-11-23T15:50:00Z"); // and forth
        (await Prompts(day)).Count.ShouldBe(1);
        await day.At("2026-11-23T21:30:00Z"); // Maria's day ends at 17:00 in New York
        (await Prompts(day)).Count.ShouldBe(2);
        (await Prompts(day))[^1].Text.ShouldContain("<@U05>");
    }

    [Fact]
    public async Task The_handover_written_from_it_answers_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        var anna = day.As("anna");
        await anna.Clicks("Write handover", await anna.Sees(Question));
        await (await anna.SeesModal("Hand over")).Fill(("Status", "Done for today")).Submit();
        await anna.Sees("Done for today");
        (await anna.Sees($":white_check_mark: {day.Name("anna")} handed *R1*")).Buttons.ShouldBeEmpty();
        await day.At("2026-11-23T16:10:00Z");
        (await anna.Messages()).ShouldNotContain(m => m.Says("a reminder"));
    }

    [Fact]
    public async Task A_handover_written_before_it_makes_it_needless()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.HandsOver("anna");
        await day.At("2026-11-23T15:30:00Z");
        (await Prompts(day)).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_reminded_of_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        await day.At("2026-11-23T15:59:00Z");
        (await Reminders(day)).ShouldBeEmpty();
        await day.At("2026-11-23T16:01:00Z");
        var reminder = (await Reminders(day)).ShouldHaveSingleItem();
        reminder.Thread.ShouldBe((await Prompts(day))[0].Ts);
        await day.At("2026-11-23T16:30:00Z");
        await day.At("2026-11-23T17:30:00Z");
        (await Reminders(day)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Snoozed_it_comes_again_half_an_hour_later()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        var anna = day.As("anna");
        var prompt = await anna.Sees(Question);
        await day.As("maria").Clicks("Snooze 30 min", prompt);
        await day.As("maria").Sees("This prompt is for someone else");
        await anna.Clicks("Snooze 30 min", prompt);
        await anna.Sees("Snoozed until");
        await anna.Sees("I ask you again");
        await day.At("2026-11-23T15:59:00Z");
        (await anna.Messages()).ShouldNotContain(m => m.Says("you snoozed this"));
        await day.At("2026-11-23T16:01:00Z");
        (await anna.Messages()).Count(m => m.Says("you snoozed this")).ShouldBe(1);
        await day.At("2026-11-23T16:32:00Z");
        (await Reminders(day)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Snoozed_after_its_reminder_it_comes_again_however_often()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        await day.At("2026-11-23T16:01:00Z");
        var anna = day.As("anna");
        foreach (var (pressed, again, times) in new[] { ("2026-11-23T16:05:00Z", "2026-11-23T16:36:00Z", 1),
            ("2026-11-23T16:40:00Z", "2026-11-23T17:11:00Z", 2) })
        {
            await day.SetClock(pressed);
            await anna.Clicks("Snooze 30 min", (await Prompts(day))[0]);
            await anna.Sees("Snoozed until");
            await day.At(again);
            (await anna.Messages()).Count(m => m.Says("you snoozed this")).ShouldBe(times);
        }
    }

    [Fact]
    public async Task Nothing_to_hand_over_asks_why_and_tells_the_other()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        var anna = day.As("anna");
        var prompt = await anna.Sees(Question);
        await day.As("maria").Clicks("Nothing to hand over", prompt);
        await day.As("maria").SeesNoModal();
        await anna.Clicks("Nothing to hand over", prompt);
        (await (await anna.SeesModal("Nothing to hand over")).SubmitsInVain()).ShouldContainKey("Why");
        await (await anna.SeesModal("Nothing to hand over")).Fill(("Why", "<!channel> *all* quiet")).Submit();
        var told = await day.As("maria").Sees("<@U05>, Anna de Vries has nothing to hand over");
        told.Thread.ShouldBe(prompt.Ts);
        told.Text.ShouldContain("quiet");
        told.Text.ShouldNotContain("<!channel>");
        told.Text.ShouldNotContain("*all*");
        var answered = (await anna.Messages()).Single(m => m.Ts == prompt.Ts);
        answered.Buttons.ShouldBeEmpty();
        await day.At("2026-11-23T16:30:00Z");
        (await Reminders(day)).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_begins_two_days_before_the_due_date_and_ends_with_the_release()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Due date", "2026-11-26"));
        await day.At("2026-11-23T15:30:00Z");
        (await Prompts(day)).ShouldBeEmpty("three days before");
        await day.At("2026-11-24T15:30:00Z");
        (await Prompts(day)).Count.ShouldBe(1);
        await day.At("2026-11-24T21:30:00Z");
        await day.SaysItIsPublic("anna");
        await day.At("2026-11-25T15:30:00Z");
        (await Prompts(day)).Count.ShouldBe(3, "published, and not closed yet");
        await day.Closes("anna");
        await day.At("2026-11-25T21:30:00Z");
        await day.At("2026-11-26T15:30:00Z");
        (await Prompts(day)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_weekend_is_free()
    {
        await using var day = await TestDay.Start();
        await day.At("2026-11-27T08:00:00Z");
        await day.StartsRelease("18.6.1", ("Due date", "2026-11-30"));
        await day.At("2026-11-27T15:30:00Z"); // the second workday before
        await day.At("2026-11-27T21:30:00Z");
        (await Prompts(day)).Count.ShouldBe(2);
        await day.At("2026-11-28T15:30:00Z");
        await day.At("2026-11-29T15:30:00Z");
        (await Prompts(day)).Count.ShouldBe(2);
        await day.At("2026-11-30T15:30:00Z");
        (await Prompts(day)).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("2027-10-30T06:00:00Z", "2027-10-29T14:30:00Z", "2027-11-01T15:30:00Z")] // Europe's clocks go back on Sunday the 31st of October
    [InlineData("2027-03-27T06:00:00Z", "2027-03-26T15:30:00Z", "2027-03-29T14:30:00Z")] // and forward on Sunday the 28th of March
    public async Task Over_a_change_of_the_clocks_it_stays_at_the_same_local_time(string weekend, string before, string after)
    {
        await using var day = await TestDay.Start();
        await day.As("grace").Runs("/rotation edit @anna holidays:none"); // that weekend is Easter
        await day.At(Minutes(before, -480));
        await day.StartsRelease("18.6.1", ("Due date", before[..10]));
        await day.At(Minutes(before, -1));
        (await Prompts(day)).ShouldBeEmpty();
        await day.At(before);
        (await Prompts(day)).Count.ShouldBe(1);
        await day.At(weekend);
        await day.At(Minutes(after, -1));
        var friday = (await Prompts(day)).Count;
        await day.At(after);
        (await Prompts(day)).Count.ShouldBe(friday + 1);
        (await Prompts(day))[^1].Text.ShouldContain("<@U03>");
    }

    [Fact]
    public async Task Within_two_hours_after_downtime_it_is_caught_up_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:00:00Z");
        await day.Restart(meanwhile: "2026-11-23T17:00:00Z");
        await day.As("anna").Sees("your workday has ended");
        await day.Restart();
        await day.At("2026-11-23T17:10:00Z");
        (await Prompts(day)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_missed_for_longer_is_named_in_one_message()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.5.3");
        await day.At("2026-11-23T15:00:00Z");
        await day.Restart(meanwhile: "2026-11-24T06:00:00Z");
        var missed = await day.As("anna").Sees("not asked for their handover in time");
        missed.Text.ShouldStartWith("*Missed while down:*");
        missed.Text.Split('\n').Count(l => l.StartsWith('•')).ShouldBe(4, missed.Text);
        await day.Restart();
        await day.At("2026-11-24T06:10:00Z");
        (await day.As("anna").Messages()).Count(m => m.Says("not asked for their handover in time")).ShouldBe(1);
        (await Prompts(day)).ShouldBeEmpty();
        await day.At("2026-11-24T15:30:00Z");
        (await Prompts(day)).Count.ShouldBe(2, "the next day is as ever, for each release");
    }

    [Fact]
    public async Task Changed_hours_hold_at_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        (await day.As("grace").Runs("/rotation edit @anna 08:00-13:00")).ShouldContain("08:00-13:00");
        await day.At("2026-11-23T11:30:00Z");
        (await Prompts(day)).Count.ShouldBe(1);
        await day.At("2026-11-23T15:30:00Z");
        (await Prompts(day)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Someone_who_left_is_not_asked_and_the_channel_is_still_served()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post("/control/users/anna/deactivate", new { });
        await day.Until(() => Task.FromResult(day.Directory.HasLeft("U03")), "The app should hear that Anna left.");
        await day.At("2026-11-23T15:30:00Z");
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says(Question));
        await day.At("2026-11-23T21:30:00Z");
        (await day.As("maria").Sees(Question)).Text.ShouldContain("<@U05>, your workday ends soon");
        (await day.Manages("/health/ready")).Body.ShouldContain("Anna de Vries left and is still Primary of R1");
    }

    [Fact]
    public async Task What_was_decided_from_a_release_that_changed_meanwhile_is_decided_anew()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        await day.As("anna").Sees(Question);
        var (handovers, store) = (day.Services.GetRequiredService<HandoverStore>(), day.Services.GetRequiredService<IStore>());
        var before = (await handovers.Open("R1", default))!;
        await day.As("anna").Runs("/release merged");
        (await handovers.Open("R1", default))!.Release.Version.ShouldBeGreaterThan(before.Release.Version);
        var late = new Commit();
        await handovers.Save(
            late, before.Prompts[0], before.Prompts[0].Value with { RemindedAt = before.Prompts[0].Value.DueAt }, before.Release, default);
        (await store.Commit(late)).ShouldBe(CommitResult.Conflict);
    }

    private static async Task<List<Shown>> Prompts(TestDay day) =>
        [.. (await day.As("oliver").Messages()).Where(m => m.Says("your workday ") || m.Says("handed *R") || m.Says("was asked to hand"))];

    private static async Task<List<Shown>> Reminders(TestDay day) => [.. (await day.As("oliver").Messages()).Where(m => m.Says("a reminder"))];

    private static string Minutes(string moment, int minutes) =>
        $"{Rotation.People.At(moment).AddMinutes(minutes)}";
}
