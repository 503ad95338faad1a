using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Cves;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Thanks;

/// <summary>Thanks through the local workspace, from the start of a release to #thanks.</summary>
public sealed class ThanksDayTests
{
    private const string Channel = "thanks";

    [Fact]
    public async Task A_planned_release_ends_in_thanks_to_everyone_who_did_something()
    {
        await using var day = await TestDay.Start();
        var (anna, maria, oliver) = (day.As("anna"), day.As("maria"), day.As("oliver"));
        await day.StartsRelease("18.6.1, 18.5.3");
        await day.SetsFixes("anna", "gitlab-org/gitlab#123 CVE-2026-1234 high | Stored XSS in notes | by @kenji, Jane Doe | reported by alice");
        await anna.Runs("/cve edit CVE-2026-1234");
        await (await anna.SeesModal("Edit CVE")).Fill(("CVE YAML", CveSample.Yaml(["18.6.1", "18.5.3"]))).Submit();
        await day.As("sam").Runs("/cve validate");
        await (await day.As("sam").SeesModal("Validate")).Fill(("I have read both", new[] { "yes" })).Submit();
        (await anna.Runs("/thanks")).ShouldContain("is not published yet");
        await anna.SeesNoModal();

        await oliver.Runs("/checklist claim next-issue");
        await day.At("2026-11-25T09:00:00Z");
        while (await Next(day) is { } step)
        {
            var way = (await day.Board("R1")).WaitsForEvent(step) && !step.Item.NeedsSecondPerson ? " they said so in a call" : "";
            (await anna.Runs($"/checklist done {step.Key}{way}")).ShouldContain(step.Item.NeedsSecondPerson ? "Confirmed" : "Done");
            if (step.Item.NeedsSecondPerson)
                (await day.As("sam").Runs($"/checklist done {step.Key}")).ShouldContain("Done");
        }
        await day.HandsOver("anna");
        await maria.Clicks("Accept", await maria.Sees("All CVEs are requested"));
        await day.SaysItIsPublic("anna");

        (await day.As("kenji").Runs("/thanks")).ShouldContain("PSIRT's to use");
        await maria.Runs("/thanks");
        var form = await maria.SeesModal("Thanks");
        form["Message"].ShouldBe(
            """
            :tada: GitLab 18.6.1, 18.5.3 are out, and everyone is safer for it. Thank you!

            • Carried the release: @anna, @maria and @oliver
            • Reviewed it: @sam
            • Wrote the fixes: @kenji and Jane Doe
            • Reported to us: alice
            """.ReplaceLineEndings("\n"));
        form.Text.ShouldContain("notifies 5 people");
        form.Text.ShouldMatch("Sam Carter: [0-9]+ steps? of (a CVE|CVEs) as (its|their) reviewer");
        form.Text.ShouldContain("María López: Secondary, took it over");

        await form.Fill(("Message", form["Message"] + "\nAnd @ben for the *cake* <!channel>")).Submit();
        var posted = await maria.Sees("everyone is safer", Channel);
        posted.Text.ShouldContain(
            "Carried the release: <@U03>, <@U05> and <@U04>\n• Reviewed it: <@U06>\n• Wrote the fixes: <@U07> and Jane Doe\n• Reported to us: alice");
        posted.Text.ShouldContain("And @ben for the ∗cake∗ &lt;!channel&gt;");
        await day.Settles();
        (await anna.Runs("/thanks R1")).ShouldMatch("María López thanked everyone .* in <http.*\\|#thanks>");
        await anna.SeesNoModal();
    }

    [Fact]
    public async Task The_step_that_asks_for_thanks_is_done_by_them()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-25T18:00:00Z");
        await day.As("anna").Runs("/release merged");
        await day.SaysItIsPublic("anna");
        await day.At("2026-11-25T19:30:00Z");
        await day.WorkWhatIsDue("R1", "anna", "maria");
        (await day.Board("R1"))["thanks"]!.Open.ShouldBeTrue();
        var checklist = (await day.As("anna").Asks("/checklist post R1"))!;
        await day.OpensForm("anna", StepPress.Done, "thanks", checklist);
        (await (await day.As("anna").SeesModal("Thanks")).Submit())?.Text.ShouldBeNull();
        await day.As("anna").Sees("everyone is safer", Channel);
        (await day.Until(
            async () => await day.Again("anna", checklist) is var now && now.Text != checklist.Text ? now : null,
            () => Task.FromResult("The checklist should be drawn anew.")))
            .Text.ShouldStartWith(":white_check_mark: Everyone is thanked in #thanks.");
        (await day.Board("R1"))["thanks"]!.State.Settler!.By.ShouldBe("U03");
    }

    [Fact]
    public async Task Early_thanks_are_posted_and_settle_their_step_all_the_same()
    {
        await using var day = await TestDay.Start();
        await Published(day);
        await day.As("anna").Runs("/thanks");
        (await (await day.As("anna").SeesModal("Thanks")).Submit()).ShouldBeNull();
        await day.As("anna").Sees("everyone is safer", Channel);
        (await day.Board("R1"))["thanks"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public async Task They_are_posted_once_whoever_presses_and_however_often()
    {
        await using var day = await TestDay.Start();
        await Published(day);
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        await anna.Runs("/thanks");
        await maria.Runs("/thanks");
        var (hers, other) = (await anna.SeesModal("Thanks"), await maria.SeesModal("Thanks"));
        await day.EverythingComesTwice();
        await Task.WhenAll(hers.Send(), other.Fill(("Message", "everyone is safer, says the other")).Send());
        await day.SendsAgain("view_submission");
        await day.Settles();
        (await anna.Messages(Channel)).Count(m => m.Says("everyone is safer")).ShouldBe(1);
        (await day.As("anna").Runs("/thanks R1")).ShouldContain("It is posted once");
    }

    [Fact]
    public async Task The_second_of_two_is_told_who_was_first()
    {
        await using var day = await TestDay.Start();
        await Published(day);
        await day.As("anna").Runs("/thanks");
        await day.As("maria").Runs("/thanks");
        await (await day.As("anna").SeesModal("Thanks")).Submit();
        (await (await day.As("maria").SeesModal("Thanks")).Submit())!.Text.ShouldContain("Anna de Vries thanked everyone");
    }

    [Fact]
    public async Task A_text_is_kept_when_it_cannot_be_posted_and_previewed_as_it_will_look()
    {
        await using var day = await TestDay.Start();
        await Published(day);
        var anna = day.As("anna");
        await anna.Runs("/thanks");
        var form = await anna.SeesModal("Thanks");
        (await form.Fill(("Message", "  \n ")).SubmitsInVain())["Message"].ShouldBe("Write a few words of thanks");

        await day.Control.Post(
            "/control/actions", new { user = "anna", viewId = form.Id, actionId = "thanks.preview", state = new { Message = "Just @maria & _me_" } });
        Modal? shown = null;
        await day.Until(
            async () => (shown = await anna.SeesModal("Thanks")).Text.Contains("Just María López &amp; ˍmeˍ", StringComparison.Ordinal),
            "The preview should follow.");
        shown!["Message"].ShouldBe("Just @maria & _me_");
        shown.Text.ShouldContain("notifies maria");

        await anna.Clicks("Undo", (await anna.Messages()).Last(m => m.Buttons.Contains("Undo")));
        (await shown.Fill(("Message", "Thanks, all")).SubmitsInVain())["Message"].ShouldContain("is not public any more");
        (await anna.SeesModal("Thanks"))["Message"].ShouldBe("Thanks, all");
        await day.Settles();
        (await anna.Messages(Channel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_under_embargo_of_another_release_is_refused_and_the_text_is_kept()
    {
        await using var day = await TestDay.Start();
        await Published(day);
        await day.StartsRelease("18.7.1");
        var anna = day.As("anna");
        await anna.Runs("/thanks R1");
        var form = await anna.SeesModal("Thanks");
        (await form.Fill(("Message", "Thanks, all, and on to 18.7.1!")).SubmitsInVain())["Message"].ShouldContain("R2");
        (await anna.SeesModal("Thanks"))["Message"].ShouldBe("Thanks, all, and on to 18.7.1!");
        await form.Fill(("Message", "Thanks, all!")).Submit();
        (await anna.Sees("Thanks, all!", Channel)).Text.ShouldBe("Thanks, all!");
        (await anna.Messages(Channel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Alone_or_without_fixes_there_is_a_text_and_who_left_is_named()
    {
        await using var day = await TestDay.Start();
        await Published(day);
        await day.Control.Post("/control/users/maria/deactivate", new { });
        await day.Until(() => Task.FromResult(day.Directory.HasLeft("U05")), "The app should hear that Maria left.");
        await day.As("anna").Runs("/thanks");
        var form = await day.As("anna").SeesModal("Thanks");
        form["Message"]!.ShouldEndWith("Carried the release: @anna and María López");
        form.Text.ShouldContain("No fixes are named yet: `/release fixes` adds them");
        await form.Fill(("Message", "@anna and @maria")).Submit();
        (await day.As("anna").Sees("and @maria", Channel)).Text.ShouldBe("<@U03> and @maria");
    }

    [Fact]
    public async Task What_is_said_to_researchers_is_ready_to_be_copied_once_it_is_public()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        (await anna.Runs("/thanks researcher")).ShouldContain("is not published yet");
        await day.SaysItIsPublic("anna");
        (await anna.Runs("/thanks researcher")).ShouldContain("Nobody is known to have reported");
        await day.SetsFixes("anna", "gitlab-org/gitlab#123 CVE-2026-1234 high | Stored XSS in notes | reported by alice");
        await anna.Runs("/thanks researcher");
        var form = await anna.SeesModal("Thank researchers");
        form.Labels.ShouldBe(["Email to alice", "For the Security Researcher Acknowledgments list", "For the CHANGELOG"]);
        form["Email to alice"]!.ShouldContain("- Stored XSS in notes (CVE-2026-1234)");
        form["For the CHANGELOG"].ShouldBe("- Stored XSS in notes (CVE-2026-1234). Reported by alice");
    }

    [Fact]
    public async Task It_asks_which_when_several_were_published_and_takes_the_one_that_waits_when_the_other_was_thanked()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await Published(day);
        await day.StartsRelease("18.7.1");
        await day.SaysItIsPublic("anna", "R2");
        (await anna.Runs("/thanks")).ShouldContain("Which release?");
        await anna.Runs("/thanks 18.7.1");
        await (await anna.SeesModal("Thanks")).Submit();
        await anna.Sees("18.7.1 is out", Channel);
        await anna.Runs("/thanks");
        (await anna.SeesModal("Thanks"))["Message"]!.ShouldContain("18.6.1 is out");
    }

    /// <summary>The first step that is due and ready; null when there is none.</summary>
    private static async Task<Step?> Next(TestDay day)
    {
        var (board, now) = (await day.Board("R1"), Rotation.People.At("2026-11-25T09:00:00Z"));
        return board.Steps.FirstOrDefault(step => step.Open && step.Due <= now && Agenda.IsReady(board, step));
    }

    private static async Task Published(TestDay day)
    {
        await day.StartsRelease();
        await day.SaysItIsPublic("anna");
    }
}
