using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>The rules of evidence, one by one: what settles a step, and what opens it again.</summary>
public sealed class EvidenceTests
{
    private const string Legal = "U0LEE";

    private static readonly ChecklistDefinition Definition = Define("""
          - id: one
            title: One
            items:
              - { id: link, title: Link it, settledBy: linked.issue }
              - { id: both, title: Both, settledBy: [linked.issue, merged] }
              - { id: either, title: Either, settledBy: { any: [linked.issue, linked.checklist] } }
              - { id: legal, title: Legal, tells: legal-review, settledBy: legal-review.approved, about: [fixes, post] }
              - { id: told, title: Told, tells: cut, settledBy: cut.sent, about: fixes }
              - { id: ask, title: Ask, tells: timing, settledBy: { any: [timing.yes, timing.no, timing.date] } }
              - { id: calm, title: Calm, when: { answers: [timing.no, timing.date] } }
              - { id: also, title: Also, settledBy: [legal-review.approved, cut.sent] }
              - { id: low, title: Low, when: { severity: low }, tells: lowly, settledBy: lowly.sent }
              - { id: reach, title: Reach, settledBy: [cut.sent, lowly.sent] }
              - { id: steps, title: Steps, settledBy: { steps: [link, told, extra] } }
              - { id: extra, title: Extra, optional: true }
              - { id: cve, title: Its CVE, per: fix, settledBy: fix-cve }
              - { id: read, title: Read, about: versions }
              - { id: two, title: Two, needsSecondPerson: true, tells: look, settledBy: look.approved, about: post }
              - { id: pub, title: Publish, after: [link, extra], settledBy: published }
              - { id: last, title: Last, after: pub }
        """);

    [Fact]
    public void A_fact_settles_and_names_who_and_when()
    {
        var step = After(new Fact("linked.issue", Bo, At(1)))["link"]!;
        (step.Open, step.State.Settler!.By, step.State.SettledAt, step.State.Event!.Kind).ShouldBe((false, Bo, At(1), "linked.issue"));
        ChecklistText.HowSettled(step).ShouldStartWith("*Link it* was already done by <@U0BO>");
    }

    [Fact]
    public void All_that_is_named_must_hold_or_any_where_one_is_enough()
    {
        After(new Fact("merged", Bo, At(1)))["both"]!.Open.ShouldBeTrue();
        var board = After(new Fact("merged", Bo, At(1)), new Fact("linked.issue", Ana, At(2)));
        (board["both"]!.Open, board["both"]!.State.SettledAt).ShouldBe((false, At(2)));
        After(new Fact("linked.checklist", Bo, At(1)))["either"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public void A_message_that_is_for_no_such_release_is_not_asked_for()
    {
        After(new Fact("cut.sent", Ana, At(1)))["reach"]!.Open.ShouldBeFalse();
        In(R7 with { Severity = Severity.Low }, new Fact("cut.sent", Ana, At(1)))["reach"]!.Open.ShouldBeTrue();
        In(R7 with { Severity = Severity.Low }, new("cut.sent", Ana, At(1)), new("lowly.sent", Ana, At(2)))["reach"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public void Sent_is_not_answered_and_the_newest_answer_counts()
    {
        After(new Fact("legal-review.sent", Ana, At(1)))["legal"]!.Open.ShouldBeTrue();
        After(Said("approved", 2))["legal"]!.Open.ShouldBeFalse();
        After(Said("approved", 2), Said("changes", 3))["legal"]!.Open.ShouldBeTrue();
        After(Said("approved", 2), Said("changes", 3), Said("approved", 4))["legal"]!.Open.ShouldBeFalse();
        After(Said("acknowledged", 2))["legal"]!.Open.ShouldBeTrue("only what the definition names settles");
    }

    [Fact]
    public void What_is_known_of_the_whole_release_settles_no_step_of_one_fix()
    {
        After(new Fact("fix-cve", Ana, At(1)))["cve:f1"]!.Open.ShouldBeTrue();
        var board = After(new Fact("fix-cve", Ana, At(1), Subject: "F1"));
        (board["cve:f1"]!.Open, board["cve:f2"]!.Open).ShouldBe((false, true));
    }

    [Fact]
    public void Who_agreed_agreed_on_what_it_was_and_who_was_told_was_told()
    {
        After(Said("approved", 2), Edit("fixes", 3))["legal"]!.Open.ShouldBeTrue();
        After(Said("approved", 2), Edit("fixes", 3), Said("approved", 4))["legal"]!.Open.ShouldBeFalse();
        After(new Fact("cut.sent", Ana, At(2)), Edit("fixes", 3))["told"]!.Open.ShouldBeFalse();
        var pressed = Start(Definition).Done(Ana, "read");
        pressed.Having(Edit("versions", 1))["read"]!.Open.ShouldBeTrue("its press falls too");
        pressed.Having(Edit("fixes", 1))["read"]!.Open.ShouldBeFalse("that is not what it is about");
    }

    [Fact]
    public void Two_people_are_two_an_approval_is_one_and_who_edited_is_none()
    {
        var one = Start(Definition).Done(Ana, "two");
        (one["two"]!.Open, one["two"]!.State.Confirmations.Count).ShouldBe((true, 1));
        Presses.Done(one, "two", Ana, Now).Refusal!.ShouldContain("someone other than you");
        one.Having(new Fact("look.approved", Ana, At(1)))["two"]!.Open.ShouldBeTrue("she is one person");
        one.Having(new Fact("look.approved", Bo, At(1)))["two"]!.Open.ShouldBeFalse();
        Start(Definition).Having(new Fact("look.approved", Bo, At(1)), new Fact("look.approved", Cy, At(2)))["two"]!.Open.ShouldBeFalse();

        var edited = Start(Definition).Having(Edit("post", -1, Bo));
        Presses.Done(edited, "two", Bo, Now).Refusal!.ShouldContain("You edited what *Two* is about");
        edited.Having(Edit("post", -1, Bo), new("look.approved", Bo, At(1)), new("look.approved", Cy, At(2)))["two"]!.Open.ShouldBeTrue();
        edited.Having(Edit("post", -1, Bo), new("look.approved", Ana, At(1)), new("look.approved", Cy, At(2)))["two"]!.Open.ShouldBeFalse();
        // After somebody agreed, an earlier author may judge what others changed since.
        edited.Having(
            Edit("post", -1, Bo), new("look.approved", Ana, At(1)), Edit("post", 2, Ana), new("look.approved", Bo, At(3)),
            new("look.approved", Cy, At(4)))["two"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public void Done_another_way_settles_all_but_a_gate_until_a_newer_word_to_the_contrary()
    {
        var board = Start(Definition);
        Presses.Done(board, "legal", Ana, Now).Refusal!.ShouldContain("settled by what happens");
        board = board.Then(b => Presses.Done(b, "legal", Ana, Now, "Lee said so in a call"));
        board["legal"]!.State.Settler!.Why.ShouldBe("Lee said so in a call");
        board.Having(Said("changes", 1))["legal"]!.Open.ShouldBeTrue();
        board.Having(Edit("post", 1))["legal"]!.Open.ShouldBeTrue();
        Presses.Done(board, "pub", Ana, Now, "it is out").Refusal!.ShouldContain("/release published");
        Presses.NotNeeded(board, "pub", Ana, "no", Now).Refusal!.ShouldContain("always needed");
        Presses.Force(board, "pub", Ana, "now", Now).Refusal.ShouldNotBeNull();
        BulkDone.Stage(board, "one", Ana, Now).Notes.ShouldContain(note => note.Contains("*Publish*", StringComparison.Ordinal));
    }

    [Fact]
    public void Reopening_ends_what_happened_before_it_but_a_gate_is_opened_by_its_undo_only()
    {
        var board = After(new Fact("linked.issue", Bo, At(-1)), new Fact("published", Bo, At(-1)));
        var open = board.Then(b => Presses.Reopen(b, "link", Ana, Now));
        open["link"]!.Open.ShouldBeTrue();
        open.Having(new Fact("linked.issue", Bo, At(-1)), new Fact("linked.issue", Bo, At(1)))["link"]!.Open.ShouldBeFalse();
        Presses.Reopen(board, "pub", Ana, Now).Refusal!.ShouldContain("Undo");
        board.Having()["pub"]!.Open.ShouldBeTrue();
    }

    [Fact]
    public void Not_needed_yields_to_what_happens()
    {
        var board = Start(Definition).Then(b => Presses.NotNeeded(b, "link", Ana, "no issue", Now));
        board["link"]!.State.Status.ShouldBe(StepStatus.NotNeeded);
        board.Having(new Fact("linked.issue", Bo, At(1)))["link"]!.State.Status.ShouldBe(StepStatus.Done);
        var two = Start(Definition).Then(b => Presses.NotNeeded(b, "two", Ana, "no", Now));
        two["two"]!.Open.ShouldBeTrue("it takes two");
        two.Then(b => Presses.NotNeeded(b, "two", Bo, "no", Now))["two"]!.State.Status.ShouldBe(StepStatus.NotNeeded);
    }

    [Fact]
    public void What_is_optional_neither_blocks_nor_alarms()
    {
        var board = After(new Fact("linked.issue", Bo, At(1)));
        board.Blockers(board["pub"]!).ShouldBeEmpty();
        board.Before("published").ShouldBeEmpty();
        Agenda.IsOverdue(board, board["extra"]!, At(999)).ShouldBeFalse();
        board["steps"]!.Open.ShouldBeTrue("told is open");
        After(new("linked.issue", Bo, At(1)), new("cut.sent", Ana, At(2)))["steps"]!.State.SettledAt.ShouldBe(At(2));
    }

    [Fact]
    public void What_an_answer_brings_stays_however_it_is_answered_later()
    {
        Start(Definition)["calm"].ShouldBeNull();
        After(new Fact("timing.yes", Bo, At(1)))["calm"].ShouldBeNull();
        var board = After(new("timing.no", Bo, At(1)), new("timing.yes", Bo, At(2)));
        board["calm"].ShouldNotBeNull();
        board["ask"]!.Open.ShouldBeFalse("any answer settles the question");
    }

    [Fact]
    public void An_event_before_its_turn_settles_and_names_once_what_should_have_come_first()
    {
        var (before, after) = (Start(Definition), After(new Fact("published", Bo, At(1))));
        after["pub"]!.Open.ShouldBeFalse();
        Recording.Between(before, after, Bo, Now).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            early => early.What.ShouldBe(Happening.Early), early => early.Step.ShouldBe("pub"), early => early.Detail.ShouldBe("Link it"));
        Recording.Between(after, After(new("published", Bo, At(1)), new("cut.sent", Ana, At(2))), Bo, Now).ShouldBeEmpty();
        after.Overtaken.ShouldBeEmpty("nothing was added before it");
    }

    [Fact]
    public void Import_makes_presses_only_never_of_two_people_nor_of_a_gate()
    {
        var list = TaskListReader.Read("- [x] Link it\n- [x] Publish\n- [x] Two\n- [x] Read\n");
        var decided = TaskListImport.Apply(Start(Definition), list, Cy, Now, force: false);
        decided.Events.Where(told => told.What == Happening.Imported).Select(told => told.Step).ShouldBe(["link", "read"], ignoreOrder: true);
        decided.Checklist.Steps["link"].Confirmations.ShouldHaveSingleItem().Why.ShouldBe("ticked in the imported task list");
        decided.Notes.ShouldBe(["*Publish* is settled by what happens, not by a tick.", "*Two* needs two people, each for themselves."]);
    }

    private static Instant At(int hours) => Now.AddHours(hours);

    private static Fact Said(string answer, int at) => new($"legal-review.{answer}", Legal, At(at));

    private static Fact Edit(string what, int at, string by = Ana) => new($"edited.{what}", by, At(at));

    private static Board After(params Fact[] happened) => In(R7, happened);

    private static Board In(Release release, params Fact[] happened) => Start(Definition, release, happened);
}
