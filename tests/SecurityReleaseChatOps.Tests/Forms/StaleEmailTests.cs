using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Tests.Forms;

/// <summary>Forms about a critical release's customer email that were opened before others acted.</summary>
public sealed class StaleEmailTests : IAsyncLifetime
{
    private Bench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await Bench.Start();
        await bench.StartsRelease();
        var fixes = await bench.Opens("anna", "/release fixes");
        fixes["fixes"] = new() { Value = "gitlab-org/gitlab#1 CVE-2026-1234 critical | Stored XSS" };
        (await bench.Submits(fixes)).ShouldBe(ViewSubmissionResponse.Null);
        await Write("anna", email => email);
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Changes_are_asked_for_of_the_words_that_were_read()
    {
        var chloe = await Presses<AskForChanges>("chloe", AskForChanges.ActionId);
        chloe["why"] = new() { Value = "Say how urgent it is" };
        await Write("maria", email => email + "\n\nUpgrade today.");
        (await bench.Submits(chloe)).FieldErrors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.Key.ShouldBe("why"),
            error => error.Value.ShouldStartWith("It changed at "));
        (await Email()).ShouldSatisfyAllConditions(text => text.Changes.ShouldBeNull(), text => text.Ready.ShouldNotBeNull());

        chloe = await Presses<AskForChanges>("chloe", AskForChanges.ActionId);
        chloe["why"] = new() { Value = "Say how urgent it is" };
        (await bench.Submits(chloe)).ShouldBe(ViewSubmissionResponse.Null);
        (await Email()).Changes!.By.ShouldBe(Bench.Id("chloe"));
    }

    [Fact]
    public async Task What_two_people_tick_of_the_test_email_is_both_ticked_and_what_one_took_back_stays_so()
    {
        await Test();
        var (anna, maria) = (await Check("anna"), await Check("maria"));
        anna["right"] = Ticked(EmailCheck.Links);
        (await bench.Submits(anna)).ShouldBe(ViewSubmissionResponse.Null);
        maria["right"] = Ticked(EmailCheck.Versions);
        (await bench.Submits(maria)).ShouldBe(ViewSubmissionResponse.Null);
        (await Email()).Checks.Select(check => (check.Check, check.By))
            .ShouldBe([(EmailCheck.Links, Bench.Id("anna")), (EmailCheck.Versions, Bench.Id("maria"))]);

        (anna, maria) = (await Check("anna"), await Check("maria"));
        anna["right"] = Ticked(EmailCheck.Versions);
        await bench.Submits(anna);
        maria["right"] = Ticked(EmailCheck.Links, EmailCheck.Versions, EmailCheck.Mark);
        await bench.Submits(maria);
        (await Email()).Checks.Select(check => check.Check).ShouldBe([EmailCheck.Versions, EmailCheck.Mark]);
    }

    [Fact]
    public async Task What_was_seen_of_an_earlier_test_email_says_nothing_of_the_next()
    {
        await Test();
        var anna = await Check("anna");
        anna["right"] = Ticked(EmailCheck.Links, EmailCheck.Versions, EmailCheck.Mark);
        await Write("maria", email => email + "\n\nUpgrade today.");
        await Test();
        var again = new Opened("anna", (await bench.Submits(anna)).UpdatedView!);
        again.Notice.ShouldContain("asked for another test email meanwhile");
        again["right"].SelectedOptions!.Count.ShouldBe(3, "what was ticked is kept");
        (await Email()).Checks.ShouldBeEmpty();

        (await bench.Submits(again)).ShouldBe(ViewSubmissionResponse.Null, "now it is meant");
        (await Email()).Checks.Count.ShouldBe(3);
    }

    /// <summary>Approved, the release published, and the test email asked for.</summary>
    private async Task Test()
    {
        await bench.Presses<PressEmail>("chloe", PressEmail.ApproveActionId, await Beside());
        if ((await bench.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value.PublishedAt is null)
            await bench.Publishes("anna");
        await bench.Presses<PressEmail>("anna", PressEmail.TestActionId, await Beside());
        (await Email()).Tested.ShouldNotBeNull();
    }

    private async Task Write(string person, Func<string, string> change)
    {
        var form = new Opened(person, (await bench.Presses<CustomerModal>(person, CustomerModal.ActionId, "R1 0")).OpenView!);
        form["email"] = new() { Value = change(form["email"].Value!) };
        form["ready"] = new() { SelectedOptions = [Option.Of("Ready to send", "ready")] };
        (await bench.Submits(form)).ShouldBe(ViewSubmissionResponse.Null);
    }

    private Task<Opened> Check(string person) => Presses<CheckTest>(person, CheckTest.ActionId);

    private async Task<Opened> Presses<T>(string person, string actionId)
        where T : IBlockActionHandler<ButtonAction> => new(person, (await bench.Presses<T>(person, actionId, await Beside())).OpenView!);

    /// <summary>The value of a button beside the email.</summary>
    private async Task<string> Beside() => $"R1 {(await Email()).Revision}";

    private static StateValue Ticked(params EmailCheck[] checks) =>
        new() { SelectedOptions = [.. checks.Select(check => Option.Of(check.ToString(), check.ToString()))] };

    private async Task<CustomerText> Email() => (await bench.Services.GetRequiredService<CustomerStore>().Find("R1", default))!;
}
