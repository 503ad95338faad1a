using SecurityReleaseChatOps.Checklists;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class RuleTests
{
    [Fact]
    public void Undo_takes_back_ones_own_last_press()
    {
        var board = Line().Done(Ana, "aa").Then(b => Presses.Claim(b, "bb", Bo, Now));
        var undone = board.Then(b => Undoing.Undo(b, null, Ana, Now));
        undone["aa"]!.Open.ShouldBeTrue();
        undone["bb"]!.State.ClaimedBy.ShouldBe(Bo);
    }

    [Fact]
    public void Undo_of_what_others_changed_since_is_refused()
    {
        var board = Line().Then(b => Presses.Claim(b, "aa", Ana, Now)).Then(b => Presses.Comment(b, "aa", Bo, "hm", null, Now));
        Undoing.Undo(board, null, Ana, Now).Refusal!.ShouldStartWith("<@U0BO> changed it after that");
        Undoing.Undo(board, "aa", Ana, Now).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Undo_under_what_was_built_on_it_is_refused() =>
        Undoing.Undo(Line().Done(Ana, "aa", "bb"), "aa", Bo, Now).Refusal!.ShouldContain("*Beta*");

    [Fact]
    public void Undo_of_nothing_says_so()
    {
        Undoing.Undo(Line(), null, Ana, Now).Refusal.ShouldBe("There is no recent change of yours to undo.");
        Undoing.Undo(Line(), "aa", Ana, Now).Refusal.ShouldBe("Nothing was changed on *Alpha* lately.");
    }

    [Fact]
    public void Undo_keeps_a_bounded_past()
    {
        var board = Line();
        for (var i = 0; i < 30; i++)
            board = board.Then(b => Presses.Comment(b, "aa", Ana, $"{i}", null, Now));
        board.Checklist.Recent.Count.ShouldBe(Checklist.Undoable);
    }

    [Fact]
    public void Bulk_does_what_one_person_may_in_order_and_says_what_is_left()
    {
        var board = Line().Then(b => StepsOfTheDay.Add(b, "Extra", Bo, Now, "one")).Then(b => Presses.Claim(b, "x1", Bo, Now));
        var decision = BulkDone.Stage(board, "ONE", Ana, Now);
        decision.Events.Select(told => told.Step).ShouldBe(["aa", "bb"]);
        decision.Notes.ShouldBe(["*Extra* is claimed by <@U0BO>."]);
        board.With(decision.Checklist).Then(b => Undoing.Undo(b, null, Ana, Now)).Checklist.Steps.Keys.ShouldBe(["x1"]);
    }

    [Fact]
    public void Bulk_never_stands_for_two_people_and_never_skips_the_order()
    {
        BulkDone.Stage(Line(), "two", Ana, Now).Refusal.ShouldBe(
            "Nothing of *Two* can be done in one go.\n• *Gamma* needs two people, each for themselves.\n• *Delta* comes after *Gamma*.");
        BulkDone.Question(Line(), "two", Ana, Now).ShouldBeNull("there is nothing to ask");
        BulkDone.Question(Line(), "one", Ana, Now).ShouldBe("2 steps become done by you.");
        var mixed = Start(Define("""
              - id: one
                title: One
                items:
                  - { id: aa, title: Alpha }
                  - { id: bb, title: Beta, needsSecondPerson: true }
                  - { id: cc, title: Gamma, after: bb }
                  - { id: dd, title: Delta }
                  - { id: ee, title: Epsilon, settledBy: published }
            """)).Then(b => Presses.Claim(b, "dd", Bo, Now));
        BulkDone.Question(mixed, "one", Ana, Now)
            .ShouldBe("1 step becomes done by you. Left open: 1 needs two people, 1 is settled by what happens, 1 claimed by someone else, 1 blocked.");
        BulkDone.Stage(Line(), "three", Ana, Now).Refusal!.ShouldContain("There are `one`, `two`");
        BulkDone.Stage(Line().Done(Ana, "aa", "bb"), "one", Ana, Now).Refusal!.ShouldContain("settled");
    }

    [Fact]
    public void A_step_of_the_day_joins_the_first_open_stage_and_can_be_undone()
    {
        var board = Line().Done(Ana, "aa", "bb").Then(b => StepsOfTheDay.Add(b, "Call\nlegal", Bo, Now));
        board["x1"]!.ShouldSatisfyAllConditions(step => step.StageId.ShouldBe("two"), step => step.Title.ShouldBe("Call legal"));
        board.Then(b => Undoing.Undo(b, "x1", Ana, Now))["x1"].ShouldBeNull();
        StepsOfTheDay.Add(board, " ", Bo, Now).Refusal.ShouldBe("Say what is to be done.");
        StepsOfTheDay.Add(board, "X", Bo, Now, "nowhere").Refusal!.ShouldContain("no stage `nowhere`");
    }

    [Fact]
    public void A_tool_that_failed_gives_the_way_by_hand_and_an_issue()
    {
        var board = Line().Done(Ana, "aa");
        var decision = ToolFailures.Record(board, "bb", Bo, "NoMethodError ``` at line 3", Now);
        decision.Notes.ShouldBe(["Do beta by hand.", "File it in the tracker."]);
        var after = board.With(decision.Checklist);
        after["bb"]!.Open.ShouldBeTrue();
        var failure = after["bb"]!.State.Failures.Single();
        ToolFailures.IssueTitle(failure).ShouldBe("bin/beta.rb failed on 2026-11-23");
        var text = ToolFailures.IssueText(after, after["bb"]!, failure, Name);
        text.ShouldContain("````\nNoMethodError ``` at line 3\n````");
        text.ShouldContain("Seen by Bo, 2026-11-23 09:00 UTC");
        ToolFailures.Record(board, "cc", Bo, "oops", Now).Refusal!.ShouldContain("no tool");
        ToolFailures.Record(board, "bb", Bo, " ", Now).Refusal!.ShouldContain("Paste the error");
    }

    [Fact]
    public void A_long_error_keeps_its_end() =>
        ToolFailures.Record(Line(), "bb", Bo, new string('a', 9000) + "the cause", Now).Checklist.Steps["bb"].Failures[0].Error
            .ShouldSatisfyAllConditions(error => error.Length.ShouldBe(2000), error => error.ShouldEndWith("the cause"));

    [Fact]
    public void Moving_to_a_newer_definition_keeps_what_was_done_and_shows_the_difference()
    {
        var newer = Define("""
              - id: one
                title: One
                items:
                  - { id: aa, title: Alpha, due: -24h }
                  - { id: ee, title: Epsilon }
              - { id: end, title: End, items: [{ id: dd, title: Delta the second, after: [aa, ee] }] }
            """);
        var board = Line().Done(Ana, "aa", "bb").Then(b => StepsOfTheDay.Add(b, "Extra", Bo, Now, "two"));
        var difference = DefinitionDifference.Between(board.Definition, newer);
        difference.Added.Select(item => item.Id).ShouldBe(["ee"]);
        difference.Removed.Select(item => item.Id).ShouldBe(["bb", "cc"]);
        difference.Changed.Select(change => $"{change.Item.Id}: {string.Join(", ", change.What)}").ShouldBe(["aa: due", "dd: stage, title, role, after"]);

        var decision = Moving.To(board, newer, Ana, Now);
        var moved = new Board(decision.Checklist, newer, R7, []);
        moved.Steps.Select(step => step.Key).ShouldBe(["aa", "ee", "dd", "x1"]);
        moved["aa"]!.Open.ShouldBeFalse();
        moved["x1"]!.StageId.ShouldBe("end", "its stage is gone");
        decision.Events.Single().Detail.ShouldBe("1 added, 2 removed, 2 changed");
        Moving.To(moved, newer, Ana, Now).Refusal.ShouldNotBeNull();
        var back = new Board(Moving.To(moved, board.Definition, Ana, Now).Checklist, board.Definition, R7, []);
        back["bb"]!.Open.ShouldBeFalse();
    }
}
