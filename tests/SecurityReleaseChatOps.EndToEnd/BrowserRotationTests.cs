using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>The rotation by hand, on the page, on a desk and on a phone: what goes wrong between people ends right.</summary>
[Collection(Browser.One)]
public sealed partial class BrowserRotationTests(Browser browser) : IClassFixture<Browser>
{
    private const string Group = "psirt-release-managers";

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Two_take_one_shift_the_group_is_edited_and_somebody_leaves(int width)
    {
        Skip.IfNot(Browser.IsThere, "Chromium is not here: apt-get install chromium");
        await using var installation = await Installation.Local();
        var grace = await Begin(installation, width);
        await grace.Say("/rotation calendar drop 22 Jan");
        await See(grace.Window.Message("No release is planned on"));

        // The Primary's shift is offered to all who may take it; two press at once, and the second one reads who has it.
        await grace.Say("/rotation calendar");
        var row = await grace.Table.Locator("tr").Nth(1).Locator("td, th").AllInnerTextsAsync();
        var (primary, secondary) = (row[1].Trim(), row[2].Trim());
        await grace.Fits("calendar");
        await grace.Become(primary);
        await grace.Say("/rotation swap");
        await grace.Window.SeeModal("Swap");
        await grace.Window.Choose("Ask", secondary);
        await grace.Window.Press(grace.Window.Modal, "Ask");
        var may = grace.Window.Modal.GetByText("These can: ");
        await See(may);
        await grace.Fits("swap");
        var takers = (await may.First.InnerTextAsync()).Split("These can: ")[1].TrimEnd('.').Split(", ").Take(2).ToList();
        takers.Count.ShouldBe(2);
        await grace.Window.Press(grace.Window.Modal, "Close");
        await Gone(grace.Window.Modal);
        await grace.Say("/rotation swap");
        await grace.Window.SeeModal("Swap");
        await grace.Window.Press(grace.Window.Modal, "Ask");
        await Gone(grace.Window.Modal);
        var other = new Phone(await browser.Open(installation.Slack, "grace", width, 844), width);
        await grace.Become(takers[0]);
        await other.Become(takers[1]);
        Phone[] two = [grace, other];
        foreach (var one in two)
            await See(one.Window.Message("offers a shift"));
        // Each presses the button as they saw it: waiting for it again would fail whoever is later, since it goes when the shift is taken.
        var takes = await Task.WhenAll(two.Select(one => Window.Button(one.Window.Message("offers a shift"), "Take it").ElementHandleAsync()));
        await Task.WhenAll(takes.Select(take => take.EvaluateAsync("button => button.click()")));
        await See(grace.Window.Message($"from {primary}."));
        var taken = (await grace.Window.Message($"from {primary}.").Filter(new() { HasText = "takes" }).First.InnerTextAsync()).Contains($"{takers[0]} takes", StringComparison.Ordinal) ? 0 : 1;
        await See(two[taken].Window.Message("You are Primary on"));
        await See(two[1 - taken].Window.Message($"{takers[taken]} takes"));
        await grace.Say("/rotation who");
        await See(grace.Window.Message($"{takers[taken]} is Primary").Last);

        // A hand edit of the group is put right once, and then left to the admins.
        await grace.Window.Settled();
        var on = await InGroup(installation);
        on.Count.ShouldBe(2);
        await Edits(installation, "sam");
        await See(grace.Window.Message("I put back who is on"));
        await Patience.Until("the group to hold who is on", async () => (await InGroup(installation)).SequenceEqual(on) ? "" : null);
        await Edits(installation, "sam");
        await See(grace.Window.Message("I leave it as it is until the next shift"));
        await grace.Fits("group");

        // The feed of whoever has the shift ends when they leave; the admins are told, with Find cover.
        await grace.Become(takers[taken]);
        await grace.Say("/rotation calendar link");
        var links = grace.Window.Message("/calendar/");
        await See(links);
        using var http = new HttpClient();
        var feed = Address().Match(await links.Last.InnerTextAsync()).Value;
        (await http.GetStringAsync(new Uri(feed))).ShouldContain("BEGIN:VEVENT");
        await grace.Fits("link");
        await grace.Become("Grace Kim");
        await installation.Slack.Post($"users/{await Handle(installation, takers[taken])}/deactivate", []);
        await grace.Window.Settled();
        await Patience.Until("the feed to end", async () => (await http.GetAsync(new Uri(feed))).StatusCode == HttpStatusCode.NotFound ? "" : null);
        await grace.Say("/rotation calendar");
        await See(grace.Table.Locator("tr").Nth(1).Filter(new() { HasText = $"{takers[taken]} (left)" }));
        await See(grace.Window.Message($"{takers[taken]} (left) is").Filter(new() { HasText = "Find cover" }));
        await grace.Fits("left");
        grace.Window.Errors.ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Of_a_release_under_way_a_shift_is_swapped_covered_and_its_owner_away(int width)
    {
        Skip.IfNot(Browser.IsThere, "Chromium is not here: apt-get install chromium");
        await using var installation = await Installation.Local();
        var page = await Begin(installation, width);
        var window = page.Window;
        await page.Say("/rotation calendar drop 8 Jan");
        await See(window.Message("No release is planned on"));
        await page.Say("/release new");
        await window.SeeModal("New release");
        await window.Field("Versions").FillAsync("18.6.1");
        await window.Press(window.Modal, "Start");
        await Gone(window.Modal);
        var card = window.Message("is on it now");
        await See(card);
        var pair = Pair().Match(await card.First.InnerTextAsync()).Groups;
        var (primary, secondary) = (pair["one"].Value, pair["two"].Value);

        // The other one of the pair covers for some hours: they carry it alone, and the covered one is asked nothing.
        await Covers(installation, page, primary, secondary, "2031-01-06T01:00", "2031-01-06T14:00");
        await See(card.Filter(new() { HasText = $"Primary: {secondary} for {primary}, Secondary: {secondary}" }));
        await page.Say("/rotation who");
        await See(window.Message($"{secondary} is Primary and Secondary, for {primary} too"));
        await page.Fits("alone");
        await window.SetClock("2031-01-06T14:00");
        await See(card.Filter(new() { HasText = $"Primary: {primary}, Secondary: {secondary}" }));

        // A handover is open when its sender's shift is swapped: they keep the release until it is accepted.
        await page.Become(primary);
        await HandsOver(page, secondary);
        await page.Become("Grace Kim");
        await page.Say($"/rotation swap @{await Handle(installation, primary)}");
        await window.SeeModal("Swap");
        await window.Choose("Ask", secondary);
        await window.Press(window.Modal, "Ask");
        var may = window.Modal.GetByText("These can: ");
        await See(may);
        var third = (await may.First.InnerTextAsync()).Split("These can: ")[1].TrimEnd('.').Split(", ")[0];
        await window.Choose("Ask", third);
        await window.Modal.GetByText("It is agreed: change it now").ClickAsync();
        await window.Press(window.Modal, "Ask");
        await Gone(window.Modal);
        await See(card.Filter(new() { HasText = $"Primary: {third}, Secondary: {secondary}" }).Filter(new() { HasText = $"{primary} is on it now" }));
        await page.Become(secondary);
        await window.Press(window.Message("Patch release handover to"), "Accept");
        await See(card.Filter(new() { HasText = $"{secondary} is on it now" }));
        await page.Fits("swapped");

        // Away in the middle of it: said with what they are on for, and shown.
        await page.Say("/rotation away");
        await window.SeeModal("Away");
        await page.Pick("From", "2031-01-08");
        await page.Pick("Until", "2031-01-08");
        await window.Press(window.Modal, "Save");
        await See(window.Modal.GetByText("meanwhile: /rotation swap finds cover"));
        await page.Fits("away");
        await window.Page.Keyboard.PressAsync("Escape");
        await Gone(window.Modal);

        // So somebody covers, hands over to the Primary, and that ends at night: the release stays where it is until it is accepted.
        var cover = new[] { "Anna de Vries", "Oliver Hughes", "Priya Nair", "Liam Walker", "María López", "Sam Carter" }
            .First(name => name != primary && name != secondary && name != third);
        await Covers(installation, page, secondary, cover, "2031-01-06T14:00", "2031-01-07T14:00");
        await See(card.Filter(new() { HasText = $"{cover} is on it now" }));
        await page.Become(cover);
        await HandsOver(page, third);
        await page.Become("Grace Kim");
        await window.SetClock("2031-01-07T14:00");
        await See(card.Filter(new() { HasText = $"Secondary: {secondary}" }).Filter(new() { HasText = $"{cover} is on it now" }));
        await page.Become(third);
        await window.Press(window.Message("Patch release handover to").Last, "Accept");
        await See(card.Filter(new() { HasText = $"{third} is on it now" }));
        await page.Fits("end");
        window.Errors.ShouldBeEmpty();
    }

    /// <summary>The roster is filled, and a plan accepted, on a Monday of a release.</summary>
    private async Task<Phone> Begin(Installation installation, int width)
    {
        var page = new Phone(await browser.Open(installation.Slack, "grace", width, 844), width);
        await page.Window.SetClock("2031-01-06T01:00");
        await page.Say("/rotation");
        await page.Window.Press(page.Window.Message("Nobody is on the rotation yet"), "Add all of PSIRT");
        await See(page.Window.Message("engineers are on the rotation now"));
        await page.Say("/rotation plan");
        await page.Window.Press(page.Window.Message("not on for a year"), "Accept");
        await See(page.Window.Message("The plan is accepted"));
        return page;
    }

    /// <summary>Arranged by an admin, on her clock.</summary>
    private static async Task Covers(Installation installation, Phone page, string person, string by, string from, string until)
    {
        await page.Become("Grace Kim");
        await page.Say($"/rotation cover @{await Handle(installation, person)}");
        await page.Window.SeeModal("Cover");
        await page.Window.Choose("Who covers", by);
        await page.Pick("From", from);
        await page.Pick("Until", until);
        await page.Window.Press(page.Window.Modal, "Save");
        await Gone(page.Window.Modal);
        await See(page.Window.Message($"{by} covers for {person}"));
    }

    private static async Task HandsOver(Phone page, string to)
    {
        await page.Say("/handover");
        await page.Window.SeeModal("Hand over");
        await page.Window.Choose("Hand over to", to);
        await page.Window.Field("Status").FillAsync("All CVEs are requested.");
        await page.Window.Field("Next").FillAsync("Review the post.");
        await page.Window.Press(page.Window.Modal, "Hand over");
        await Gone(page.Window.Modal);
        await See(page.Window.Message("Patch release handover to"));
    }

    private static async Task Edits(Installation installation, string user)
    {
        await installation.Slack.Post($"usergroups/{Group}", new() { ["users"] = new JsonArray(user) });
        await installation.Slack.Settled();
    }

    private static async Task<IReadOnlyList<string>> InGroup(Installation installation) =>
        [.. ((JsonArray)(await installation.Slack.Get("state?user=grace"))["usergroups"]!).Single(group => (string?)group!["handle"] == Group)!["users"]!
            .AsArray().Select(user => (string)user!)];

    private static async Task<string> Handle(Installation installation, string name) =>
        (string)((JsonArray)(await installation.Slack.Get("state?user=grace"))["users"]!).Single(user => user!.ToJsonString().Contains(
            name, StringComparison.Ordinal) || (string?)user["real_name"] == name)!["name"]!;

    [GeneratedRegex("http://[^\\s`]+/calendar/[^\\s`]+")]
    private static partial Regex Address();

    [GeneratedRegex("Primary: (?<one>[^,]+), Secondary: (?<two>[^\\n]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Pair();

    /// <summary>A window of some width, in which one becomes another person.</summary>
    private sealed record Phone(Window Window, int Width)
    {
        public ILocator Table => Window.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Table).Last;

        public Task Say(string text) => Window.Say(text);

        public Task Pick(string label, string local) => Window.Modal.GetByLabel(label, new() { Exact = true }).First.FillAsync(local);

        public async Task Become(string person)
        {
            var you = Window.Page.GetByRole(AriaRole.Button, new() { Name = $"You are {person}", Exact = true });
            if (await you.CountAsync() == 0)
            {
                await Window.Page.GetByRole(AriaRole.Button, new() { Name = "You are " }).ClickAsync();
                await Window.Page.GetByRole(AriaRole.Menuitemradio).Filter(new() { HasText = person }).ClickAsync();
                await See(you);
            }
            await Window.Page.EvaluateAsync($"location.hash = '#/c/{Workspace.Psirt}'");
            await See(Window.Composer);
        }

        /// <summary>Nothing is wider than the screen; <c>ROTATION_SCREENSHOTS</c> names a folder for what it looks like.</summary>
        public async Task Fits(string name)
        {
            if (Environment.GetEnvironmentVariable("ROTATION_SCREENSHOTS") is { Length: > 0 } folder)
                await Window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{Width}.png") });
            (await Window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Width, name);
        }
    }
}
