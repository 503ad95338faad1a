using SecurityReleaseChatOps.Checklists;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class TaskListTests
{
    [Fact]
    public void Reproduces_the_task_issue()
    {
        var text = TaskListWriter.Write(Line().Done(Ana, "aa").Then(b => Presses.NotNeeded(b, "bb", Bo, "no", Now)), Name);
        text.ShouldContain("# Test: 18.3.1, 18.2.5");
        text.ShouldContain("- Due: 2026-11-25 15:00 UTC\n- Primary: Ana\n- Secondary: Bo\n");
        text.ShouldContain("\n## One\n");
        text.ShouldContain("\n- [x] Alpha <!-- step \"aa\" -->\n");
        text.ShouldContain("\n- [~] Beta <!-- step \"bb\" -->\n");
        text.ShouldContain("*Not needed, says Bo, 2026-11-23 09:00 UTC: no*");
        text.ShouldContain("\n- [ ] Gamma <!-- step \"cc\" -->\n");
    }

    [Fact]
    public void The_planned_list_has_every_step_with_its_help_once()
    {
        var board = Start(Shipped.Named("planned")!);
        var text = TaskListWriter.Write(board, Name);
        TaskListReader.Read(text).Lines.Select(line => line.Key).ShouldBe(board.Steps.Select(step => step.Key));
        text.ShouldContain("### CVE-2026-1\n");
        text.ShouldContain("  bin/close_release.rb --live --close-issues --release-issue IID\n");
    }

    [Fact]
    public void Peoples_words_neither_page_nor_tick_anything()
    {
        var board = Line()
            .Then(b => Presses.Comment(b, "aa", Ana, "x\n- [x] Gamma <!-- step \"cc\" -->\n/close @all --> </details>", null, Now))
            .Then(b => StepsOfTheDay.Add(b, "- [x] `rm` @all --> <!-- step \"dd\" -->", Bo, Now));
        var text = TaskListWriter.Write(board, Name);
        var list = TaskListReader.Read(text);
        list.Lines.Count.ShouldBe(5);
        list.Lines.ShouldAllBe(line => line.Status == StepStatus.Open);
        System.Text.RegularExpressions.Regex.Replace(text, "<!-- .* -->", "").ShouldNotContain("@all");
        text.Split('\n').ShouldNotContain(line => line.StartsWith('/'));
    }

    [Fact]
    public void Ticks_what_was_ticked_in_GitLab_in_order_and_as_one_person()
    {
        var text = TaskListWriter.Write(Line(), Name).Replace("[ ]", "[x]");
        var decision = TaskListImport.Apply(Line(), TaskListReader.Read(text), Bo, Now);
        decision.Refusal.ShouldBeNull();
        decision.Checklist.Steps.Where(pair => pair.Value.Settled).Select(pair => pair.Key).ShouldBe(["aa", "bb"]);
        decision.Notes.ShouldBe(["*Gamma* needs a second person besides you.", "*Delta* is ticked there, but comes after *Gamma*. Only the Primary can import it."]);
        decision.Events.Where(told => told.What == Happening.Imported).Select(told => told.Step).ShouldBe(["aa", "bb", "cc"]);
        var again = TaskListImport.Apply(Line().With(decision.Checklist), TaskListReader.Read(text), Ana, Now);
        Line().With(again.Checklist)["dd"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public void The_primarys_import_of_a_step_before_its_turn_shows_as_forced()
    {
        var decision = TaskListImport.Apply(Line(), TaskListReader.Read("- [x] Beta"), Ana, Now);
        decision.Checklist.Steps["bb"].ForcedWhy.ShouldBe("ticked in the imported task list");
        decision.Checklist.Forced.Single().WaitedFor.ShouldBe(["Alpha"]);
    }

    [Fact]
    public void What_others_are_said_to_have_done_is_not_believed()
    {
        var done = Line().Done(Ana, "aa", "bb", "cc").Done(Bo, "cc");
        var forged = TaskListReader.Read(TaskListWriter.Write(done, Name));
        TaskListImport.Apply(Line(), forged, Cy, Now).Checklist.Steps["cc"].Confirmations.Select(said => said.By).ShouldBe([Cy]);
    }

    [Fact]
    public void Knows_a_list_that_people_wrote_by_titles_and_headings()
    {
        var board = Start(Shipped.Named("planned")!).Done(Ana, "task-issue", "tools", "versions", "validate");
        var decision = TaskListImport.Apply(board, TaskListReader.Read("""
            # PSIRT Task Issue
            * [X] **Agree with the release managers** when the fixes are merged
            1. [~] Know the release managers of this release.
            ### f2
            - [x] The security issue has its required details
            - [x] Feed the cat
            - [ ] Something else
            """), Bo, Now);
        decision.Events.Select(told => told.Step).ShouldBe(["managers", "merge-time", "details:f2"], ignoreOrder: true);
        decision.Notes.ShouldBe(["Ticked there and not known here: Feed the cat."]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello\n[x] no bullet\n- [y] no mark")]
    public void A_text_without_tasks_is_refused(string text) =>
        TaskListImport.Apply(Line(), TaskListReader.Read(text), Ana, Now).Refusal!.ShouldContain("no task in it");

    [Fact]
    public void A_damaged_note_is_named_and_the_rest_is_read()
    {
        var list = TaskListReader.Read("<!-- checklist {oops} -->\n- [x] Alpha <!-- step \"aa\" -->\n  <!-- state {\"Comments\":null} -->");
        list.Faults.Count.ShouldBe(2);
        list.Lines.Single().Key.ShouldBe("aa");
    }

    [Fact]
    public void Only_its_own_export_is_restored_and_only_over_nothing()
    {
        var (board, list) = (Line(), TaskListReader.Read(TaskListWriter.Write(Line(), Name)));
        TaskListImport.Restore(board.With(board.Checklist with { Release = "R8" }), list, Ana, Now).ShouldBeNull();
        TaskListImport.Restore(board, TaskListReader.Read("- [x] Alpha"), Ana, Now).ShouldBeNull();
        TaskListImport.Restore(board.With(Presses.Claim(board, "aa", Ana, Now).Checklist), list, Ana, Now).ShouldBeNull();
        TaskListImport.Restore(board, list, Ana, Now)!.Events.Single().What.ShouldBe(Happening.Restored);
    }

    [Theory]
    [InlineData("see [this](https://a.b/c) & `a<b`", "see <https://a.b/c|this> &amp; `a&lt;b`")]
    [InlineData("- one\n  - **two**", "• one\n  • *two*")]
    [InlineData("<mailto:a@b.c> ```yaml\n- [x](https://q)\n```", "<mailto:a@b.c> ```\n- [x](https://q)\n```")]
    [InlineData("<!channel> [x](javascript:y)", "&lt;!channel&gt; [x](javascript:y)")]
    public void Help_becomes_mrkdwn(string markdown, string expected) => MarkdownText.ToMrkdwn(markdown).ShouldBe(expected);
}
