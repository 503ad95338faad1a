using FsCheck;
using FsCheck.Fluent;
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
        var decision = TaskListImport.Apply(Line(), TaskListReader.Read(text), Bo, Now, force: true);
        decision.Refusal.ShouldBeNull();
        Line().With(decision.Checklist).Steps.Where(step => !step.Open).Select(step => step.Key).ShouldBe(["aa", "bb"]);
        decision.Notes.ShouldBe(
            ["*Gamma* needs two people, each for themselves.",
                "*Delta* is ticked there, but comes after *Gamma*. Only the Primary, or who has the release, can import it."]);
        decision.Events.Where(told => told.What == Happening.Imported).Select(told => told.Step).ShouldBe(["aa", "bb"]);
        var again = TaskListImport.Apply(Line().With(decision.Checklist), TaskListReader.Read(text), Ana, Now, force: true);
        Line().With(again.Checklist)["dd"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public void The_primarys_import_of_a_step_before_its_turn_shows_as_forced()
    {
        var decision = TaskListImport.Apply(Line(), TaskListReader.Read("- [x] Beta"), Ana, Now, force: true);
        decision.Checklist.Steps["bb"].ForcedWhy.ShouldBe("ticked in the imported task list");
        decision.Checklist.Forced.Single().WaitedFor.ShouldBe(["Alpha"]);
    }

    [Fact]
    public void Without_forcing_the_primarys_import_leaves_it_open_and_says_so()
    {
        var decision = TaskListImport.Apply(Line(), TaskListReader.Read("- [x] Beta"), Ana, Now, force: false);
        decision.Events.ShouldBeEmpty();
        decision.Notes.ShouldBe(["There is nothing new in it.", "*Beta* is ticked there, but comes after *Alpha*. It is left open."]);
    }

    [Theory]
    [InlineData("```\n- [x] Alpha\n```\n- [ ] Beta")]
    [InlineData("~~~md\n- [x] Alpha\n~~~\n- [ ] Beta")]
    [InlineData("- [ ] Beta\n\n  ```\n  - [x] Alpha\n  ```")]
    public void What_code_quotes_ticks_nothing(string markdown)
    {
        var list = TaskListReader.Read(markdown);
        list.Lines.ShouldHaveSingleItem().Status.ShouldBe(StepStatus.Open);
        list.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("- a\n  - b\n    - c\n      - d\n        - [x] Alpha")]
    [InlineData("> - [x] Alpha")]
    [InlineData("> > 1. [x] Alpha\n> > continued")]
    [InlineData("- [✓] Alpha")]
    [InlineData("- [✔\uFE0F] Alpha")]
    [InlineData("* [X] Alpha")]
    [InlineData("+ [ x ] Alpha")]
    [InlineData("1) [x] Alpha")]
    [InlineData("10. [☑] Alpha")]
    public void A_task_is_read_wherever_Markdown_has_one(string markdown)
    {
        var list = TaskListReader.Read(markdown);
        list.Lines.ShouldHaveSingleItem().ShouldBe(new(StepStatus.Done, "Alpha", null, ""));
        list.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("- [y] Alpha", "Line 1, \"[y] Alpha\", has a mark that I do not know")]
    [InlineData("Hello\n[x] Alpha", "Line 2, \"[x] Alpha\", is not an item of a list")]
    [InlineData("Text\n\n      - [x] Alpha", "Line 3, \"- [x] Alpha\", is indented so far that Markdown reads it as code")]
    [InlineData("Text\n2. [x] Alpha", "Line 2, \"2. [x] Alpha\", is not an item of a list")]
    [InlineData("-[x] Alpha", "Line 1, \"-[x] Alpha\", is not an item of a list")]
    [InlineData("- [x]Alpha", "Line 1, \"[x]Alpha\", is not an item of a list")]
    [InlineData("<details>\n- [x] Alpha\n</details>", "Line 2, \"- [x] Alpha\", stands within HTML")]
    [InlineData("- [ ] Beta\n[x] Alpha", "Line 2, \"[x] Alpha\", continues the line above")]
    public void What_looks_like_a_task_and_is_none_is_named_with_its_line(string markdown, string says) =>
        TaskListReader.Read(markdown).Faults.ShouldHaveSingleItem().ShouldStartWith(says);

    [Fact]
    public void A_list_of_endless_depth_is_named_and_nothing_breaks() =>
        TaskListReader.Read(string.Concat(Enumerable.Repeat("> ", 5000)) + "- [x] Alpha").Faults.ShouldHaveSingleItem().ShouldContain("too deeply");

    /// <summary>A truncated export, and fragments of Markdown: what can be read is imported by the rules; no gate and no two-person step is ticked.</summary>
    [Fact]
    public void Whatever_is_pasted_an_answer_comes()
    {
        string[] crumbs =
        [
            "- [x] ", "- [~] Alpha", "```\n", "    ", "> ", "<!--", "-->", "<!-- checklist {\"Steps\":null} -->\n", "<!-- step \"cc\" -->",
            "<!-- state {} -->", "<!-- state null -->", "\0", "\uD800", "\u202E", "\uFEFF", "\r", "\n", "#", "1) ", "[x]", "*", "<details>", "&#0;",
            "| a |", "\t", "\n---\n", "]", "é",
        ];
        var board = Start(Shipped.Named("planned")!);
        var export = TaskListWriter.Write(board, Name);
        var soup = from parts in Gen.ListOf(Gen.Elements(crumbs), 40) select string.Concat(parts);
        var torn = from cuts in Gen.ListOf(from at in Gen.Choose(0, export.Length - 1) from crumb in Gen.Elements(crumbs) select (at, crumb), 6)
                   select cuts.Aggregate(export, (text, cut) => text[..Math.Min(cut.at, text.Length)] + cut.crumb + text[Math.Min(cut.at + 3, text.Length)..]);
        Prop.ForAll(Gen.OneOf(soup, torn).ToArbitrary(), text =>
        {
            var list = TaskListReader.Read(text);
            TaskListImport.Restore(board, list, Ana, Now);
            var decision = TaskListImport.Apply(board, list, Ana, Now, force: true);
            (decision.Refusal is not null || decision.Notes.Count + decision.Events.Count > 0).ShouldBeTrue();
            decision.Checklist.Steps.Keys.Select(key => board[key]!.Item).ShouldAllBe(item => !item.IsGate && !item.NeedsSecondPerson);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>As much as its form accepts of text that makes Markdown parsers slow.</summary>
    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("- [x] a\n")]
    [InlineData("- [x] a <!-- step \"aa\" -->\n  <!-- state {} -->\n")]
    [InlineData("1. - > ")]
    [InlineData("<!-- checklist {")]
    [InlineData("[x] a\n")]
    [InlineData("\t- [x] a\n\n")]
    [InlineData("[a]: <")]
    public void A_tangle_is_answered_at_once(string piece)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var list = TaskListReader.Read(string.Concat(Enumerable.Repeat(piece, 180_000 / piece.Length)));
        TaskListImport.Apply(Line(), list, Ana, Now, force: true).ShouldNotBeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1L << 30);
    }

    [Fact]
    public void What_others_are_said_to_have_done_is_not_believed()
    {
        var done = Line().Done(Ana, "aa", "bb", "cc").Done(Bo, "cc");
        var forged = TaskListReader.Read(TaskListWriter.Write(done, Name));
        var imported = TaskListImport.Apply(Line(), forged, Cy, Now, force: true).Checklist;
        imported.Steps["aa"].Confirmations.Select(said => said.By).ShouldBe([Cy]);
        imported.Steps.ShouldNotContainKey("cc", "two people are two people");
    }

    [Fact]
    public void Knows_a_list_that_people_wrote_by_titles_and_headings()
    {
        var board =
            Start(Shipped.Named("planned")!).Then(b => Presses.Done(b, "task-issue", Ana, Now, "in the epic"))
                .Then(b => Presses.Done(b, "versions", Ana, Now, "Delivery said so")).Done(Ana, "tools")
                .Then(b => Presses.Done(b, "validate", Ana, Now, "the pipeline ran it"));
        var decision = TaskListImport.Apply(board, TaskListReader.Read("""
            # PSIRT Task Issue
            * [X] **Agree with the release managers** when the fixes are merged
            1. [~] Know the release managers of this release.
            ### f2
            - [x] The security issue has its required details
            - [x] Feed the cat
            - [ ] Something else
            """), Bo, Now, force: true);
        decision.Events.Select(told => told.Step).ShouldBe(["managers", "merge-time", "details:f2"], ignoreOrder: true);
        decision.Notes.ShouldBe(["Ticked there and not known here: Feed the cat."]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello\n[x] no bullet\n- [y] no mark")]
    public void A_text_without_tasks_is_refused(string text) =>
        TaskListImport.Apply(Line(), TaskListReader.Read(text), Ana, Now, force: true).Refusal!.ShouldContain("no task in it");

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
    public void Help_becomes_mrkdwn(string markdown, string expected) => SecurityReleaseChatOps.Text.MarkdownText.ToMrkdwn(markdown).ShouldBe(expected);
}
