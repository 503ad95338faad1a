using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Audiences are told by people at the page, and answer.</summary>
public sealed class PingDayTests
{
    private const string Words = "Please read the disclosure by noon.";

    [Fact]
    public async Task The_plan_says_what_is_next_and_a_ping_goes_where_its_preview_said()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var plan = (await anna.Asks("/comms"))!;
        plan.Text.ShouldContain("*Communications* of *R1*");
        plan.Buttons.ShouldContain("Ping");

        await anna.Clicks("Ping", plan); // what is next: the release managers
        var first = await anna.SeesModal("Ping");
        first.Ticked("Audience").ShouldBe(["Release Managers"]);
        await first.Closes();

        // By its channel, chosen from Slack's list.
        var modal = await anna.Opens("#legal");
        modal.Ticked("Audience").ShouldBe(["Legal"]);
        modal.Text.ShouldContain("*#legal* · notifies @legal (1 person)");
        modal = await anna.Previews(modal, ("Message", Words));
        modal["Message"].ShouldBe(Words);
        modal.Text.ShouldContain("@legal " + Words);
        await modal.Submit();
        (await anna.Sees(":white_check_mark: *Legal*")).OnlyForOne.ShouldBeTrue();

        var ping = await day.As("hana").Sees(Words, "legal");
        ping.Text.ShouldContain("*R1* GitLab 18.6.1 · severity unknown · due");
        ping.Thread.ShouldBeNull();
        await day.Settles();
        (await day.ShowsAll("anna", "/comms")).Text.ShouldContain("waiting for Legal since");
    }

    [Fact]
    public async Task When_the_publication_is_taken_back_it_says_what_was_sent_since()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await day.Tells("anna", "legal", Words);
        await anna.Clicks("Undo", await day.SaysItIsPublic("anna"));
        (await anna.Sees("took that back")).Text.ShouldNotContain("Already sent since", customMessage: "Legal was told before");

        await day.At("2026-11-23T09:00:00Z");
        var published = await day.SaysItIsPublic("anna");
        await day.Tells("anna", "support", "The post is live.", "support-security");
        await anna.Clicks("Undo", published);
        var told = await anna.Sees("Already sent since");
        told.Text.ShouldContain("to Support");
        told.Text.ShouldNotContain("Legal");
    }

    [Fact]
    public async Task Several_are_told_at_once_but_nobody_what_was_not_looked_at()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var modal = await anna.Opens("legal");
        modal = (await modal.Fill(("Audience", new[] { "Legal", "Support" }), ("Message", Words)).Submit())!;
        modal.Labels.ShouldContain("Message to Legal");
        modal["Message to Legal"].ShouldBe(Words);
        modal["Message to Support"].ShouldNotBeNullOrEmpty();
        await day.Settles();
        (await day.As("ben").Messages("support-security")).ShouldNotContain(m => m.Says("R1"));

        (await modal.Fill(("Message to Support", "Customers will ask.")).Submit()).ShouldBeNull();
        await day.As("hana").Sees(Words, "legal");
        await day.As("ben").Sees("Customers will ask.", "support-security");
        await anna.Sees(":white_check_mark: *Support*");
    }

    [Fact]
    public async Task What_was_sent_is_not_sent_again_and_more_goes_into_its_thread_in_own_words()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var other = await anna.Opens("legal"); // two have it open
        var maria = await day.As("maria").Opens("legal-review");
        await other.Fill(("Message", Words)).Submit();
        var ping = await day.As("hana").Sees(Words, "legal");

        (await maria.Fill(("Message", "The same again")).SubmitsInVain())["Message"].ShouldContain("This went to Legal on Mon 23 Nov");
        await maria.Closes();
        (await anna.Runs("/comms ping legal-review")).ShouldContain("This went to Legal on Mon 23 Nov");
        var more = await anna.Opens("legal");
        more.Text.ShouldContain(", in the thread of");
        await more.Fill(("Message", "One more thing.")).Submit();
        (await day.As("hana").Sees("One more thing.", "legal")).Thread.ShouldBe(ping.Ts);
    }

    [Fact]
    public async Task An_audience_whose_message_has_its_name_can_be_told_more()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await (await anna.Opens("support")).Fill(("Message", Words)).Submit();
        var ping = await day.As("ben").Sees(Words, "support-security");
        await (await anna.Opens("support")).Fill(("Message", "One more thing.")).Submit();
        (await day.As("ben").Sees("One more thing.", "support-security")).Thread.ShouldBe(ping.Ts);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_with_the_reason_and_what_was_typed_stays()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var modal = await anna.Opens("legal");
        (await modal.Fill(("Message", Words), ("Send at", "2026-11-23T07:00:00Z")).SubmitsInVain())["Send at"].ShouldContain("This moment is past");
        (await modal.Fill(("Send at", "2027-11-23T07:00:00Z")).SubmitsInVain())["Send at"].ShouldContain("more than 60 days ahead");
        (await modal.Fill(("Send at", null), ("Message", "  ")).SubmitsInVain())["Message"].ShouldContain("Write what they are told");
        await modal.Closes();

        await anna.Runs("/comms ping ready");
        modal = await anna.SeesModal("Ping");
        modal.Text.ShouldContain(":lock: Wait until PSIRT is ready");
        (await modal.Fill(("Message", Words)).SubmitsInVain())["Message"].ShouldContain("Wait until PSIRT is ready");
        await modal.Closes();

        (await anna.Runs("/comms ping leagl")).ShouldContain("Did you mean legal?");
        (await anna.Runs("/comms ping impact-sirt")).ShouldContain("is not for such a release");
        (await anna.Runs("/comms pnig legal")).ShouldContain("Did you mean");
    }

    [Fact]
    public async Task A_viewer_looks_at_the_plan_and_a_stranger_does_not()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var plan = (await day.As("kenji").Asks("/comms"))!;
        plan.Text.ShouldContain("*Communications* of *R1*");
        plan.Buttons.ShouldBe(["Show all"]);
        (await day.As("kenji").Runs("/comms ping legal")).ShouldContain("PSIRT's to use");
        (await day.As("ben").Runs("/comms", "general")).ShouldContain("Sorry");
    }

    [Fact]
    public async Task They_are_told_elsewhere_and_it_is_asked_like_sending()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var modal = await anna.Opens("corporate-comms");
        await anna.Uses(modal, "comms.elsewhere:corporate-comms");
        var elsewhere = await anna.SeesModal("Told elsewhere");
        elsewhere["Text to copy"]!.ShouldStartWith("@gitlab-com/marketing/corporate_marketing/security-communications ");
        (await elsewhere.Fill(("Where", "  ")).SubmitsInVain())["Where"].ShouldContain("Say where");
        await elsewhere.Fill(("Where", "https://gitlab.com/comms/1")).Submit();
        await anna.SeesNoModal();
        await anna.Sees("told elsewhere");
        await day.Settles();
        (await day.As("chloe").Messages("corp-comms")).ShouldNotContain(m => m.Says("R1"));
        (await day.ShowsAll("anna", "/comms")).Text.ShouldContain("waiting for Corporate Communications since");
    }

    [Fact]
    public async Task The_plan_of_the_pair_tells_from_there_and_that_of_a_viewer_does_not()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-25T09:00:00Z");
        (await day.As("anna").Asks("/comms"))!.Buttons.ShouldContain("Ping");
        (await day.As("kenji").Asks("/comms"))!.Buttons.ShouldNotContain("Ping");
    }
}
