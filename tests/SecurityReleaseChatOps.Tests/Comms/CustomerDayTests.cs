using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>The customer email through the local workspace, as people write, approve, test and send it.</summary>
public sealed class CustomerDayTests
{
    private const string Comms = "comms-team-security";
    private const string Link = "https://about.gitlab.com/releases/2026/11/25/patch-release/";

    [Fact]
    public async Task A_critical_email_from_draft_to_sent()
    {
        await using var day = await Critical();
        var (anna, chloe) = (day.As("anna"), day.As("chloe"));
        var form = await Opens(day, "anna");
        form["Email"]!.ShouldContain("Critical Patch Release: 18.6.1, 18.5.3");
        form.Text.ShouldContain(":white_check_mark: The versions are 18.6.1, 18.5.3");
        (await form.Fill(("Email", "Critical: 18.6.1, TODO {link}"), Ready()).SubmitsInVain())["Email"].ShouldContain("18.5.3 is missing");
        form["Link to the post"].ShouldBe("https://docs.gitlab.com/releases/patches/patch-release-gitlab-18-6-1-released/");
        await form.Fill(("Email", "Critical release of 18.6.1 and 18.5.3: {link}"), ("Link to the post", ""), Ready()).Submit();

        var shown = await chloe.Sees("please read it, then press", Comms);
        shown.Text.ShouldContain("<!subteam^S03>, please read it");
        shown.Text.ShouldContain("Critical release of 18.6.1 and 18.5.3: {link}");
        await anna.Clicks("Approve", shown);
        await anna.Sees("Only Communications can say that", Comms);
        await chloe.Clicks("Approve", shown);
        await chloe.Sees("Chloe Martin approved the customer email", Comms);
        (await chloe.Sees("Approved: Chloe Martin", Comms)).Buttons.ShouldBe(["Edit"]);

        (await day.Board("R1"))["comms-ok"]!.State.Event!.By.ShouldBe("U09", "the approval settles the step");
        await day.Publishes();
        shown = await chloe.Sees("Next: the test email", Comms);
        await chloe.Clicks("Send the test email", shown);
        await chloe.Sees("The link to the post is missing", Comms);
        await chloe.Clicks("Edit", shown);
        await (await chloe.SeesModal("Customer email")).Fill(("Link to the post", Link)).Submit();
        shown = await chloe.Sees($"18.5.3: {Link}", Comms);
        shown.Text.ShouldContain("Approved: Chloe Martin", customMessage: "the link alone withdraws nothing");
        await chloe.Clicks("Send the test email", shown);
        (await chloe.Sees("*Send the test email*", Comms)).Buttons.ShouldBe(["Acknowledge"], "it is asked for, acknowledged and chased like any other message");

        await anna.Clicks("Check the test email", shown = await chloe.Sees("0 of 3 done", Comms));
        await (await anna.SeesModal("Test email")).Fill(("What is right", new[] { "The links work" })).Submit();
        await anna.Clicks("Check the test email", shown = await chloe.Sees("1 of 3 done", Comms));
        var checks = await anna.SeesModal("Test email");
        checks.Ticked("What is right").ShouldBe(["The links work"]);
        await checks.Fill(("What is right", new[] { "The links work", "The versions are right", "The Critical mark is right" })).Submit();
        await anna.Clicks("Ask to send", shown = await chloe.Sees("Next: ask to send it", Comms));
        (await chloe.Sees("Communications sends it to all", Comms)).Ts.ShouldBe(shown.Ts);
        await chloe.Sees("*Send the email to the Security Alerts subscribers*", Comms);
        (await day.Board("R1"))["mail-send"]!.Open.ShouldBeTrue("asked is not sent");
        await chloe.Clicks("Sent", await day.Again("chloe", shown));
        (await chloe.Sees(":email: Sent", Comms)).Buttons.ShouldBeEmpty();
        await chloe.Sees("Chloe Martin sent the customer email of", Comms);
        (await anna.Runs("/comms email")).ShouldContain("Sent: Chloe Martin");
        (await day.Board("R1"))["mail-send"]!.State.Event!.By.ShouldBe("U09");
        (await day.As("kenji").Runs("/comms email")).ShouldContain("The links work");
    }

    [Fact]
    public async Task An_edit_withdraws_the_approval_and_says_so_to_both()
    {
        await using var day = await Critical();
        var chloe = day.As("chloe");
        await (await Opens(day, "anna")).Fill(Ready()).Submit();
        var first = await chloe.Sees("please read it, then press", Comms);
        await chloe.Clicks("Approve", first);
        await chloe.Sees("approved the customer email", Comms);
        await (await Opens(day, "maria")).Fill(("Email", "Critical: 18.6.1 and 18.5.3 are out. {link}")).Submit();
        (await chloe.Sees("so the approval is withdrawn", Comms)).Text.ShouldContain("<!subteam^S03>, please approve the new words");
        var now = await chloe.Sees("please read it, then press", Comms);
        now.Ts.ShouldBe(first.Ts, "one message, as it stands");

        // A page not refreshed yet shows the older words.
        await day.SendsAgain("block_actions");
        await chloe.Sees("look again", Comms);
        await chloe.Clicks("Approve", now);
        (await chloe.Sees("Approved: Chloe Martin", Comms)).Text.ShouldContain("18.5.3 are out");
    }

    [Fact]
    public async Task Who_wrote_it_cannot_approve_it_and_may_ask_for_changes_of_others()
    {
        await using var day = await Critical();
        var chloe = day.As("chloe");
        await (await Opens(day, "anna")).Fill(Ready()).Submit();
        await chloe.Clicks("Changes needed", await chloe.Sees("please read it, then press", Comms));
        await (await chloe.SeesModal("Changes needed")).Fill(("What has to change", "Say *sooner* that it is critical")).Submit();
        (await chloe.Sees("<@U03>, Chloe Martin asks for changes", Comms)).Text.ShouldContain("Say ∗sooner∗ that");
        (await Opens(day, "anna")).Text.ShouldContain("asked for changes");
        await (await Opens(day, "chloe")).Fill(("Email", "Critical: 18.6.1 and 18.5.3 are out. {link}"), Ready()).Submit();
        await chloe.Clicks("Approve", await chloe.Sees("please read it, then press", Comms));
        await chloe.Sees("You wrote or edited it", Comms);
    }

    [Fact]
    public async Task A_planned_email_needs_no_approval_and_does_its_steps()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3");
        await day.As("anna").Runs("/release severity high");
        (await day.As("kenji").Runs("/comms email")).ShouldContain("Nobody has written");
        await (await Opens(day, "anna")).Fill(("Link to the post", Link), Ready()).Submit();
        var shown = await day.As("chloe").Sees("It goes out once the post is live", Comms);
        shown.Buttons.ShouldBe(["Edit"]);
        await day.At("2026-11-25T15:00:00Z");
        foreach (var _ in Enumerable.Range(0, 3)) // merging and publishing add steps
            await day.WorkWhatIsDue("R1", "anna", "maria");
        await day.Publishes();
        await day.As("anna").Runs("/checklist done publish");
        shown = (await day.As("anna").Asks("/comms email"))!;
        await day.As("anna").Clicks("Send the test email", shown);
        await day.Until(async () => (await day.Board("R1"))["mail-test"]!.State.Settled, "The step of the test email should be done.");
        await day.As("anna").Clicks("Check the test email", (await day.As("anna").Asks("/comms email"))!);
        await (await day.As("anna").SeesModal("Test email")).Fill(
            ("What is right", new[] { "The links work", "The versions are right", "The Critical mark is right" })).Submit();
        await day.Until(async () => (await day.Board("R1"))["mail-check"]!.State.Settled, "The step of the checks should be done.");
        await day.As("anna").Clicks("Ask to send", (await day.As("anna").Asks("/comms email"))!);
        await day.Until(
            async () => (await day.As("anna").Runs("/comms email")).Contains("sends it to all", StringComparison.Ordinal), "Communications should be asked.");
        await day.As("anna").Clicks("Sent", (await day.As("anna").Asks("/comms email"))!);
        await day.Until(async () => (await day.Board("R1"))["mail-send"]!.State.Settler?.By == "U03", "The step of the email should be done by her.");
    }

    [Fact]
    public async Task A_severity_that_becomes_critical_asks_Communications()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3");
        await day.As("anna").Runs("/release severity high");
        await (await Opens(day, "anna")).Fill(Ready()).Submit();
        var shown = await day.As("chloe").Sees("It goes out once the post is live", Comms);
        await day.As("anna").Runs("/release severity critical");
        (await day.As("chloe").Sees("<!subteam^S03>, *R1* GitLab 18.6.1, 18.5.3 is critical now", Comms)).Thread.ShouldBe(shown.Ts);
        await day.Settles();
        await day.As("chloe").Clicks("Approve", await day.As("chloe").Sees("please read it, then press", Comms));
        await day.As("chloe").Sees("It needs an edit: R1 is critical, and the word Critical is not in it", Comms);
    }

    [Fact]
    public async Task A_release_without_security_fixes_sends_no_security_email()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("anna").Runs("/release severity none");
        (await day.As("anna").Runs("/comms email")).ShouldBe("R1 has no security fixes: no security email is sent.");
        await day.As("anna").SeesNoModal();
    }

    private static async Task<TestDay> Critical()
    {
        var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3");
        await day.As("anna").Runs("/release severity critical");
        return day;
    }

    private static (string, object?) Ready() => ("Ready", new[] { "ready" });

    private static async Task<Modal> Opens(TestDay day, string name)
    {
        await day.As(name).Runs("/comms email", name == "chloe" ? Comms : "sec-psirt-team");
        return await day.As(name).SeesModal("Customer email");
    }
}
