using NSubstitute;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class ViewTests
{
    private static DateTimeOffset Later { get; } = new(2026, 11, 25, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Progress_counts_by_stage()
    {
        var board = Line().Done(Ana, "aa").Then(b => Presses.NotNeeded(b, "bb", Ana, "no", Now)).Then(b => Presses.Claim(b, "dd", Bo, Now));
        var progress = Progress.Of(board, Later);
        progress.Stages[0].ShouldBe(new StageProgress("one", "One", Done: 1, NotNeeded: 1, InProgress: 0, Overdue: 0, Total: 2));
        progress.Stages[1].ShouldBe(new StageProgress("two", "Two", Done: 0, NotNeeded: 0, InProgress: 1, Overdue: 0, Total: 2));
        (progress.Settled, progress.Total, progress.IsComplete).ShouldBe((2, 4, false));
    }

    [Fact]
    public void What_is_next_follows_the_role_and_who_is_on_it()
    {
        var board = Line();
        Keys(Agenda.NextFor(board, Ana, Now)).ShouldBe("aa");
        Keys(Agenda.NextFor(board, Cy, Now)).ShouldBe("");
        Keys(Agenda.NextFor(board.Then(b => Presses.Claim(b, "aa", Cy, Now)), Cy, Now)).ShouldBe("aa");
        Keys(Agenda.NextFor(board.Then(b => Presses.Claim(b, "aa", Cy, Now)), Ana, Now)).ShouldBe("");
        board = board.Done(Ana, "aa", "bb", "cc");
        Keys(Agenda.NextFor(board, Ana, Now)).ShouldBe("");
        Keys(Agenda.NextFor(board, Bo, Now)).ShouldBe("cc");
        Keys(Agenda.NextFor(board.Done(Bo, "cc"), Ana, Now)).ShouldBe("");
        Keys(Agenda.NextFor(board.Done(Bo, "cc"), Bo, Now)).ShouldBe("dd");
    }

    [Fact]
    public void Overdue_and_blocked_are_named()
    {
        Keys(Agenda.Overdue(Line(), Later)).ShouldBe("aa bb");
        Keys(Agenda.Overdue(Line(), Now)).ShouldBe("");
        Agenda.Blocked(Line()).Select(blocked => $"{blocked.Step.Key}<{blocked.By[0].Key}").ShouldBe(["bb<aa", "cc<bb", "dd<cc"]);
    }

    [Theory]
    [InlineData(true, true, Ana, 0)]
    [InlineData(false, true, Bo, 0)]
    [InlineData(false, false, Bo, 3)]
    public void A_reminder_goes_to_who_is_at_work_else_to_who_starts_first(bool ana, bool bo, string to, int hours)
    {
        var workday = Substitute.For<IWorkday>();
        workday.IsAtWork(Ana, Arg.Any<DateTimeOffset>()).Returns(ana);
        workday.IsAtWork(Bo, Arg.Any<DateTimeOffset>()).Returns(bo);
        workday.NextStart(Ana, Arg.Any<DateTimeOffset>()).Returns(call => call.Arg<DateTimeOffset>().AddHours(5));
        workday.NextStart(Bo, Arg.Any<DateTimeOffset>()).Returns(call => call.Arg<DateTimeOffset>().AddHours(3));
        var due = R7.DueAt.AddHours(-48);
        var reminder = Reminders.Upcoming(Line(), workday, TimeSpan.FromHours(4), due.AddHours(-4)).Single();
        reminder.To.ShouldBe(to);
        reminder.At.ShouldBe(due.AddHours(-4 + hours));
        reminder.Key.ShouldBe("checklist-due/R7/aa/20261123T1500");
        Reminders.Upcoming(Line(), workday, TimeSpan.FromHours(4), due.AddHours(-4).AddSeconds(-1)).ShouldBeEmpty();
        Reminders.Upcoming(Line().Done(Ana, "aa"), workday, TimeSpan.FromHours(4), due).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-5, 0.1, true)] // from before the reminder's time until after the step was due
    [InlineData(-5, 0, false)] // it can still be sent
    [InlineData(-3, 1, false)] // somebody looked in between: it was sent then, or could not be
    [InlineData(1, 2, false)]
    [InlineData(5, 1, false)] // the clock was set back
    public void A_reminder_is_missed_when_nobody_looked_from_its_time_until_its_step_was_due(double looked, double now, bool isMissed)
    {
        var workday = Substitute.For<IWorkday>();
        workday.IsAtWork("", default).ReturnsForAnyArgs(true);
        var due = R7.DueAt.AddHours(-48);
        Keys(Missed(Line())).ShouldBe(isMissed ? "aa" : "", "what waits for another is reminded of by nobody");
        Missed(Line().Done(Ana, "aa")).ShouldNotContain(step => step.Key == "aa");
        workday.IsAtWork("", default).ReturnsForAnyArgs(false);
        workday.NextStart("", default).ReturnsForAnyArgs(due.AddMinutes(1));
        Missed(Line()).ShouldBeEmpty("nobody was at work before it was due");

        IReadOnlyList<Step> Missed(Board board) =>
            [.. Reminders.Missed(board, workday, TimeSpan.FromHours(4), due.AddHours(looked), due.AddHours(now)).SelectMany(reminder => reminder.Steps)];
    }

    [Fact]
    public void Overdue_steps_come_in_one_message_a_day()
    {
        var workday = Substitute.For<IWorkday>();
        workday.IsAtWork("", default).ReturnsForAnyArgs(true);
        workday.LocalDate("", default).ReturnsForAnyArgs(call => DateOnly.FromDateTime(call.Arg<DateTimeOffset>().UtcDateTime));
        var first = Reminders.Overdue(Line(), workday, Later).Single();
        first.To.ShouldBe(Ana);
        Keys(first.Steps).ShouldBe("aa bb");
        Reminders.Overdue(Line(), workday, Later.AddHours(2)).Single().Key.ShouldBe(first.Key);
        Reminders.Overdue(Line(), workday, Later.AddDays(1)).Single().Key.ShouldNotBe(first.Key);
    }

    [Fact]
    public void Late_fixes_are_those_after_the_48_hour_deadline()
    {
        var deadline = new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);
        ReleaseDeadlines.FixDeadline(R7).ShouldBe(deadline);
        var release = R7 with { Fixes = [Fix("old", addedAt: deadline.AddDays(-1)), Fix("in", addedAt: deadline), Fix("late", addedAt: deadline.AddMinutes(1))] };
        ReleaseDeadlines.LateFixes(release).Single().Id.ShouldBe("late");
        ReleaseDeadlines.LateFixes(release with { Kind = ReleaseKind.Critical }).ShouldBeEmpty();
        ReleaseDeadlines.FollowUp(R7 with { PublishedAt = deadline }).ShouldBe(deadline.AddDays(30));
    }

    [Theory]
    [InlineData(0, false, WindowState.Running, 60)]
    [InlineData(44, false, WindowState.Running, 16)]
    [InlineData(45, false, WindowState.Alarm, 15)]
    [InlineData(60, false, WindowState.Missed, 0)]
    [InlineData(50, true, WindowState.Met, 0)]
    public void The_window_runs_from_the_merge(int minutes, bool announced, WindowState expected, int remaining)
    {
        var board = Start(Define("  - { id: one, title: One, items: [{ id: tell, title: Tell, due: +60m after merge }, { id: rest, title: Rest }] }"), R7 with { MergedAt = Now });
        if (announced)
            board = board.Done(Ana, "tell");
        var window = AnnouncementWindow.Of(board, Now.AddMinutes(minutes));
        (window.State, window.Remaining).ShouldBe((expected, TimeSpan.FromMinutes(remaining)));
        window.Open.Count.ShouldBe(announced ? 0 : 1);
        AnnouncementWindow.Of(Line(), Now).State.ShouldBe(WindowState.NotMerged);
    }

    [Fact]
    public void The_handover_is_drafted_from_what_happened_and_what_comes()
    {
        var board = Line().Done(Ana, "aa").Then(b => Presses.Claim(b, "bb", Ana, Now)).Then(b => StepsOfTheDay.Add(b, "Call legal", Ana, Now));
        var draft = ChecklistHandover.Draft(board, Now.AddHours(-8), Bo, Later.AddHours(3), Name, Now);
        draft.Status.ShouldBe("1 of 5 steps are done.\nDone since the last handover:\n- Alpha\nIn progress:\n- Beta (Ana)");
        draft.Next.ShouldBe("""
            Due before Bo's workday ends:
            - Beta (Wed 25 Nov 14:00 UTC)
            Next:
            - Call legal
            Blocked:
            - Gamma (waits for Beta)
            - Delta (waits for Gamma)
            """.ReplaceLineEndings("\n"));
        ChecklistHandover.Draft(board, Now, Bo, null, Name, Now).Status.ShouldNotContain("Alpha");
    }

    [Fact]
    public void The_handover_of_the_longest_checklist_fits_its_fields()
    {
        var release = R7 with { Fixes = [.. Enumerable.Range(0, 30).Select(n => Fix($"f{n}", $"CVE-2026-{n}"))] };
        var draft = ChecklistHandover.Draft(Start(Shipped.Named("critical")!, release), null, Bo, Later, Name, Later);
        draft.Next.Length.ShouldBeLessThan(3000);
        draft.Next.ShouldContain(" more");
    }

    private static string Keys(IEnumerable<Step> steps) => string.Join(' ', steps.Select(step => step.Key));
}
