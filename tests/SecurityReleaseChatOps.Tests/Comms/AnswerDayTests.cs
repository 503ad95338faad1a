using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>
/// Audiences are asked by people at the page, and answer. Hana is all of Legal, Kenji a release manager, Ivan of SIRT; Hana and Ivan have no role.
/// </summary>
public sealed class AnswerDayTests
{
    private const string Words = "Please read the disclosure by noon.";
    private const string Managers = "f_upcoming_release";

    [Fact]
    public async Task Those_whom_it_mentions_approve_it_and_nobody_else()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var ping = await day.Tells("anna", "legal", Words);
        ping.Buttons.ShouldBe(["Approve", "Changes needed"]);
        var hana = day.As("hana");

        await day.As("anna").Clicks("Approve", ping);
        await day.As("anna").Sees("You sent this: someone of Legal answers it.", "legal");
        await day.As("maria").Clicks("Changes needed", ping);
        await day.As("maria").Sees("You run R1: someone else of Legal answers this.", "legal");
        await day.As("grace").Clicks("Approve", ping);
        await day.As("grace").Sees("This is for Legal: Hana Kovář can answer it.", "legal");

        await hana.Clicks("Changes needed", ping);
        var modal = await hana.SeesModal("Changes needed");
        (await modal.Fill(("What has to change", " ")).SubmitsInVain())["What has to change"].ShouldContain("Say in a few words");
        await modal.Fill(("What has to change", "Name *nobody*")).Submit();
        (await hana.Sees("Changes needed, said Hana Kovář", "legal")).Text.ShouldContain("Name ∗nobody∗");
        (await day.As("anna").Runs("/comms")).ShouldMatch(@"Legal asked for changes <!date[^>]*>: Name");
        (await day.Board("R1"))["legal"]!.Open.ShouldBeTrue();

        await hana.Clicks("Approve", await day.Again("hana", ping));
        await day.SendsAgain("block_actions"); // her page is not refreshed yet
        await hana.Sees("Approved by Hana Kovář", "legal");
        await hana.Sees("You have approved it already.", "legal");
        (await day.Board("R1"))["legal"]!.State.Event!.By.ShouldBe("U12");

        await hana.Clicks("Undo", await hana.Sees("*Approved*", "legal"));
        await hana.Sees("Taken back: it waits for approval again.", "legal");
        await day.Settles();
        (await day.Again("hana", ping)).Buttons.ShouldContain("Approve");
        (await day.Board("R1"))["legal"]!.Open.ShouldBeTrue();
    }

    [Fact]
    public async Task An_approval_falls_with_a_fix_and_is_asked_for_again()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var ping = await day.Tells("anna", "legal", Words);
        await day.As("hana").Clicks("Approve", ping);
        await day.As("hana").Sees("Approved by Hana Kovář", "legal");
        await day.Advance(TimeSpan.FromMinutes(1));
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 high | A leak");
        await day.Settles();
        var again = await day.Again("hana", ping);
        again.Buttons.ShouldContain("Approve");
        again.Text.ShouldContain("waiting for approval");
        (await day.As("anna").Asks("/comms"))!.Buttons.ShouldContain("Ask again");
        (await day.Board("R1"))["legal"]!.Open.ShouldBeTrue();
        await day.As("hana").Clicks("Approve", again);
        await day.Until(async () => !(await day.Board("R1"))["legal"]!.Open, "It should be approved again.");
    }

    [Fact]
    public async Task Who_wants_changes_is_asked_again_by_the_step()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (anna, hana) = (day.As("anna"), day.As("hana"));
        var ping = await day.Tells("anna", "legal", Words);
        await hana.Clicks("Changes needed", ping);
        await (await (await hana.SeesModal("Changes needed")).Fill(("What has to change", "Name nobody")).Submit())!.Closes();
        await hana.Clicks("Changes needed", await hana.Sees("Changes needed, said Hana Kovář", "legal"));
        var left = await hana.SeesModal("Changes needed"); // open while she is asked again

        var shown = (await anna.Asks("/comms"))!;
        shown.Buttons.ShouldContain("Ask again");
        shown.Buttons.ShouldNotContain("Answered elsewhere");
        await anna.Runs("/checklist done legal");
        var modal = await anna.SeesModal("Ping");
        modal["Message"].ShouldBe(Words);
        modal.Json.ToJsonString().ShouldContain("Answered elsewhere");
        await modal.Fill(("Message", "It names nobody any more.")).Submit();
        var again = await hana.Sees("It names nobody any more.", "legal");
        (again.Thread, string.Join(", ", again.Buttons)).ShouldBe((ping.Ts, "Approve, Changes needed"));
        await day.Settles();
        (await day.Again("hana", ping)).Buttons.ShouldBeEmpty();
        (await anna.Runs("/comms")).ShouldMatch(@"asked again, waiting for Legal since <!date");
        new Shown("", await hana.Home()).Buttons.ShouldBe(["Approve", "Changes needed"]);
        (await anna.Runs("/comms ping legal-review")).ShouldContain("This went to Legal");

        (await left.Fill(("What has to change", "The title")).SubmitsInVain())["What has to change"]
            .ShouldBe("You were asked again since: answer the newer message.");
        await left.Closes();
        (await day.Board("R1"))["legal"]!.Open.ShouldBeTrue();
        await hana.Clicks("Approve", again);
        await day.Until(async () => !(await day.Board("R1"))["legal"]!.Open, "It should be approved.");
        (await day.Board("R1")).Happened.Count(fact => fact.Kind == "legal-review.sent").ShouldBe(2, "both stand");
    }

    [Fact]
    public async Task Who_says_no_is_asked_again_at_a_time()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (anna, kenji) = (day.As("anna"), day.As("kenji"));
        await kenji.Clicks("No", await day.Tells("anna", "merge-time", "Shall we merge at noon?", Managers));
        await kenji.Sees("No, said Kenji Satō", Managers);
        await anna.Runs("/comms ping merge-time");
        await (await anna.SeesModal("Ping")).Fill(("Message", "Then at three?"), ("Send at", "2026-11-23T12:00:00Z")).Submit();
        await day.Settles();
        (await anna.Runs("/comms")).ShouldMatch("Release Managers said no <!date[^>]*> · Release Managers hears it <!date");
        await day.At("2026-11-23T12:01:00Z");
        await kenji.Clicks("Yes", await kenji.Sees("Then at three?", Managers));
        await day.Until(async () => !(await day.Board("R1"))["merge-time"]!.Open, "It should be agreed.");
    }

    [Fact]
    public async Task Another_date_comes_to_the_pair_and_moves_the_due_date()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var (anna, kenji) = (day.As("anna"), day.As("kenji"));
        var ping = await day.Tells("anna", "merge-time", "Shall we merge on Wednesday?", Managers);
        ping.Buttons.ShouldBe(["Yes", "No", "Another date"]);
        await kenji.Clicks("Another date", ping);
        var modal = await kenji.SeesModal("Another date");
        (await modal.Fill(("Date", "2026-11-20")).SubmitsInVain())["Date"].ShouldContain("This date is past");
        (await modal.Fill(("Date", "2026-12-02"), ("Why", "a freeze")).Submit())!.Text.ShouldContain("You answered *Another date, Wed 2 Dec*");
        (await kenji.Sees("Another date, Wed 2 Dec, said Kenji Satō", Managers)).Buttons.ShouldContain("Yes", "they may come round");

        var told = await anna.Sees("Release Managers answered *Another date, Wed 2 Dec*");
        told.Thread.ShouldBe(card.Ts);
        told.Text.ShouldContain("<@U03> <@U05>");
        await anna.Clicks("Move the due date", told);
        var move = await anna.SeesModal("Move due date");
        move["Due date"].ShouldBe("2026-12-02");
        await move.Submit();
        await anna.Sees("from Wed 25 Nov to Wed 2 Dec");
    }

    [Fact]
    public async Task The_impact_settles_each_of_its_steps()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Critical"));
        var ping = await day.Tells("anna", "impact-sirt", "How bad is it?", "sirt");
        var ivan = day.As("ivan");
        await ivan.Clicks("Impact", ping);
        var modal = await ivan.SeesModal("Impact");
        (await modal.SubmitsInVain())["Multi-tenant"].ShouldContain("one of them at least");
        var thanks = (await modal.Fill(("Multi-tenant", "Exploited"), ("Self-managed", "Reachable")).Submit())!;
        (await ivan.Sees("Impact, said Ivan Petrov", "sirt")).Text.ShouldContain("*Self-managed:* Reachable");
        var board = await day.Board("R1");
        (board["multi"]!.Open, board["single"]!.Open, board["self"]!.Open).ShouldBe((false, true, false));
        await ivan.Uses(thanks, "comms.takeback");
        (await ivan.SeesModal("Taken back")).Text.ShouldContain("it waits for the impact again");
        (await day.Board("R1"))["multi"]!.Open.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_answered_elsewhere_is_taken_down_and_counts()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var ping = await day.Tells("anna", "legal", Words);
        await anna.Runs("/checklist done legal");
        var modal = await anna.SeesModal("Answered elsewhere");
        (await modal.Fill(("Where", "on the phone")).SubmitsInVain())["Answer"].ShouldNotBeNullOrEmpty();
        (await modal.Fill(("Answer", "Changes needed")).SubmitsInVain())["What has to change"].ShouldContain("Say in a few words");
        await modal.Fill(("Answer", "Approve"), ("Who said it", "hana")).Submit();
        await day.As("hana").Sees("Approved elsewhere by Hana Kovář (on the phone), noted by Anna de Vries", "legal");
        (await day.Board("R1"))["legal"]!.Open.ShouldBeFalse();
        (await day.Again("hana", ping)).Buttons.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_asked_sees_it_in_their_home_and_nothing_else()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var hana = day.As("hana");
        new Shown("", await hana.Home()).Text.ShouldContain("I work for PSIRT");
        await day.Tells("anna", "legal", Words);
        var home = await day.Until(
            async () =>
                await hana.Home() is var seen && new Shown("", seen).Text.Contains("|Review the security disclosure>", StringComparison.Ordinal) ? seen : null,
                () => Task.FromResult("Hana should see that she is asked."));
        var shown = new Shown("", home);
        shown.Text.ShouldContain("Waiting for you");
        shown.Text.ShouldNotContain("Active releases");
        shown.Text.ShouldNotContain("18.6.1", customMessage: "she may have come to Legal after it was said");
        shown.Buttons.ShouldBe(["Approve", "Changes needed"]);
        await hana.Clicks("Approve", home);
        await hana.Sees("Approved by Hana Kovář", "legal");
        await day.Until(async () => new Shown("", await hana.Home()).Text == "Nothing waits for you right now.", "Nothing else should wait for Hana.");
        (await hana.Runs("/release", "legal")).ShouldContain("Sorry");
        new Shown("", await day.As("grace").Home()).Text.ShouldNotContain("Waiting for you");
    }

    [Fact]
    public async Task A_release_manager_presses_the_steps_of_their_role_and_no_others()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Out-of-band"));
        var (anna, kenji) = (day.As("anna"), day.As("kenji"));
        foreach (var before in new[] { "repro", "decide", "inform-rm" })
            await anna.Runs($"/checklist done {before} said in their channel");
        (await day.Board("R1"))["inform-rm"]!.Open.ShouldBeFalse();

        var shown = (await kenji.Asks("/checklist"))!;
        shown.Text.ShouldContain("Next for you");
        shown.Buttons.Where(button => button is "Done" or "Claim" or "Not needed" or "Ping").ShouldBe(["Done", "Claim"], "patch-doc is theirs alone");
        (await kenji.Runs("/checklist done label")).ShouldContain("This is PSIRT's to do");
        (await kenji.Runs("/checklist not needed patch-doc they are out")).ShouldContain("PSIRT's to use");
        shown = await day.Presses("kenji", "claim", "patch-doc", shown);
        shown.Text.ShouldContain("Yours");
        (await day.Board("R1"))["patch-doc"]!.State.ClaimedBy.ShouldBe("U07");
        shown = await day.Presses("kenji", "done", "patch-doc", shown);
        shown.Text.ShouldContain("Done: *Do the steps of the patch release document*");

        shown = await day.Presses("kenji", "undo", "patch-doc", shown);
        shown.Text.ShouldContain("Taken back");
        var home = await day.Until(
            async () => await kenji.Home() is var seen && new Shown("", seen).Buttons.Contains("Done") ? seen : null,
            () => Task.FromResult("Kenji should see his step at home."));
        await kenji.Clicks("Done", home);
        await day.Until(async () => !(await day.Board("R1"))["patch-doc"]!.Open, "It should be done from Home.");
        (await day.As("chloe").Runs("/checklist done pkg-com")).ShouldContain("This is PSIRT's to do");
    }
}
