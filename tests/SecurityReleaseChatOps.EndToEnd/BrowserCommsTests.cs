using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>
/// Releases told to everyone concerned, from their start to #thanks, by a Primary, a release manager, Communications and the
/// audiences on the page. What then stands in the channels is held in the files beside this one; a change shows as a
/// .received.txt: look at it, and if it is better, let it take the place of the .approved.txt.
/// </summary>
[Collection(Browser.Another)]
public sealed class BrowserCommsTests(Browser browser) : IClassFixture<Browser>
{
    private const string NoBrowser = "Chromium is not here: apt-get install chromium";
    private const string Managers = "f_upcoming_release";
    private const string Communications = "comms-team-security";

    private static readonly string[] Versions = ["18.10.1", "18.9.4"];

    private static readonly string[] Inside =
        [Workspace.Psirt, Managers, "sirt", "legal", "corp-comms", "field-security", "support-security", "gitlab-dedicated", "marketing", Communications];

    private static readonly string[] Everyone = ["mktgops", "thanks", "general", "security", "ext-bounty-partners"];

    [SkippableFact]
    public async Task A_critical_release()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        var anna = await Start(installation, "2031-01-06T09:05", "2031-01-07", "Critical", "Critical",
            $"gitlab-org/gitlab#4711 CVE-2031-1234 critical | {RecordOnPage.Title} | by @oliver, Jane Doe | reported by alice_h");
        var comms = new CommsOnPage(anna, "R1");
        var checklist = new ChecklistOnPage(anna, "R1");
        var kenji = new CommsOnPage(await browser.Open(installation.Slack, "kenji", channel: Managers), "R1");
        var other = new CommsOnPage(await browser.Open(installation.Slack, "gita", channel: "gitlab-dedicated"), "R1");

        // The plan says who comes first; three audiences are told at once, one in the tracking issue, one by a step of the checklist.
        await comms.OpenPlan();
        await See(comms.Plan.Filter(new() { HasText = "Assess the impact with SIRT" }));
        await comms.OpenPing(("Release Managers", "#f_upcoming_release"), ("SIRT", "#sirt"), ("GitLab Dedicated", "#gitlab-dedicated"));
        await comms.Send();
        await anna.Say("/comms ping critical-issue");
        await comms.ToldElsewhere("https://gitlab.com/gitlab-org/gitlab/-/issues/900#note_1");
        await checklist.Open("assess");
        await checklist.Sees("waiting for SIRT and GitLab Dedicated since");
        await checklist.Tell("Ask @release-managers", "waiting for Release Managers since");

        // Asked is not answered; and who is not meant cannot answer.
        await other.SayImpact("Assess the impact on single-tenant instances together", ("Single-tenant", "All of them"));
        await kenji.Acknowledge("Prepare for a critical security release");
        await other.Window.Become("María López", Managers);
        await other.OpenThread();
        await other.Window.Press(other.Said("Is the timing right for a release?").Last, "Yes");
        await See(other.Window.Message("You run R1"));
        await other.Window.Become("Oliver Hughes", Managers);
        await other.OpenThread();
        await other.Window.Press(other.Said("Is the timing right for a release?").Last, "Yes");
        await See(other.Window.Message("This is for Release Managers: Kenji Satō and Nora Fischer can answer it"));

        // Two did not answer: reminded once, then those hear of it whom the matrix names.
        await anna.SetClock("2031-01-06T09:25");
        await other.Window.Become("Ivan Petrov", "sirt");
        await other.OpenThread();
        await See(other.Window.Thread.GetByText("please answer"));
        await anna.SetClock("2031-01-06T09:45");
        await See(anna.Message("no answer from SIRT"));
        await See(anna.Message("@psirt-admins: no answer from Release Managers"));
        await other.SayImpact("Assess the impact together", ("Multi-tenant", "Exploitable"), ("Self-managed", "Exploitable"));
        await See(anna.Message("Impact, said"));
        await kenji.OpenThread();
        await kenji.Answer("Is the timing right for a release?", "Yes", "Yes, said");
        await checklist.SeesProgress("Vulnerability analysis 3/4");

        // What would leak is refused, and what was typed is still there.
        await comms.OpenPing("marketing-ops");
        await anna.Field("Message").FillAsync("Get ready to mail: CVE-2031-1234 is fixed in 18.10.1.");
        await anna.Press(anna.Modal, "Send");
        await See(anna.Modal.GetByText("#mktgops is not on R1's allow-list"));
        await Assertions.Expect(anna.Field("Message")).ToHaveValueAsync("Get ready to mail: CVE-2031-1234 is fixed in 18.10.1.");
        await anna.Press(anna.Modal, "Cancel");
        await anna.Say("/comms check The mail names CVE-2031-1234");
        await See(anna.Message("Under embargo in this text: a CVE of R1"));

        // One is written now and goes out at its time.
        await comms.OpenPing("corporate-comms");
        await anna.Field("Send at").FillAsync("2031-01-07T12:00");
        await See(anna.Modal.GetByText("can change or cancel it"));
        await comms.Send();
        await See(anna.Message(", goes out "));

        // The release is worked, and the next are told on the way.
        await anna.SetClock("2031-01-06T15:05");
        await comms.Ping("plan-sirt", "plan-managers", "cut", "merge-time");
        await kenji.Answer("Agree when the fixes are merged", "Yes", "Yes, said");
        await checklist.Open("setup");
        await checklist.Link("Find the PSIRT Task Issue", ("PSIRT patch release checklist", "https://gitlab.com/gitlab-org/gitlab/-/issues/901"));
        foreach (var stage in new[] { "assess", "fix", "setup" })
            await checklist.WholeStage(stage, "Done: ");
        await other.Window.Become("María López", Workspace.Psirt);
        var maria = new ChecklistOnPage(other.Window, "R1");
        var record = new RecordOnPage(anna, installation.Slack, "R1", "AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:N", "alice_h", Versions);
        await record.Cve("CVE-2031-1234", 4711, maria.Window);
        await checklist.WholeStage("pre", "Done: ");

        // The next day SIRT does not answer two questions.
        await anna.SetClock("2031-01-07T09:05");
        await comms.Ping("disclosure-managers", "disclosure-sirt", "remediated");
        await kenji.Answer("Agree on timing and disclosure", "Yes", "Yes, said");
        await record.Post();
        await checklist.WholeStage("blog", "Done: ");
        await checklist.WholeStage("deploy", "Done: ");
        await anna.SetClock("2031-01-07T09:40");
        await other.Window.Become("Ivan Petrov", "sirt");
        await other.OpenThread();
        await See(other.Said("please answer Agree on timing and disclosure"));
        await anna.SetClock("2031-01-07T10:15");
        await See(anna.Message("no answer from SIRT to Agree on timing and disclosure"));
        await See(anna.Message("no answer from SIRT to Confirm that GitLab.com is remediated"));
        await other.Answer("Agree on timing and disclosure", "Yes", "Yes, said");
        await other.Answer("Confirm that GitLab.com is remediated", "Yes", "Yes, said");

        // Release day: four audiences in one form; Legal was told on the phone.
        await comms.OpenPing(
            ("Field Security", "#field-security"), ("Support", "#support-security"), ("GitLab Dedicated", "#gitlab-dedicated"),
            ("Communications", "#comms-team-security"));
        await comms.Send();
        await comms.OpenPing("legal-review");
        await anna.Press(anna.Modal, "Told elsewhere");
        await comms.ToldElsewhere("On the phone with Hana; she agrees", "Approve");
        await other.Window.Become("Ben Turner", "support-security");
        await other.Acknowledge("What customers will ask Support");
        await other.Window.Become("Farid Haddad", "field-security");
        await other.Acknowledge("What customers will ask about");
        await other.Window.Become("Gita Sharma", "gitlab-dedicated");
        await other.OpenThread();
        await other.Acknowledge("What is released, and when");

        // Customers are written to with Communications' approval: not the writer's own, and other words need it anew.
        var email = await comms.OpenEmail();
        await anna.Modal.GetByLabel("ask Communications to approve it").CheckAsync();
        await comms.SaveEmail();
        var chloe = other;
        await chloe.Window.Become("Chloe Martin", Communications);
        await chloe.PressAtEmail("Edit");
        await chloe.Window.SeeModal("Customer email");
        var hers = chloe.Window.Modal.GetByRole(AriaRole.Textbox, new() { Name = "Email", Exact = true });
        await hers.FillAsync((await hers.InputValueAsync()).Replace("immediately", "as soon as possible", StringComparison.Ordinal));
        await chloe.SaveEmail();
        await See(chloe.Window.Message("as soon as possible"));
        await chloe.PressAtEmail("Approve");
        await See(chloe.Window.Message("You wrote or edited it"));
        var david = other;
        await david.Window.Become("David Okafor", Communications);
        await david.PressAtEmail("Approve");
        await See(david.Window.Message("Approved: "));
        await comms.OpenEmail();
        await email.FillAsync((await email.InputValueAsync()).Replace("strongly recommend", "urge", StringComparison.Ordinal));
        await comms.SaveEmail();
        await See(david.Window.Message("please read it, then press"));
        await david.PressAtEmail("Approve");
        await See(david.Window.Message("Approved: "));

        // Communications approved, but did not acknowledge: at Critical the admins hear of it.
        await anna.SetClock("2031-01-07T10:40");
        await anna.SetClock("2031-01-07T10:58");
        await See(anna.Message("@psirt-admins: no answer from Communications"));
        await david.Acknowledge("Review and approve the customer communications");
        await anna.SetClock("2031-01-07T12:01");
        await david.Window.Become("David Okafor", "corp-comms");
        await david.Acknowledge("An external communication is coming");

        // Kenji asks, hears what is missing, and is told once it is not.
        await anna.SetClock("2031-01-07T14:55");
        await kenji.Window.Say("/release ready? R1");
        await See(kenji.Window.Message("Is PSIRT ready").Filter(new() { HasText = "Final review of the post" }));
        await LastLook(comms, other, maria);
        await anna.Press(anna.Message("whether PSIRT is ready"), "Confirm ready");
        await See(kenji.Said("confirmed by"));
        await kenji.Acknowledge("PSIRT is ready");
        (await Transcript.Of(installation.Slack, Everyone)).ShouldNotContain("- app", customMessage: "nothing is public yet");

        await Publish(comms, other, "2031-01-07T16:02", inThread: true);

        // Everyone is thanked, without a word of the next release, and once.
        await anna.Say("/release new");
        await anna.SeeModal("New release");
        await anna.Press(anna.Modal, "Start");
        await Gone(anna.Modal);
        await anna.Say("/thanks R1");
        await anna.SeeModal("Thanks");
        var thanks = await anna.Field("Message").InputValueAsync();
        await anna.Field("Message").FillAsync(thanks + "\nOn to 18.10.2!");
        await anna.Press(anna.Modal, "Post to #thanks");
        await See(anna.Modal.GetByText("a version of R2"));
        await Assertions.Expect(anna.Field("Message")).ToHaveValueAsync(thanks + "\nOn to 18.10.2!");
        await anna.Field("Message").FillAsync(thanks);
        await anna.Press(anna.Modal, "Post to #thanks");
        await Gone(anna.Modal);
        await anna.Say("/thanks R1");
        await See(anna.Message("It is posted once"));

        (await Channels(installation)).ShouldMatchApproved(c => c.NoDiff());
        foreach (var window in new[] { anna, kenji.Window, other.Window })
            window.Errors.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_planned_release()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        var anna = await Start(installation, "2031-01-13T09:05", "2031-01-15", "Planned", "High",
            $"gitlab-org/gitlab#4712 CVE-2031-2345 high | {RecordOnPage.Title} | by @oliver | reported by bob_h");
        var comms = new CommsOnPage(anna, "R1");
        var checklist = new ChecklistOnPage(anna, "R1");
        var managers = new CommsOnPage(await browser.Open(installation.Slack, "kenji", channel: Managers), "R1");
        var other = new CommsOnPage(await browser.Open(installation.Slack, "maria"), "R1");

        // Of a high one Dedicated is not told, and nobody has to approve the email; not even own words reach them.
        await comms.OpenPlan();
        await anna.Press(comms.Plan, "Show all");
        await See(comms.Plan.Filter(new() { HasText = "Field Security" }));
        (await comms.Plan.InnerTextAsync()).ShouldNotContain("Dedicated");
        (await comms.Plan.InnerTextAsync()).ShouldNotContain("approve");
        await comms.OpenPing("dedicated");
        await anna.Field("Message").FillAsync("A release is coming.");
        await anna.Press(anna.Modal, "Send");
        await See(anna.Modal.GetByText("#gitlab-dedicated is not on R1's allow-list"));
        await Assertions.Expect(anna.Field("Message")).ToHaveValueAsync("A release is coming.");
        await anna.Press(anna.Modal, "Cancel");

        // In the afternoon before, release managers and Legal are asked. At 2 AM it is 10 in Tokyo, where one of the first works; Legal sleeps.
        await anna.SetClock("2031-01-14T16:00");
        await comms.Ping("cut", "merge-time");
        await checklist.Open("setup");
        await checklist.Link("Find the PSIRT Task Issue", ("PSIRT patch release checklist", "https://gitlab.com/gitlab-org/gitlab/-/issues/901"));
        await checklist.WholeStage("setup", "Done: ");
        await other.Window.Become("María López", Workspace.Psirt);
        var maria = new ChecklistOnPage(other.Window, "R1");
        var record = new RecordOnPage(anna, installation.Slack, "R1", null, "bob_h", Versions);
        await checklist.AnotherWay("by its pipeline", "validate");
        await record.Cve("CVE-2031-2345", 4712, maria.Window);
        await checklist.WholeStage("pre", "Done: ");
        await record.Post();
        await checklist.WholeStage("blog", "Done: ");
        await comms.Ping("legal-review");
        await other.Window.Become("Hana Kovář", "legal");
        await See(other.Said("Review the security disclosure"));
        await anna.SetClock("2031-01-15T02:00");
        await managers.OpenThread();
        await See(managers.Said("please answer Agree when the fixes are merged"));
        (await installation.Slack.Messages("hana", "legal")).ShouldAllBe(message => message.Thread == null);
        await managers.Answer("Agree when the fixes are merged", "Yes", "Yes, said");

        // In the morning Legal is reminded, two hours later the pair hears of it.
        await anna.SetClock("2031-01-15T09:05");
        await other.OpenThread();
        await See(other.Said("please answer Review the security disclosure"));
        await anna.SetClock("2031-01-15T11:15");
        await See(anna.Message("no answer from Legal"));
        await other.Answer("Review the security disclosure", "Approve", "Approved by");

        // At night nobody of Support would read it: it goes out at noon.
        await comms.OpenPing("support");
        await anna.Field("Send at").FillAsync("2031-01-16T02:00");
        await See(anna.Modal.GetByText("None of them is at work then"));
        await anna.Field("Send at").FillAsync("2031-01-15T12:00");
        await Gone(anna.Modal.GetByText("None of them is at work then"));
        await comms.Send();
        await comms.OpenPing(("Corporate Communications", "#corp-comms"), ("Field Security", "#field-security"));
        await comms.Send();
        await other.Window.Become("David Okafor", "corp-comms");
        await other.Acknowledge("An external communication is coming");
        await other.Window.Become("Farid Haddad", "field-security");
        await other.Acknowledge("What customers will ask about");
        await comms.OpenEmail();
        await anna.Modal.GetByLabel("Ready to send").CheckAsync();
        await comms.SaveEmail();
        await anna.SetClock("2031-01-15T12:02");
        await other.Window.Become("Ben Turner", "support-security");
        await other.Acknowledge("What customers will ask Support");

        // Marketing hears of the post before it is out, and PSIRT says that it is ready.
        await anna.SetClock("2031-01-15T15:05");
        await LastLook(comms, other, maria);
        await managers.Window.Become("Nora Fischer", Managers);
        await managers.Window.Say("/release ready?");
        await See(managers.Window.Message("Nothing is missing. PSIRT confirms it next."));
        await anna.Press(anna.Message("whether PSIRT is ready"), "Confirm ready");
        await managers.OpenThread();
        await managers.Acknowledge("PSIRT is ready");
        (await Transcript.Of(installation.Slack, Everyone)).ShouldNotContain("- app", customMessage: "nothing is public yet");

        await Publish(comms, other, "2031-01-15T16:02", inThread: false);
        await anna.Say("/thanks");
        await anna.SeeModal("Thanks");
        await anna.Press(anna.Modal, "Post to #thanks");
        await Gone(anna.Modal);
        (await Channels(installation)).ShouldMatchApproved(c => c.NoDiff());
        foreach (var window in new[] { anna, managers.Window, other.Window })
            window.Errors.ShouldBeEmpty();
    }

    private async Task<Window> Start(Installation installation, string now, string due, string kind, string severity, string fix)
    {
        var grace = await browser.Open(installation.Slack, "grace");
        await grace.Say("/rotation");
        await grace.Press(grace.Message("Nobody is on the rotation yet"), "Add all of PSIRT");
        await See(grace.Message("engineers are on the rotation now"));
        await grace.Page.CloseAsync();

        var anna = await browser.Open(installation.Slack, "anna");
        await anna.SetClock(now);
        await anna.Say("/release new");
        await anna.SeeModal("New release");
        await anna.Choose("Kind", kind);
        await anna.Choose("Severity", severity);
        await anna.Field("Versions").FillAsync(string.Join(", ", Versions));
        await anna.Field("Due date").FillAsync(due);
        await anna.Choose("Primary", "Anna de Vries");
        await anna.Choose("Secondary", "María López");
        await anna.Press(anna.Modal, "More options");
        await anna.Field("Patch release issue").FillAsync("https://gitlab.com/gitlab-org/gitlab/-/issues/900");
        await anna.Field("Release draft blog post MR").FillAsync("https://gitlab.com/gitlab-org/security/www-gitlab-com/-/merge_requests/31");
        await anna.Field("Release communications issue").FillAsync("https://gitlab.com/gitlab-com/marketing/security-communications/-/issues/77");
        await anna.Press(anna.Modal, "Start");
        await Gone(anna.Modal);
        await anna.Settled();
        await anna.Say("/release fixes");
        await anna.SeeModal("Fixes");
        await anna.Field("Fixes").FillAsync(fix);
        await anna.Press(anna.Modal, "Save");
        await Gone(anna.Modal);
        return anna;
    }

    /// <summary>The post is looked at by two, of whom one approves it where it was asked, and Marketing hears of it.</summary>
    private static async Task LastLook(CommsOnPage anna, CommsOnPage other, ChecklistOnPage maria)
    {
        await new ChecklistOnPage(anna.Window, "R1").WholeStage("day", "Done: ");
        await anna.Ping("final-review");
        await other.Window.Become("Oliver Hughes", Workspace.Psirt);
        await other.Answer("A last look at the post by someone else", "Approve", "Approved by");
        await other.Window.Become("María López", Workspace.Psirt);
        await maria.Open("day");
        await maria.Sees("needs a second person");
        await maria.Press("Done", "Final review of the post", "Done: ");
        await anna.Ping("marketing");
        await other.Window.Become("Emma Rossi", "marketing");
        await other.Acknowledge("The post is about to be released");
    }

    /// <summary>Out: the test email, its three checks, the email to all.</summary>
    /// <param name="inThread">Whether Communications was told of the release before.</param>
    private static async Task Publish(CommsOnPage anna, CommsOnPage chloe, string merge, bool inThread)
    {
        await anna.Window.SetClock(merge);
        await anna.Window.Say("/release merged");
        await See(anna.Window.Message("is merged."));
        await anna.Window.SayAllAreMerged();
        await anna.Window.Settled();
        await anna.Window.SayItIsPublic();
        await anna.Window.Settled();
        await anna.AtEmail("Send the test email", "Check the test email: 0 of 3 done");
        await chloe.Window.Become("Chloe Martin", Communications);
        if (inThread)
            await chloe.OpenThread();
        await chloe.Acknowledge("Send the test email");
        await anna.PressAtEmail("Check the test email");
        await anna.Window.SeeModal("Test email");
        foreach (var check in await anna.Window.Modal.GetByRole(AriaRole.Checkbox).AllAsync())
            await check.CheckAsync();
        await anna.SaveEmail();
        await anna.AtEmail("Ask to send", "Sending asked for");
        await anna.PressAtEmail("Sent");
        await See(anna.Window.Message(", Sent: "));
        if (!inThread)
            await chloe.OpenThread("Send the test email");
        await chloe.Acknowledge("Send the email to the Security Alerts subscribers");
        await new ChecklistOnPage(anna.Window, "R1").SeesProgress("all announced.");
    }

    /// <summary>Everything that stands in the channels, once the app has nothing more to say.</summary>
    private static async Task<string> Channels(Installation installation)
    {
        await installation.Slack.Settled();
        return await Transcript.Of(installation.Slack, [.. Inside, .. Everyone]);
    }
}
