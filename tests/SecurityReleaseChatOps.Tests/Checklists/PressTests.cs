using System.Text.Json;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Store;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class PressTests
{
    [Fact]
    public void Done_before_its_predecessors_is_refused_with_their_names()
    {
        var decision = Presses.Done(Line(), "bb", Bo, Now);
        decision.Refusal.ShouldBe("*Beta* comes after:\n• *Alpha*");
        decision.Events.ShouldBeEmpty();
    }

    [Fact]
    public void The_second_of_two_who_press_done_is_told_who_was_first()
    {
        var board = Line().Done(Ana, "aa");
        Presses.Done(board, "aa", Bo, Now).Refusal.ShouldBe(
            "*Alpha* was already done by <@U0ANA>, <!date^1795424400^{date_short_pretty} {time}|2026-11-23 09:00 UTC>.");
    }

    [Fact]
    public void A_step_for_two_takes_two_different_people()
    {
        var board = Line().Done(Ana, "aa", "bb", "cc");
        board["cc"]!.Open.ShouldBeTrue();
        Presses.Done(board, "cc", Ana, Now).Refusal!.ShouldContain("someone other than you");
        Presses.Done(board, "dd", Bo, Now).Refusal!.ShouldContain("*Gamma*");
        board.Done(Bo, "cc")["cc"]!.State.Confirmations.Select(said => said.By).ShouldBe([Ana, Bo]);
    }

    [Fact]
    public void Two_who_disagree_do_not_settle_it()
    {
        var board = Line().Done(Ana, "aa", "bb", "cc").Then(b => Presses.NotNeeded(b, "cc", Bo, "why at all", Now));
        board["cc"]!.Open.ShouldBeTrue();
        board = board.Then(b => Presses.NotNeeded(b, "cc", Ana, "indeed", Now));
        board["cc"]!.State.Status.ShouldBe(StepStatus.NotNeeded);
        board["cc"]!.State.Confirmations.ShouldAllBe(said => said.Status == StepStatus.NotNeeded);
    }

    [Fact]
    public void A_claimed_step_is_left_to_its_claimant_until_it_is_taken_over()
    {
        var board = Line().Then(b => Presses.Claim(b, "aa", Ana, Now));
        Presses.Claim(board, "aa", Bo, Now).Refusal!.ShouldContain("claimed by <@U0ANA>");
        Presses.Claim(board, "aa", Ana, Now).Refusal!.ShouldContain("already");
        Presses.Done(board, "aa", Bo, Now).Refusal!.ShouldContain("take it over");
        var taken = Presses.Claim(board, "aa", Bo, Now, takeOver: true);
        taken.Events.Single().What.ShouldBe(Happening.TakenOver);
        taken.Events.Single().Before.ShouldBe("claimed by U0ANA");
        board.With(taken.Checklist).Done(Bo, "aa")["aa"]!.Open.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Ana, true)]
    [InlineData(Bo, true)]
    [InlineData(Cy, false)]
    public void A_claim_is_released_by_its_claimant_or_the_pair(string person, bool may)
    {
        var board = Line().Then(b => Presses.Claim(b, "aa", "U0DEE", Now));
        (Presses.Unclaim(board, "aa", person, Now).Refusal is null).ShouldBe(may);
        Presses.Unclaim(board, "aa", "U0DEE", Now).Checklist.Steps["aa"].ClaimedBy.ShouldBeNull();
        Presses.Unclaim(Line(), "aa", person, Now).Refusal!.ShouldContain("Nobody has claimed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Not_needed_asks_why(string why) => Presses.NotNeeded(Line(), "aa", Ana, why, Now).Refusal!.ShouldContain("why");

    [Fact]
    public void Only_the_primary_forces_and_only_with_a_reason()
    {
        Presses.Force(Line(), "bb", Bo, "hurry", Now).Refusal.ShouldBe("Only the Primary, <@U0ANA>, or who has the release can force a step.");
        Presses.Force(Line(), "bb", Ana, " ", Now).Refusal!.ShouldContain("reason");
        Presses.Force(Line(), "aa", Ana, "hurry", Now).Refusal!.ShouldContain("press Done");
        var decision = Presses.Force(Line(), "bb", Ana, "hurry", Now);
        decision.Events[0].What.ShouldBe(Happening.Forced);
        decision.Checklist.Forced.Single().ShouldSatisfyAllConditions(
            forced => forced.WaitedFor.ShouldBe(["Alpha"]),
            forced => forced.Why.ShouldBe("hurry"));
        Line().With(decision.Checklist)["bb"]!.State.Status.ShouldBe(StepStatus.Done);
    }

    [Fact]
    public void What_was_forced_is_shown_for_ever()
    {
        var board = Line().Then(b => Presses.Force(b, "bb", Ana, "hurry", Now)).Then(b => Undoing.Undo(b, "bb", Bo, Now));
        board["bb"]!.Open.ShouldBeTrue();
        board.Checklist.Forced.Single().Step.ShouldBe("bb");
    }

    [Fact]
    public void Forcing_does_not_replace_the_second_person()
    {
        var board = Line().Then(b => Presses.Force(b, "cc", Ana, "hurry", Now));
        board["cc"]!.Open.ShouldBeTrue();
        Presses.Force(board, "cc", Ana, "again", Now).Refusal.ShouldNotBeNull();
        board.Done(Bo, "cc")["cc"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public void Reopening_what_others_built_on_is_refused_with_their_names()
    {
        var board = Line().Done(Ana, "aa", "bb");
        Presses.Reopen(board, "aa", Bo, Now).Refusal.ShouldBe("What comes after it is done already: reopen that first.\n• *Beta*");
        board.Then(b => Presses.Reopen(b, "bb", Bo, Now)).Then(b => Presses.Reopen(b, "aa", Bo, Now))["aa"]!.Open.ShouldBeTrue();
        Presses.Reopen(Line(), "aa", Bo, Now).Refusal!.ShouldContain("is open");
    }

    [Theory]
    [InlineData("", null, "Write a comment")]
    [InlineData("see", "javascript:alert(1)", "must start with https://")]
    [InlineData("see", "gitlab.com", "must start with https://")]
    public void A_comment_needs_words_or_a_good_link(string text, string? link, string refusal) =>
        Presses.Comment(Line(), "aa", Ana, text, link, Now).Refusal!.ShouldContain(refusal);

    [Fact]
    public void A_comment_too_long_to_keep_is_refused_not_cut() =>
        Presses.Comment(Line(), "aa", Ana, new string('a', 2001), null, Now).Refusal.ShouldBe("That is 2001 characters long; 2000 fit. Please shorten it.");

    [Fact]
    public void A_comment_keeps_its_evidence()
    {
        var decision = Presses.Comment(Line(), "aa", Ana, "seen", "https://example.com/1", Now);
        decision.Checklist.Steps["aa"].Comments.Single().ShouldBe(new StepComment(Ana, Now, "seen", "https://example.com/1"));
        decision.Events.Single().Detail.ShouldBe("seen https://example.com/1");
    }

    [Fact]
    public void Finishing_a_stage_is_told()
    {
        var board = Line().Done(Ana, "aa");
        var last = Presses.Done(board, "bb", Ana, Now).Events;
        last.Select(told => told.What).ShouldBe([Happening.Done, Happening.StageComplete]);
        EventText.InThread(board, board, last, Name).ShouldBe(":tada: The stage *One* is complete", "the step shows in the message itself");
    }

    [Fact]
    public void Everything_that_is_stored_survives_JSON()
    {
        var board = Line().Done(Ana, "aa")
            .Then(b => Presses.Force(b, "cc", Ana, "hurry <!here>", Now))
            .Then(b => Presses.NotNeeded(b, "bb", Bo, "no", Now))
            .Then(b => Presses.Comment(b, "bb", Bo, "seen", "https://example.com", Now))
            .Then(b => StepsOfTheDay.Add(b, "Water the plants", Cy, Now, due: DueRule.TryParse("-1h")));
        var json = board.Checklist.Json();
        var back = JsonSerializer.Deserialize<Checklist>(json, StoreJson.Options)!;
        back.Json().ShouldBe(json);
        new Board(back, board.Definition, board.Release, board.Happened).Steps.Count.ShouldBe(5);
    }
}
