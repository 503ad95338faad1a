using NodaTime.Extensions;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class ViewTests
{
    private static Instant Later { get; } = Instant.FromUtc(2026, 11, 25, 14, 30);

    [Fact]
    public void Progress_counts_by_stage()
    {
        var board = Line().Done(Ana, "aa").Then(b => Presses.NotNeeded(b, "bb", Ana, "no", Now)).Then(b => Presses.Claim(b, "dd", Bo, Now));
        var progress = Progress.Of(board, Later);
        progress.Stages[0].ShouldBe(new StageProgress("one", "One", Settled: 2, InProgress: 0, Overdue: 0, Total: 2, IsComplete: true));
        progress.Stages[1].ShouldBe(new StageProgress("two", "Two", Settled: 0, InProgress: 1, Overdue: 0, Total: 2, IsComplete: false));
        (progress.Settled, progress.Total).ShouldBe((2, 4));
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
        Keys(Agenda.Overdue(Line(), Later)).ShouldBe("aa");
        Keys(Agenda.Overdue(Line().Done(Ana, "aa"), Later)).ShouldBe("bb");
        Keys(Agenda.Overdue(Line(), Now)).ShouldBe("");
        Keys(Agenda.Alarming(Line(), Later)).ShouldBe("aa");
        var just = Line().Then(b => Presses.Done(b, "aa", Ana, Later));
        (Keys(Agenda.Overdue(just, Later)), Keys(Agenda.Alarming(just, Later.AddMinutes(14))), Keys(Agenda.Alarming(just, Later.AddMinutes(15))))
            .ShouldBe(("bb", "", "bb"), "whoever did what came first is not told at once of what comes next");
    }

    [Theory]
    [InlineData("{ id: it, title: It, due: 0h }", null, "15:15")]
    [InlineData("{ id: it, title: It, due: 0h }", "14:30", "15:05")]
    [InlineData("{ id: it, title: It, due: 0h }", "14:00", "15:05")]
    [InlineData("{ id: it, title: It, due: 0h }", "13:59", "15:15")]
    [InlineData("{ id: it, title: It, due: 0h }", "15:01", "15:15")]
    [InlineData("{ id: it, title: It, due: +60m after merge }", "12:00", "13:05")]
    [InlineData("{ id: it, title: It, due: +61m after merge }", "12:00", "13:16")]
    [InlineData("{ id: it, title: It, due: 0h, optional: true }", null, null)]
    [InlineData("{ id: it, title: It, due: 0h, when: { severity: critical } }", null, null)]
    [InlineData("{ id: it, title: It }", null, null)]
    public void A_step_is_overdue_15_minutes_after_its_time_and_5_in_the_hour_after_the_merge(string item, string? merged, string? from)
    {
        var day = Instant.FromUtc(2026, 11, 25, 0, 0);
        var release = R7 with { MergedAt = merged is null ? null : day + TimeSpan.Parse(merged).ToDuration() };
        var board = Start(
            Define($"  - {{ id: one, title: One, items: [{{ id: first, title: First }}, {item.Replace("title: It", "title: It, after: first")}] }}"), release);
        for (var at = day; at < day.AddHours(30); at = at.AddMinutes(1))
        {
            Keys(Agenda.Overdue(board, at)).ShouldBe("", "it waits for the first");
            Keys(Agenda.Overdue(board.Done(Ana, "first"), at)).ShouldBe(from is not null && at >= day + TimeSpan.Parse(from).ToDuration() ? "it" : "", $"{at}");
        }
    }

    [Theory]
    [InlineData(true, true, Ana, 0)]
    [InlineData(false, true, Bo, 0)]
    [InlineData(false, false, Bo, 3)]
    public void A_reminder_goes_to_who_is_at_work_else_to_who_starts_first(bool ana, bool bo, string to, int hours)
    {
        // It is 11:00.
        Engineer[] roster = [People.Of(Ana, "UTC", ana ? "09:00-17:00" : "16:00-20:00"), People.Of(Bo, "UTC", bo ? "09:00-17:00" : "14:00-20:00")];
        var due = R7.DueAt.AddHours(-48);
        var reminder = Reminders.Upcoming(Line(), roster, Duration.FromHours(4), due.AddHours(-4)).Single();
        reminder.To.ShouldBe(to);
        reminder.At.ShouldBe(due.AddHours(-4 + hours));
        reminder.Key.ShouldBe("checklist-due/R7/aa/20261123T1500");
        Reminders.Upcoming(Line(), roster, Duration.FromHours(4), due.AddHours(-4).AddSeconds(-1)).ShouldBeEmpty();
        Reminders.Upcoming(Line().Done(Ana, "aa"), roster, Duration.FromHours(4), due).ShouldBeEmpty();
        var optional = Start(Define("  - { id: one, title: One, items: [{ id: extra, title: Extra, due: -48h, optional: true }] }"));
        Reminders.Upcoming(optional, roster, Duration.FromHours(4), due).ShouldBeEmpty("nobody has to");
    }

    [Theory]
    [InlineData(-5, 0.1, true)] // from before the reminder's time until after the step was due
    [InlineData(-5, 0, false)] // it can still be sent
    [InlineData(-3, 1, false)] // somebody looked in between: it was sent then, or could not be
    [InlineData(1, 2, false)]
    [InlineData(5, 1, false)] // the clock was set back
    public void A_reminder_is_missed_when_nobody_looked_from_its_time_until_its_step_was_due(double looked, double now, bool isMissed)
    {
        var hours = "06:00-22:00";
        var due = R7.DueAt.AddHours(-48);
        Keys(Missed(Line())).ShouldBe(isMissed ? "aa" : "", "what waits for another is reminded of by nobody");
        Missed(Line().Done(Ana, "aa")).ShouldNotContain(step => step.Key == "aa");
        hours = "15:01-17:00";
        Missed(Line()).ShouldBeEmpty("nobody was at work before it was due");

        IReadOnlyList<Step> Missed(Board board) =>
            [.. Reminders.Missed(board, Roster(hours), Duration.FromHours(4), due.AddHours(looked), due.AddHours(now)).Select(reminder => reminder.Step)];
    }

    [Fact]
    public void A_step_is_overdue_no_sooner_than_there_was_anything_to_do()
    {
        var definition = Define("""
              - id: one
                title: One
                items:
                  - { id: aa, title: Alpha, due: -96h }
                  - { id: bb, title: Beta, due: -96h, per: fix }
            """);
        var board = Start(definition, R7 with { CreatedAt = Now, Fixes = [Fix("f1", addedAt: Now.AddHours(1))] });
        Agenda.OverdueFrom(board, board["aa"]!).ShouldBe(Now.AddMinutes(15));
        Agenda.OverdueFrom(board, board["bb:f1"]!).ShouldBe(Now.AddHours(1).AddMinutes(15));
    }

    [Fact]
    public void What_is_overdue_is_reminded_of_once_and_only_at_Critical()
    {
        var roster = Roster("06:00-22:00");
        Reminders.Overdue(Line(), roster, Later).ShouldBeEmpty();
        var critical = Start(Line().Definition, R7 with { Severity = Severity.Critical });
        var first = Reminders.Overdue(critical, roster, Later).ShouldHaveSingleItem();
        (first.To, first.Step.Key).ShouldBe((Ana, "aa"));
        Reminders.Overdue(critical, roster, Later.AddDays(1)).Single().Key.ShouldBe(first.Key);
    }

    [Fact]
    public void Late_fixes_are_those_after_the_48_hour_deadline()
    {
        var deadline = Instant.FromUtc(2026, 11, 23, 15, 0);
        var release = R7
            with
        { Fixes = [Fix("old", addedAt: deadline.AddDays(-1)), Fix("in", addedAt: deadline), Fix("late", addedAt: deadline.AddMinutes(1))] };
        ReleaseDeadlines.FixDeadline(Planned(release)).ShouldBe(deadline);
        ReleaseDeadlines.LateFixes(Planned(release)).Single().Id.ShouldBe("late");
        ReleaseDeadlines.LateFixes(Planned(release with { Kind = ReleaseKind.Critical })).ShouldBeEmpty();
        ReleaseDeadlines.LateFixes(Start(Line().Definition, release)).ShouldBeEmpty("its process has no such deadline");
        ReleaseDeadlines.FollowUp(Planned(R7 with { PublishedAt = deadline })).ShouldBe(deadline.AddDays(30));
        ReleaseDeadlines.FollowUp(Start(Line().Definition, R7 with { PublishedAt = deadline })).ShouldBeNull("its process has nothing to follow up");

        static Board Planned(Release release) => Start(Shipped.Named("planned")!, release);
    }

    [Theory]
    [InlineData(0, false, WindowState.Running, 60)]
    [InlineData(44, false, WindowState.Running, 16)]
    [InlineData(45, false, WindowState.Alarm, 15)]
    [InlineData(60, false, WindowState.Missed, 0)]
    [InlineData(50, true, WindowState.Met, 0)]
    public void The_window_runs_from_the_merge(int minutes, bool announced, WindowState expected, int remaining)
    {
        var board = Start(
            Define("  - { id: one, title: One, items: [{ id: tell, title: Tell, due: +60m after merge }, { id: rest, title: Rest }] }"),
            R7 with { MergedAt = Now });
        if (announced)
            board = board.Done(Ana, "tell");
        var window = AnnouncementWindow.Of(board, Now.AddMinutes(minutes));
        (window.State, window.Remaining).ShouldBe((expected, Duration.FromMinutes(remaining)));
        window.Open.Count.ShouldBe(announced ? 0 : 1);
        AnnouncementWindow.Of(Line(), Now).State.ShouldBe(WindowState.None);
        AnnouncementWindow.Of(Start(Line().Definition, R7 with { MergedAt = Now }), Now.AddMinutes(50)).State.ShouldBe(
            WindowState.None, "its process announces nothing");
    }

    [Fact]
    public void The_handover_is_drafted_from_what_happened_and_at_most_three_steps_that_come()
    {
        var board = Line().Done(Ana, "aa").Then(b => Presses.Claim(b, "bb", Ana, Now)).Then(b => StepsOfTheDay.Add(b, "Call legal", Ana, Now));
        var draft = ChecklistHandover.Draft(board, Now.AddHours(-8), Bo, Name, Now);
        draft.Status.ShouldBe("1 of 5 steps are done, 1 since the last handover.");
        draft.Next.ShouldBe("- Beta (Ana)\n- Call legal");
        ChecklistHandover.Draft(board, null, Bo, Name, Now).Status.ShouldBe("1 of 5 steps are done.");
        var release = R7 with { Fixes = [.. Enumerable.Range(0, 30).Select(n => Fix($"f{n}", $"CVE-2026-{n}"))] };
        ChecklistHandover.Draft(Start(Shipped.Named("critical")!, release), null, Bo, Name, Later).Next.Split('\n').Length.ShouldBe(3);
    }

    [Fact]
    public void Whoever_has_the_release_has_the_steps_of_the_primary_and_nobody_takes_those_of_the_secondary()
    {
        var definition = Define(
            "  - { id: one, title: One, items: [{ id: first, title: First, role: primary }, { id: second, title: Second, role: secondary }, { id: both, "
            + "title: Both, needsSecondPerson: true }] }");
        var start = R7.HeldBy(Ana, Now);
        Next(Ana, start).ShouldBe("both first");
        Next(Bo, start).ShouldBe("both second");
        var held = R7.HeldBy(Bo, Now);
        Next(Ana, held).ShouldBe("both");
        Next(Bo, held).ShouldBe("both first second");
        var away = R7.HeldBy("UCY", Now);
        Next("UCY", away).ShouldBe("both first");
        Next(Bo, away).ShouldBe("both second");

        string Next(string person, Release release) =>
            string.Join(' ', Agenda.NextFor(Start(definition, release), person, Now).Select(step => step.Key).Order(StringComparer.Ordinal));
    }

    private static string Keys(IEnumerable<Step> steps) => string.Join(' ', steps.Select(step => step.Key));

    private static Engineer[] Roster(string hours) => [People.Of(Ana, "UTC", hours, "Mon-Sun"), People.Of(Bo, "UTC", hours, "Mon-Sun")];
}
