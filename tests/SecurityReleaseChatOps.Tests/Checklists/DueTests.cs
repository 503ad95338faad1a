using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>What the clock brings: reminders, deadlines, the 60 minutes after the merge.</summary>
public sealed class DueTests
{
    [Fact]
    public async Task What_comes_due_is_reminded_of_once_in_one_message_to_whoever_is_at_work()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease(); // due Wednesday 15:00 UTC; much is due on Monday 15:00
        await day.At("2026-11-23T10:59:00Z");
        (await Soon(day, "anna")).ShouldBeEmpty();
        await day.At("2026-11-23T11:00:00Z");
        (await Soon(day, "anna")).ShouldHaveSingleItem().Text.ShouldContain("*Know the release managers of this release*");
        await day.At("2026-11-23T11:10:00Z");
        await day.Restart();
        await day.At("2026-11-23T12:00:00Z");
        (await Soon(day, "anna")).Count.ShouldBe(1);
        (await Soon(day, "maria")).ShouldBeEmpty();
    }

    [Fact]
    public async Task At_Critical_what_is_overdue_and_can_be_done_is_said_once_and_elsewhere_in_the_thread_alone()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease(); // much is due on Monday 15:00 UTC
        await day.StartsRelease("18.6.2", ("Kind", "Critical")); // an hour after its start
        await day.At("2026-11-23T08:05:00Z");
        await day.At("2026-11-23T09:14:00Z");
        (await Overdue(day, "anna")).ShouldBeEmpty();
        (await Soon(day, "anna")).ShouldHaveSingleItem().Text.ShouldContain("*R2*");
        await day.At("2026-11-23T09:17:00Z"); // it was started some seconds after eight
        var said = (await Overdue(day, "anna")).ShouldHaveSingleItem();
        said.Text.ShouldContain("*R2*");
        await day.At("2026-11-23T09:20:00Z");
        (await Overdue(day, "anna")).Count.ShouldBe(1);
        await day.At("2026-11-23T11:00:00Z"); // its reminder comes
        await day.At("2026-11-23T15:14:00Z");
        (await day.As("anna").Messages()).ShouldNotContain(message => message.Says("Overdue: *Know the release managers"));
        await day.At("2026-11-23T15:15:00Z");
        (await day.As("anna").Sees("Overdue: *Know the release managers")).Text.ShouldNotContain(
            "Run `bin/validate_release.rb`", customMessage: "it waits for others");
        (await Overdue(day, "anna")).ShouldAllBe(message => !message.Says("*R1*"));
    }

    [Fact]
    public async Task What_nobody_was_reminded_of_while_down_is_named_once_and_not_what_opened_since()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease(); // much is due on Monday and on Tuesday 15:00 UTC
        await day.At("2026-11-23T11:00:00Z");
        await day.As("anna").Runs("/checklist done task-issue");
        await day.At("2026-11-24T10:00:00Z");
        await day.Restart(meanwhile: "2026-11-24T16:00:00Z");
        await day.Settles();
        var missed = await day.As("anna").Sees("nobody heard of these in time");
        missed.Text.ShouldStartWith("*Missed while down:*");
        missed.Text.ShouldContain("due for *R1* GitLab 18.6.1: ");
        missed.Text.ShouldContain("Agree with the release managers when the fixes are merged");
        missed.Text.ShouldNotContain("Resolve the gaps");
        (await day.As("anna").Messages()).ShouldNotContain(m => m.Says("Overdue:") && m.Says("Agree with the release managers"), "it is said once");
        await day.As("anna").Runs("/checklist done tools");
        await day.As("anna").Runs("/checklist done validate"); // now the gaps can be resolved, and that is overdue
        await day.Restart(meanwhile: "2026-11-24T16:30:00Z");
        await day.Settles();
        (await day.As("anna").Messages()).Count(m => m.Says("nobody heard of these in time")).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_clock_that_moves_passes_by_is_said_once_each()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease(); // due Wednesday 15:00 UTC
        await day.At("2026-11-23T09:00:00Z");
        await day.At("2026-11-24T16:00:00Z");
        var said = (await day.As("oliver").Messages()).Where(m => !m.OnlyForOne && (m.Says("Overdue:") || m.Says("Missed while down"))).ToList();
        (await day.As("oliver").Messages()).Count(m => m.Says("23 hours before *R1*")).ShouldBe(1, "as many as are left");
        foreach (var step in (await day.Board("R1")).Steps.Where(step => step.Open && step.Due < Instant.FromUtc(2026, 11, 24, 16, 0)))
            said.Count(m => m.Says($"*{step.Title}*")).ShouldBeLessThanOrEqualTo(ReleaseDeadlines.SettlesFixes(step) ? 0 : 1, step.Title);
    }

    [Fact]
    public async Task Of_a_merge_that_is_said_late_nothing_is_still_to_come()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-25T16:00:00Z");
        await day.As("anna").Runs("/release merged 15:30"); // an hour and a half ago
        (await day.As("oliver").Sees("Merged. The 60 minutes are over")).Text.ShouldContain("The blog post is published");
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("Announce everything by"));
    }

    [Fact]
    public async Task A_release_that_starts_late_has_nothing_overdue_before_anyone_could_do_it()
    {
        await using var day = await TestDay.Start();
        await day.LooksOnlyWhenTold();
        await day.SetClock("2026-11-24T10:00:00Z");
        await day.StartsRelease(); // much was due a day before the 25th, and before that
        await day.At("2026-11-24T10:14:00Z");
        (await day.As("anna").Messages()).ShouldNotContain(m => m.Says("verdue"));
        await day.At("2026-11-24T10:17:00Z");
        await day.As("anna").Sees("Overdue: *Find the PSIRT Task Issue and link it*");
    }

    [Fact]
    public async Task A_release_that_never_had_the_48_hours_is_not_told_of_them()
    {
        await using var day = await TestDay.Start();
        await day.At("2026-11-24T08:00:00Z");
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 CVE-2026-1000");
        await day.At("2026-11-24T08:10:00Z");
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("48 hours before"));
        (await day.Progress("R1")).Text.ShouldNotContain("48-hour deadline");
    }

    [Fact]
    public async Task Forty_eight_hours_before_the_channel_is_told_once_and_later_fixes_are_named()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 CVE-2026-1000");
        await day.At("2026-11-23T14:59:00Z");
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("48 hours before"));
        await day.At("2026-11-23T15:00:00Z");
        await day.At("2026-11-23T15:10:00Z");
        (await day.As("oliver").Messages()).Count(m => m.Says("48 hours before")).ShouldBe(1);
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 CVE-2026-1000\ngitlab-org/gitlab#2");
        (await day.As("oliver").Sees("After the 48-hour deadline came")).Text.ShouldContain("gitlab-org/gitlab#2");
        (await day.Progress("R1")).Text.ShouldContain("Too late for the post: gitlab-org/gitlab#2");
        (await day.Progress("R1")).Text.ShouldNotContain("not for the post: gitlab-org/gitlab#1");
    }

    [Fact]
    public async Task The_merge_starts_an_hour_that_counts_down_speaks_up_at_45_minutes_and_says_when_it_is_over()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetClock("2026-11-23T12:00:00Z");
        await day.As("anna").Runs("/release merged");
        (await day.Progress("R1")).Text.ShouldContain("60 min left");
        await day.At("2026-11-23T12:30:20Z");
        (await day.Progress("R1")).Text.ShouldContain("30 min left");
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("minutes are left"));
        await day.At("2026-11-23T12:45:30Z");
        await day.At("2026-11-23T12:50:00Z");
        var alarm = (await day.As("oliver").Messages()).Single(m => m.Says("minutes are left to announce"));
        alarm.Text.ShouldContain("<@U03> <@U05>: 15 minutes are left");
        ((string?)alarm.Json["subtype"]).ShouldBe("thread_broadcast", "the channel sees it too");
        await day.At("2026-11-23T13:01:00Z");
        (await day.As("oliver").Messages()).Count(m => m.Says("60 minutes after the merge")).ShouldBe(1);
        (await day.Progress("R1")).Text.ShouldContain("the 60 minutes are over");
    }

    [Fact]
    public async Task A_merge_that_is_taken_back_ends_the_hour()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var done = (await day.As("anna").Asks("/release merged"))!;
        await day.As("anna").Clicks("Undo", done);
        (await day.Progress("R1")).Text.ShouldNotContain("min left");
        await day.At("2026-11-23T09:10:00Z");
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("60 minutes after the merge"));
    }

    private static async Task<IReadOnlyList<Shown>> Soon(TestDay day, string name) => [.. (await day.DirectMessages(name)).Where(m => m.Says("Due soon"))];

    private static async Task<IReadOnlyList<Shown>> Overdue(TestDay day, string name) =>
        [.. (await day.DirectMessages(name)).Where(m => m.Says(":warning: *Overdue*"))];
}
