using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>Releases worked from start to close by two people on the page, while Amsterdam and New York leave summer time a week apart.</summary>
[Collection(Browser.One)]
public sealed partial class BrowserChecklistTests(Browser browser) : IClassFixture<Browser>
{
    private const string NoBrowser = "Chromium is not here: apt-get install chromium";
    private const string TaskIssue = "Find the PSIRT Task Issue and link it";
    private const string Tools = "Clone and set up the security release tools";
    private const string Gaps = "Resolve the gaps that the validation found";
    private const string Fix = "gitlab-org/gitlab#123";
    private const string Cve = "CVE-2031-1234";

    [SkippableFact]
    public async Task A_planned_release_over_two_weeks()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        var (anna, maria) = await Start(installation, "2031-10-20T09:00", "2031-10-29", ("Severity", "High"));

        // Due at 15:00 UTC, when Amsterdam has winter time and New York has not.
        await anna.SeesProgress("4:00 PM");
        await maria.SeesProgress("11:00 AM");
        var total = await SetFix(anna, steps: 5);
        var ts = await maria.Progress.GetAttributeAsync("data-ts");

        // What happened settles a step: its button opens the form of it. Others are claimed, done, taken back, done again.
        await anna.Open();
        await anna.Sees("Next for you");
        await anna.Link(
            TaskIssue, ("PSIRT patch release checklist", Address(1)), ("Release draft blog post MR", Address(2)), ("Release communications issue", Address(3)));
        await maria.SeesProgress($"4 of {total} steps");
        await anna.Open("setup");
        await anna.Press("Claim", Tools, "Yours: " + Tools);
        await maria.Open("setup");
        await maria.Press("Done", Tools, "or take it over with Claim first");
        await anna.Press("Done", Tools, "Done: " + Tools);
        await anna.AnotherWay("by its pipeline", "validate");
        await maria.SeesProgress($"6 of {total} steps");
        await maria.Open("pre");
        await See(maria.Button("Done", Gaps));
        await anna.Window.Say("/checklist undo");
        await maria.SeesProgress($"5 of {total} steps");
        await anna.Window.Say("/checklist undo");
        await See(anna.Window.Message("Taken back: " + Tools));
        await maria.SeesProgress($"4 of {total} steps");

        // What comes before a step holds it back: a button on a screen from before, and a word.
        await maria.Press("Done", Gaps, $"comes after:");
        await Gone(maria.Shown.Locator($"[aria-label='Done: {Gaps}']"));
        await maria.Window.Say("/checklist done gaps");
        await See(maria.Window.Message("comes after:"));

        await anna.Open("setup");
        await anna.NotNeeded("Know the release managers of this release", "The wiki names them");
        await See(maria.Progress.GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = Replies() }));
        await anna.Button("Give back", Tools).ClickAsync();
        await See(anna.Button("Claim", Tools));
        await AtHome(maria, Tools);
        await maria.SeesProgress($"6 of {total} steps");

        // Amsterdam's clock goes back, New York's not yet.
        await anna.Window.SetClock("2031-10-26T10:00");
        await See(maria.Window.Page.GetByRole(AriaRole.Button, new() { NameRegex = FiveInNewYork() }));
        await anna.AnotherWay("Kenji said so in a call", "merge-time");
        await maria.SeesProgress("Setup 5/5");
        await anna.Window.SetClock("2031-10-27T15:30");
        await anna.Open("pre");
        await anna.Tell("48-hour deadline", "The list of fixes is settled");
        // The CVE's record is right, and so is the post: what the app checks settles its steps.
        var record = new RecordOnPage(anna.Window, installation.Slack, "R1");
        await record.Cve(Cve, 123, maria.Window);
        await anna.WholeStage("pre", "Done: 2 steps");
        await maria.SeesProgress("Pre-release 10/10");
        await anna.Window.SetClock("2031-10-28T16:00");
        await record.Post();
        await maria.WholeStage("blog", "Done: ");

        await anna.Window.SetClock("2031-10-29T10:00");
        await anna.AnotherWay("they said so in a call", "legal", "corp-comms", "field-sec", "support");
        await Announce(anna, maria, "2031-10-29T16:10");

        // Thirty days later is an hour earlier on New York's clock, and on Amsterdam's not.
        await anna.Open("later");
        await See(anna.Shown.Filter(new() { HasTextRegex = InAmsterdam() }));
        await maria.Open("later");
        await See(maria.Shown.Filter(new() { HasTextRegex = InNewYork() }));

        await anna.Window.SetClock("2031-10-30T16:30");
        await FollowUp(maria, anna);
        await anna.Window.SetClock("2031-11-03T16:00");
        await Close(anna, maria, total);
        await anna.Window.SetClock("2031-11-28T17:00");
        await maria.WholeStage("later R1", "Done: 2 steps");
        await maria.AnotherWay("the wiki names them", "next-rms");
        await anna.SeesProgress($"{total} of {total} steps");
        (await maria.Progress.GetAttributeAsync("data-ts")).ShouldBe(ts, "one message, from the first day to the last");
        anna.Window.Errors.ShouldBeEmpty();
        maria.Window.Errors.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_critical_release_over_a_weekend()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        var (anna, maria) = await Start(installation, "2031-10-31T10:00", "2031-11-03", ("Kind", "Critical"));
        await anna.SeesProgress("4:00 PM");
        await maria.SeesProgress("10:00 AM");
        var total = await SetFix(anna, steps: 9);

        // Nothing of it can be done in one go yet: there is no button for it.
        await maria.Open("day");
        await Gone(maria.Shown.GetByRole(AriaRole.Button, new() { Name = "Done for the whole stage" }));
        await maria.Sees("blocked by");
        await anna.Open("assess");
        await anna.Link(
            "Create the security tracking issue", ("Patch release issue", Address(0)), ("PSIRT patch release checklist", Address(1)),
            ("Release draft blog post MR", Address(2)), ("Release communications issue", Address(3)));
        await anna.AnotherWay("they said so in a call", "impact", "ping-issue", "ping-chan", "timing", "estimate");
        await anna.WholeStage("assess", "Done: ");
        await maria.SeesProgress("Assessment and coordination 9/9");
        await anna.AnotherWay("they said so in a call", "multi", "single", "self", "plan");
        await anna.Window.SetClock("2031-11-01T16:00");
        await maria.WholeStage("fix", "Done: 2 steps");
        await maria.WholeStage("setup", "Done: 2 steps");
        await maria.AnotherWay("they said so in a call", "merge-time", "cut");
        // Its CVE's record settles what it says; what is left of the stage people do.
        var record = new RecordOnPage(anna.Window, installation.Slack, "R1");
        await record.Cve(Cve, 123, maria.Window);
        await maria.WholeStage("pre", "Done: ");
        await anna.SeesProgress("Pre-release 10/10");

        // New York's clock has gone back too.
        await anna.Window.SetClock("2031-11-02T16:00");
        await See(maria.Window.Page.GetByRole(AriaRole.Button, new() { NameRegex = TenInNewYork() }));
        await record.Post();
        await maria.WholeStage("blog", "Done: ");
        await anna.SeesProgress("Blog review 11/11");
        await anna.WholeStage("deploy", "Done: ");
        await anna.AnotherWay("they said so in a call", "com-ok", "disclosure", "legal", "corp-comms", "field-sec", "support", "dedicated", "comms-ok");
        await anna.SeesProgress("Disclosure 2/2");
        await Announce(anna, maria, "2031-11-03T16:10");
        await anna.Window.SetClock("2031-11-04T16:30");
        await FollowUp(maria, anna);
        await Close(anna, maria, total);
        await anna.Window.SetClock("2031-12-03T17:00");
        await maria.WholeStage("later R1", "Done: 2 steps");
        await maria.AnotherWay("the wiki names them", "next-rms");
        await anna.SeesProgress($"{total} of {total} steps");
        anna.Window.Errors.ShouldBeEmpty();
        maria.Window.Errors.ShouldBeEmpty();
    }

    private async Task<(ChecklistOnPage Anna, ChecklistOnPage Maria)> Start(
        Installation installation, string now, string due, (string Label, string Choice) more)
    {
        var grace = await browser.Open(installation.Slack, "grace");
        await grace.Say("/rotation");
        await grace.Press(grace.Message("Nobody is on the rotation yet"), "Add all of PSIRT");
        await See(grace.Message("engineers are on the rotation now"));
        await grace.Page.CloseAsync();

        var anna = await browser.Open(installation.Slack, "anna");
        await anna.SetClock(now);
        var maria = await browser.Open(installation.Slack, "maria");
        await anna.Say("/release new");
        await anna.SeeModal("New release");
        await anna.Choose(more.Label, more.Choice);
        await anna.Field("Versions").FillAsync("18.10.1");
        await anna.Field("Due date").FillAsync(due);
        await anna.Choose("Primary", "Anna de Vries");
        await anna.Choose("Secondary", "María López");
        await anna.Press(anna.Modal, "Start");
        await Gone(anna.Modal);
        return (new(anna, "R1"), new(maria, "R1"));
    }

    /// <summary>Names a fix with its CVE.</summary>
    /// <param name="steps">How many steps it brings.</param>
    /// <returns>How many there are then.</returns>
    private static async Task<int> SetFix(ChecklistOnPage anna, int steps)
    {
        await anna.SeesProgress("1 of ");
        var before = (await anna.Progress.InnerTextAsync()).Split("1 of ")[1].Split(' ')[0];
        await anna.Window.Say("/release fixes");
        await anna.Window.SeeModal("Fixes");
        await anna.Window.Field("Fixes").FillAsync($"{Fix} {Cve}");
        await anna.Window.Press(anna.Window.Modal, "Save");
        await Gone(anna.Window.Modal);
        var total = int.Parse(before, CultureInfo.InvariantCulture) + steps;
        await anna.SeesProgress($" of {total} steps");
        return total;
    }

    /// <summary>A step of theirs, done in their App Home.</summary>
    private static async Task AtHome(ChecklistOnPage person, string title)
    {
        var page = person.Window.Page;
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Security Releases" }).ClickAsync();
        await See(page.GetByRole(AriaRole.Heading, new() { Name = "My steps" }));
        await person.Button("Done", title).ClickAsync();
        await Gone(page.Locator($"[aria-label='Done: {title}']"));
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "sec-psirt-team" }).ClickAsync();
        await See(person.Window.Composer);
    }

    /// <summary>Release day, up to the announcement within the hour.</summary>
    private static async Task Announce(ChecklistOnPage anna, ChecklistOnPage maria, string merge)
    {
        await anna.WholeStage("day", "Done: ");
        await anna.WithAnother(maria, "day", "Final review of the post");
        await maria.AnotherWay("Emma said so in a call", "marketing");
        await maria.Open("day");
        await maria.Button("Done", "Tell the release managers that PSIRT is ready").ClickAsync();
        await maria.Window.Press(maria.Window.Message("Nothing is missing. PSIRT confirms it next."), "Confirm ready");
        await maria.SeesProgress("Release day 3/4");
        await anna.Window.SetClock(merge);
        await anna.Window.Say("/release merged");
        await See(anna.Window.Message("GitLab 18.10.1 is merged."));
        await See(maria.Progress.Filter(new() { HasTextRegex = Hour() }));
        await anna.Window.Clock("+15 min");
        await See(maria.Progress.Filter(new() { HasTextRegex = Left() }));
        await anna.Publish();
        await maria.AnotherWay("Chloe did it", "mail-test", "mail-check", "mail-send");
        await anna.SeesProgress("all announced.");
    }

    private static async Task FollowUp(ChecklistOnPage one, ChecklistOnPage other)
    {
        await one.Agree();
        await other.Agree();
        await one.DoAllParts();
        await one.Window.Say("/release links");
        await one.Window.SeeModal("Links");
        await one.Window.Field("Release blog post MR").FillAsync("https://gitlab.com/gitlab-com/www-gitlab-com/-/merge_requests/1");
        await one.Window.Press(one.Window.Modal, "Save");
        await Gone(one.Window.Modal);
        await RecordOnPage.Thank(one.Window, "R1");
    }

    private static async Task Close(ChecklistOnPage anna, ChecklistOnPage maria, int total)
    {
        await anna.Window.Say("/release close");
        await anna.Window.SeeModal("Close-out");
        await anna.Window.Press(anna.Window.Modal, "Close the release");
        await Gone(anna.Window.Modal);
        await See(anna.Window.Message("GitLab 18.10.1 is closed."));
        await maria.SeesProgress($"{total - 3} of {total} steps · Closed");
    }

    private static string Address(int number) => $"https://gitlab.com/gitlab-org/gitlab/-/issues/90{number}";

    [GeneratedRegex(@"\d+ repl(?:y|ies)", RegexOptions.None, 1000)]
    private static partial Regex Replies();

    [GeneratedRegex(@"\b(?:5\d|60) min left", RegexOptions.None, 1000)]
    private static partial Regex Hour();

    [GeneratedRegex(@"\b[34]\d min left", RegexOptions.None, 1000)]
    private static partial Regex Left();

    [GeneratedRegex(@"^Clock: Sun 5:0\d AM 09:0\d UTC", RegexOptions.None, 1000)]
    private static partial Regex FiveInNewYork();

    [GeneratedRegex(@"^Clock: Sun 10:0\d AM 15:0\d UTC", RegexOptions.None, 1000)]
    private static partial Regex TenInNewYork();

    [GeneratedRegex(@"Nov 28\D[^·]*4:\d\d\sPM", RegexOptions.None, 1000)]
    private static partial Regex InAmsterdam();

    [GeneratedRegex(@"Nov 28\D[^·]*10:\d\d\sAM", RegexOptions.None, 1000)]
    private static partial Regex InNewYork();
}
