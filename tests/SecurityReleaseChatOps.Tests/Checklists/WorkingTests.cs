using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>What people press and type, over the local workspace.</summary>
public sealed class WorkingTests
{
    [Fact]
    public async Task The_checklist_starts_with_its_release_and_its_message_is_pinned_bookmarked_and_kept_up_to_date()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var progress = await day.As("oliver").Sees("Checklist R1");
        progress.Text.ShouldContain("1 of ", customMessage: "its versions are known");
        await day.Settles();
        await day.Settles(); // the address of the message is known by now
        var channel = (await day.Control.Get("/control/state"))["channels"]!.AsArray().Single(c => (string?)c!["name"] == "sec-psirt-team")!;
        channel["pins"]!.AsArray().Select(p => (string?)p).ShouldBe([progress.Ts]);
        channel["bookmarks"]!.AsArray().ShouldHaveSingleItem()!["link"]!.GetValue<string>().ShouldContain(progress.Ts.Replace(".", ""));

        var shown = (await day.As("anna").Asks("/checklist"))!;
        shown.Text.ShouldContain("Next for you");
        shown = await day.Presses("anna", StepPress.Done, "managers", shown);
        shown.Text.ShouldContain("Done: *Know the release managers of this release*");
        shown.Text.ShouldContain("*2 of ");
        await day.Until(async () => (await day.Again("oliver", progress)).Says("*2 of "), "The progress message should follow.");
    }

    [Fact]
    public async Task Two_press_done_at_the_same_moment_and_one_wins()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (annas, marias) = ((await day.As("anna").Asks("/checklist setup"))!, (await day.As("maria").Asks("/checklist setup"))!);
        var both = await Task.WhenAll(
            day.Presses("anna", StepPress.Done, "tools", annas),
            day.Presses("maria", StepPress.Done, "tools", marias));
        both.Count(shown => shown.Says("Done: *Clone and set up")).ShouldBe(1);
        both.Count(shown => shown.Says("was already done by")).ShouldBe(1);
        (await day.Board("R1"))["tools"]!.State.Confirmations.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_press_is_taken_back_and_the_step_is_as_it_was()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var shown = (await day.As("anna").Asks("/checklist"))!;
        shown = await day.Presses("anna", StepPress.Claim, "managers", shown);
        shown = await day.Presses("anna", StepPress.Done, "managers", shown);
        shown.Buttons.ShouldContain("Undo");
        shown = await day.Presses("anna", StepPress.Undo, "managers", shown);
        shown.Text.ShouldContain("Taken back: *Know the release managers");
        (await day.Board("R1"))["managers"]!.State.ShouldSatisfyAllConditions(
            state => state.Settled.ShouldBeFalse(), state => state.ClaimedBy.ShouldBe("U03"), state => state.Confirmations.ShouldBeEmpty());
        (await day.As("anna").Runs("/checklist undo")).ShouldContain("Taken back");
        (await day.Board("R1")).Checklist.Steps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_before_its_turn_is_refused_by_name_and_only_the_primary_forces_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        (await day.As("maria").Runs("/checklist done gaps")).ShouldContain("comes after:\n• *Run `bin/validate_release.rb`*");
        (await day.As("maria").Asks("/checklist pre"))!.Json.ToJsonString().ShouldNotContain("Force");
        var shown = (await day.As("anna").Asks("/checklist pre"))!;
        await day.Picks("anna", "Force…", "gaps", shown);
        var form = await day.As("anna").SeesModal("Force");
        await form.Fill(("Reason", "The validation is down <!here>")).Submit();
        await day.Until(async () => (await day.Again("anna", shown)).Says("Forced, and shown as such"), "Anna's checklist should follow.");
        (await day.As("oliver").Sees("Anna de Vries forced *Resolve the gaps that the validation found*")).Text.ShouldContain("&lt;!here&gt;");
        await day.As("anna").Runs("/checklist undo");
        (await day.Progress("R1")).Text.ShouldContain("Forced before its turn", customMessage: "for ever after");
    }

    [Fact]
    public async Task Not_needed_asks_why_a_comment_takes_a_link_and_a_failed_tool_gives_the_way_by_hand()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/checklist done task-issue it is linked in the epic");
        var shown = (await anna.Asks("/checklist done tools"))!;
        await day.OpensForm("anna", StepForms.NotNeeded, "managers", shown);
        await (await anna.SeesModal("Not needed")).Fill(("Why", "Known already")).Submit();
        await day.As("oliver").Sees("is not needed: Known already");

        await anna.Runs("/checklist comment validate");
        var comment = await anna.SeesModal("Comment");
        (await comment.Fill(("Comment", ""), ("Link", "")).SubmitsInVain()).Values.ShouldAllBe(words =>
            words.StartsWith("Write a comment", StringComparison.Ordinal));
        await comment.Fill(("Comment", "All green"), ("Link", "https://gitlab.com/job/1")).Submit();

        shown = (await anna.Asks("/checklist pre"))!;
        shown.Text.ShouldContain("<https://gitlab.com/job/1|All green>");
        await day.Picks("anna", "Tool failed…", "validate", shown);
        var byHand = (await (await anna.SeesModal("Tool failed")).Fill(("Error", "NoMethodError: undefined method `x'")).Submit())!;
        byHand.Text.ShouldContain("look at the CVSS");
        byHand["Title of the issue"].ShouldBe("bin/validate_release.rb failed on 2026-11-23");
        byHand["Text of the issue"]!.ShouldContain("NoMethodError");
        await day.As("oliver").Sees("the tool of *Run `bin/validate_release.rb`* failed");
    }

    [Fact]
    public async Task A_step_of_the_day_is_added_by_words_or_by_form()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        (await day.As("maria").Runs("/checklist add Ask *Legal* again R1")).ShouldContain("Added:");
        await day.As("maria").Runs("/checklist add");
        var form = await day.As("maria").SeesModal("Add a step");
        (await form.Fill(("What is to be done", "Call them"), ("When it is due", "tomorrow")).SubmitsInVain()).Keys.ShouldContain("When it is due");
        await form.Fill(("Stage", "comms"), ("When it is due", "-2h")).Submit();
        var added = (await day.Board("R1")).Checklist.Added;
        added.Select(step => step.Item.Title).ShouldBe(["Ask *Legal* again", "Call them"]);
        added[1].Stage.ShouldBe("comms");
    }

    [Fact]
    public async Task A_whole_stage_is_done_but_for_what_one_person_cannot()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var shown = (await day.As("anna").Asks("/checklist setup"))!;
        shown = await day.Presses("anna", StepPress.StageDone, "setup", shown);
        shown.Text.ShouldContain("Done: 2 steps");
        shown.Text.ShouldContain("*Find the PSIRT Task Issue and link it* is settled by what happens.");
    }

    [Fact]
    public async Task Viewers_see_it_and_can_change_nothing()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var shown = (await day.As("kenji").Asks("/checklist", "general"))!;
        shown.Text.ShouldContain("Find the PSIRT Task Issue");
        shown.Buttons.ShouldNotContain("Done");
        (await day.As("kenji").Runs("/checklist done tools", "general")).ShouldContain("This is PSIRT's to do");
        await day.Control.Post("/control/actions", new { user = "kenji", channel = "general", ts = shown.Ts, actionId = "checklist.go:all" });
        await day.Until(async () => (await day.Again("kenji", shown)).Buttons.Contains("Open"), "Kenji should see all stages.");
    }

    [Theory]
    [InlineData("anna", "3 steps are ticked now")]
    [InlineData("grace", "The checklist is as it was exported")]
    public async Task What_is_exported_is_done_again_when_it_is_imported(string importer, string said)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        foreach (var step in new[] { "task-issue it is linked in the epic", "tools", "managers" })
            await anna.Runs($"/checklist done {step}");
        var pieces = CopyModal.Pieces(await day.Exports("anna")).ToList();
        foreach (var _ in pieces.Take(3))
            await anna.Runs("/checklist undo");
        (await day.Board("R1")).Checklist.Steps.ShouldBeEmpty();

        var person = day.As(importer);
        await person.Runs("/checklist import");
        var import = await person.SeesModal("Import");
        while (import.Labels.Count < pieces.Count)
        {
            await day.Control.Post("/control/actions", new { user = importer, viewId = import.Id, actionId = ImportForm.ActionId });
            import = await person.SeesModal("Import");
        }
        var result = await import.Fill([.. pieces.Select((piece, i) => ($"Part {i + 1}", (object?)piece))]).Submit();
        result!.Text.ShouldContain(said);
        var done = (await day.Board("R1")).Steps.Where(step => step is { Open: false, State.Event: null }).ToList();
        done.Select(step => step.Key).ShouldBe(["task-issue", "managers", "tools"]);
        done.ShouldAllBe(step => step.State.Settler!.By == "U03", "Anna did them, whoever imports");
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("anna").Runs("/checklist done managers");
        var progress = await day.Progress("R1");
        await day.Restart();
        (await day.As("anna").Runs("/checklist done managers")).ShouldContain("was already done by Anna de Vries");
        (await day.As("anna").Runs("/checklist done tools")).ShouldContain("*3 of ");
        await day.Until(async () => (await day.Progress("R1")).Says("*3 of "), "The progress message should follow.");
        (await day.Progress("R1")).Ts.ShouldBe(progress.Ts);
    }

    [Theory]
    [InlineData(true, "is forced: it comes after")]
    [InlineData(false, "It is left open")]
    public async Task An_import_that_forces_is_shown_first_and_asked(bool force, string said)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/checklist import");
        var step = (await day.Board("R1")).Steps.First(step =>
            step.StageId == "pre" && step.Subject is null && !step.Item.NeedsSecondPerson && step.Item.After.Count > 0 && step.Open);
        var asked = (await (await anna.SeesModal("Import")).Fill(("Part 1", $"- [x] {step.Title}")).Submit())!;
        asked.Text.ShouldContain("Ticked before their turn");
        (await day.Board("R1"))[step.Key]!.Open.ShouldBeTrue();
        var result = (await asked.Fill(("Part 1", $"- [x] {step.Title}"), ("Force them?", force ? new[] { "yes" } : [])).Submit())!;
        result.Text.ShouldContain(said);
        (await day.Board("R1"))[step.Key]!.Open.ShouldBe(!force);
    }
}
