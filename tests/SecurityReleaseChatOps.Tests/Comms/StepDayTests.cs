using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Steps of the checklist that tell somebody: asked is not answered.</summary>
public sealed class StepDayTests
{
    [Fact]
    public async Task A_step_opens_its_message_and_says_whom_it_waits_for_wherever_it_is_shown()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var stage = await Step(anna, "Agree with the release managers when the fixes are merged");
        await anna.Clicks("Ping", stage);
        var modal = await anna.SeesModal("Ping");
        modal.Ticked("Audience").ShouldBe(["Release Managers"]);
        await modal.Fill(("Message", "Is 14:00 UTC on Wednesday right?")).Submit();
        await day.As("nora").Sees("Is 14:00 UTC on Wednesday right?", "f_upcoming_release");
        (await day.Board("R1"))["merge-time"]!.Open.ShouldBeTrue("nobody has answered");
        (await anna.Runs("/checklist setup")).ShouldContain("waiting for Release Managers since");
        (await day.ShowsAll("anna", "/comms")).Text.ShouldContain("waiting for Release Managers since");
        (await anna.Runs("/checklist done merge-time they agreed in a call")).ShouldContain("Done: *Agree with the release managers");
        (await day.ShowsAll("anna", "/comms")).Text.ShouldNotContain("waiting for Release Managers");
        await day.Settles();
        (await day.Count("Is 14:00 UTC", "f_upcoming_release")).ShouldBe(1);
    }

    [Fact]
    public async Task Done_on_such_a_step_opens_its_message_too_and_before_its_turn_it_may_be_told()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/checklist done legal");
        await (await anna.SeesModal("Ping")).Fill(("Message", "Please read it.")).Submit();
        await day.As("hana").Sees("Please read it.", "legal");
        (await anna.Runs("/checklist tell")).ShouldContain("waiting for Legal since");
        await anna.Runs("/checklist done legal");
        (await anna.SeesModal("Answered elsewhere")).Text.ShouldContain("Review the security disclosure");
    }

    [Fact]
    public async Task Ping_goes_on_to_the_next_audience_of_the_step_while_the_first_has_not_answered()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Critical"));
        var anna = day.As("anna");
        foreach (var audience in new[] { "SIRT", "GitLab Dedicated" })
        {
            var stage = await anna.Asks("/checklist assess");
            await anna.Clicks("Ping", stage!);
            var modal = await anna.SeesModal("Ping");
            modal.Ticked("Audience").ShouldBe([audience]);
            await modal.Fill(("Message", "How bad is it?"), ("Something is missing", new[] { "Send it anyway" })).Submit();
        }
        (await anna.Runs("/comms")).ShouldContain("waiting for SIRT and GitLab Dedicated since");
        await anna.Clicks("Ping", (await anna.Asks("/checklist assess"))!);
        (await anna.SeesModal("Told elsewhere")).Text.ShouldContain("Stage team");
    }

    [Fact]
    public async Task The_plan_counts_the_announcements_that_it_shows()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var board = await day.Board("R1");
        var tells = board.Steps.Count(step => step.Item.Tells.Count > 0);
        (await day.As("anna").Runs("/comms")).ShouldContain($"*0 of {tells} announcements*");
        (await day.As("anna").Runs("/checklist")).ShouldContain($"of {board.Steps.Count} steps*");
        await day.Tells("anna", "cut", "The list is settled.", "f_upcoming_release");
        (await day.ShowsAll("anna", "/comms")).Text.ShouldContain($"*1 of {tells} announcements*");
    }

    [Fact]
    public async Task Done_on_a_fix_without_a_cve_opens_that_fix()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Critical"));
        var anna = day.As("anna");
        await anna.Runs("/checklist done cve-now");
        await (await anna.SeesModal("Fixes")).Fill(("Fixes", "gitlab-org/gitlab#1\ngitlab-org/gitlab#2")).Submit();
        foreach (var (step, fix) in new[] { ("cve-now", 1), ("pre-cve:gitlab-org/gitlab#2", 2) })
        {
            await anna.Runs($"/checklist done {step}");
            var modal = await anna.SeesModal("Fix");
            modal.Text.ShouldContain($"gitlab-org/gitlab#{fix}");
            await modal.Fill(("CVE", $"gitlab-org/cves#{fix}")).Submit();
            (await day.Board("R1"))[step]!.Open.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_form_opened_from_the_checklist_says_there_what_it_saved()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var stage = await Step(anna, "Agree with the release managers when the fixes are merged");
        var done = Words.Elements(stage.Json["blocks"])
            .First(one => Words.Label(one.Element) == "Done" && ((string)one.Element["action_id"]!).EndsWith(":task-issue", StringComparison.Ordinal));
        await day.Control.Post(
            "/control/actions",
            new { user = "anna", channel = stage.Channel, ts = stage.Ts, actionId = (string)done.Element["action_id"]!, blockId = (string?)done.Block["block_id"] });
        await (await anna.SeesModal("Links")).Fill(("PSIRT patch release checklist", "https://gitlab.com/gitlab-org/gitlab/-/issues/9")).Submit();
        var after = await anna.Sees("Links saved: ");
        after.Ts.ShouldBe(stage.Ts, "the checklist that stood there shows it");
        Words.Elements(after.Json["blocks"])
            .ShouldNotContain(one =>
                ((string)one.Element["action_id"]!).EndsWith(":task-issue", StringComparison.Ordinal) && Words.Label(one.Element) == "Done");

        await anna.Runs("/release versions");
        await (await anna.SeesModal("Versions")).Fill(("Versions", "18.6.2")).Submit();
        await anna.Sees("Versions saved: 18.6.2.");
    }

    /// <summary>The answer of <c>/checklist</c> that shows this step with its buttons.</summary>
    private static async Task<Shown> Step(Person person, string title)
    {
        var shown = (await person.Asks("/checklist all"))!;
        await person.Clicks("Open", shown);
        var stage = await person.Sees(title);
        stage.Buttons.ShouldContain("Ping");
        return stage;
    }
}
