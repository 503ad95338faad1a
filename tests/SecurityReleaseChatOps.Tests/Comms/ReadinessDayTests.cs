using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;
using Words = SecurityReleaseChatOps.Tests.Driving.Words;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Readiness through the local workspace: a release manager asks, PSIRT confirms, something breaks it.</summary>
public sealed class ReadinessDayTests
{
    private const string Upcoming = "f_upcoming_release";
    private const string Psirt = "sec-psirt-team";

    [Fact]
    public async Task Asked_with_missing_things_then_confirmed_then_broken_by_a_late_fix()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("anna").Runs("/release severity high");
        var (kenji, anna) = (day.As("kenji"), day.As("anna"));
        var answer = await kenji.Runs("/release ready?", Upcoming);
        answer.ShouldStartWith("*Is PSIRT ready* for *R1* GitLab 18.6.1? Not yet. Missing:");
        answer.ShouldContain("• *Final review of the post by another PSIRT member*");
        answer.ShouldContain("• *Legal has reviewed the security disclosure*");
        answer.ShouldNotContain("test email");

        var question = await anna.Sees("Kenji Satō asks whether PSIRT is ready");
        question.Text.ShouldStartWith("<@U03>: Kenji Satō", customMessage: "it is hers, and Maria sleeps");
        await anna.Clicks("Confirm ready", question);
        (await anna.Sees("An admin can confirm it with a reason")).OnlyForOne.ShouldBeTrue();

        // Asked again by her and by somebody else: the same question, unchanged.
        (await kenji.Runs("/release ready", Upcoming)).ShouldContain("PSIRT is asked");
        await day.As("nora").Clicks("Is PSIRT ready?", await day.As("nora").Home());
        (await day.As("nora").SeesModal("Is PSIRT ready?")).Text.ShouldContain("Not yet. Missing:");
        await anna.Sees("Kenji Satō and Nora Fischer ask whether");
        await day.Settles();
        (await anna.Messages()).Count(m => m.Says("whether PSIRT is ready")).ShouldBe(1);

        await day.At("2026-11-25T13:30:00Z");
        await day.WorkWhatIsDue("R1", "anna", "maria");
        await anna.Runs("/checklist done marketing told in the issue");
        (await kenji.Runs("/release ready? R1", Upcoming)).ShouldContain("Nothing is missing. PSIRT confirms it next.");
        await anna.Clicks("Confirm ready", await anna.Sees("Nothing is missing. PSIRT confirms it next."));
        var told = await kenji.Sees("<@U07> <@U08> :white_check_mark: PSIRT is ready for *R1* GitLab 18.6.1, confirmed by Anna de Vries.", Upcoming);
        told.Thread.ShouldBe((await kenji.Sees("*PSIRT is ready*", Upcoming)).Ts, "under the release's own message there");
        (await day.Board("R1"))["ready"]!.State.Settler!.By.ShouldBe("U03");
        (await Known(day)).ShouldContain("ready");
        (await kenji.Runs("/release ready?", Upcoming)).ShouldContain("confirmed by Anna de Vries");

        await day.SetsFixes("anna", "gitlab-org/gitlab#7");
        (await kenji.Sees("PSIRT is not ready any more for *R1* GitLab 18.6.1: the fix gitlab-org/gitlab#7 was added.", Upcoming)).Thread.ShouldBe(told.Thread);
        (await anna.Sees("confirm it again above")).Thread.ShouldBe(question.Ts);
        (await day.Board("R1"))["ready"]!.Open.ShouldBeTrue();
        (await Known(day)).ShouldNotContain("ready");
        (await kenji.Runs("/release ready?", Upcoming)).ShouldContain("Not ready any more");
    }

    [Fact]
    public async Task An_admin_may_accept_what_is_missing_with_a_reason()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("anna").Runs("/release severity high");
        await day.As("kenji").Runs("/release ready?", Upcoming);
        var question = await day.As("grace").Sees("asks whether PSIRT is ready");
        await day.As("grace").Clicks("Confirm ready", question);
        var form = await day.As("grace").SeesModal("Confirm ready");
        form.Text.ShouldContain("• *Legal has reviewed the security disclosure*");
        await form.Fill(("Reason", "Agreed with *Delivery*")).Submit();
        (await day.As("anna").Sees("Confirmed with steps missing: Agreed with ∗Delivery∗")).Buttons.ShouldBeEmpty();
        await day.Settles();
        (await Known(day)).ShouldContain("ready", "what was accepted does not break it");
        (await day.Services.GetRequiredService<IStore>().Audit("ready/R1"))[0].What.ShouldBe("overrode");

        // Something that was not known then breaks it, noticed by the clock.
        await day.As("anna").Runs("/release severity critical");
        await day.Settles();
        (await day.As("kenji").Sees("PSIRT is not ready any more", Upcoming)).Text.ShouldContain("<@U07>");
        (await Known(day)).ShouldNotContain("ready");
    }

    [Fact]
    public async Task An_edit_of_the_approved_email_ends_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3");
        await day.As("anna").Runs("/release severity critical");
        (await day.As("kenji").Runs("/release ready?", Upcoming)).ShouldContain("*Communications has reviewed and approved the customer communications*");
        await day.As("anna").Runs("/comms email");
        await (await day.As("anna").SeesModal("Customer email")).Fill(("Ready", new[] { "ready" })).Submit();
        var text = await day.As("chloe").Sees("please read it, then press", "comms-team-security");
        (await day.As("kenji").Runs("/release ready?", Upcoming)).ShouldContain("*Communications has reviewed and approved the customer communications*");
        await day.As("chloe").Clicks("Approve", text);
        await day.As("chloe").Sees("Approved: ", "comms-team-security");
        (await day.As("kenji").Runs("/release ready?", Upcoming)).ShouldNotContain("approved the customer communications");
        await day.Settles();
        await day.As("grace").Clicks("Confirm ready", await day.As("grace").Sees("asks whether PSIRT is ready"));
        await (await day.As("grace").SeesModal("Confirm ready")).Fill(("Reason", "Agreed")).Submit();
        await day.As("anna").Sees("confirmed by Grace Kim");
        await day.As("anna").Runs("/comms email");
        await (await day.As("anna").SeesModal("Customer email")).Fill(("Email", "Critical: 18.6.1 and 18.5.3 are out. {link}")).Submit();
        await day.As("kenji").Sees("the customer email changed after its approval", Upcoming);
        (await Known(day)).ShouldNotContain("ready");
    }

    [Fact]
    public async Task The_button_is_on_the_home_of_those_who_ask_until_it_is_out()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        Words.Of((await day.As("kenji").Home())["blocks"]).ShouldContain("Is PSIRT ready?");
        Words.Of((await day.As("anna").Home())["blocks"]).ShouldNotContain("Is PSIRT ready?");
        await day.Publishes();
        Words.Of((await day.As("kenji").Home())["blocks"]).ShouldNotContain("Is PSIRT ready?");
        (await day.As("kenji").Runs("/release ready?", Upcoming)).ShouldContain("is published: nothing waits for PSIRT any more");
        (await day.As("anna").Messages(Psirt)).ShouldNotContain(m => m.Says("whether PSIRT is ready"));
    }

    private static async Task<IReadOnlyList<string>> Known(TestDay day) => [.. (await day.Board("R1")).Happened.Select(fact => fact.Kind)];
}
