using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>The day by hand, on the page.</summary>
[Collection(Browser.One)]
public sealed class BrowserDayTests(Browser browser) : IClassFixture<Browser>
{
    private const string NoBrowser = "Chromium is not here: apt-get install chromium";

    [SkippableFact]
    public async Task The_day_by_hand()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        var grace = await browser.Open(installation.Slack, "grace");
        await FillRoster(grace);

        // A command completed from its first letters, and a form that says what is wrong and keeps what was typed.
        var anna = await browser.Open(installation.Slack, "anna");
        await anna.SetClock("2031-01-06T09:00");
        await anna.Composer.PressSequentiallyAsync("/rel");
        await See(anna.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "/release" }));
        await anna.Composer.PressAsync("Tab");
        await Assertions.Expect(anna.Composer).ToHaveValueAsync("/release ");
        await anna.Composer.PressSequentiallyAsync("new");
        await anna.Send();
        await anna.SeeModal("New release");
        await anna.Press(anna.Modal, "Start");
        await See(anna.Modal.GetByText("Please complete this required field."));
        await anna.Field("Versions").FillAsync("18.6.1, eighteen");
        await anna.Field("Due date").FillAsync("2031-01-08");
        await anna.Choose("Primary", "Anna de Vries");
        await anna.Choose("Secondary", "María López");
        await anna.Press(anna.Modal, "Start");
        await See(anna.Modal.GetByText("is not a version: write it like"));
        await Assertions.Expect(anna.Field("Versions")).ToHaveValueAsync("18.6.1, eighteen");
        await anna.Field("Versions").FillAsync("18.6.1, 18.5.3");
        await anna.Press(anna.Modal, "Start");
        await Gone(anna.Modal);
        await See(anna.Message("is on it now").Filter(new() { HasText = "18.6.1, 18.5.3" }));

        // Two people side by side: what one says, the other sees, and puts aside.
        var oliver = await browser.Open(installation.Slack, "oliver");
        await oliver.Say("The 18.5.3 package build is red");
        var said = anna.Message("package build is red");
        await See(said);
        await said.HoverAsync();
        await said.GetByRole(AriaRole.Button, new() { Name = "More actions" }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "Add to handover" }).ClickAsync();
        await See(anna.Message("Kept for the next handover"));

        await anna.Clock("the end of Anna de Vries's workday");
        await See(anna.Message("your workday ends soon"));
        await anna.Press(anna.Message("your workday ends soon"), "Snooze 30 min");
        await See(anna.Message("Snoozed until"));
        await anna.Clock("+1 h");
        await See(anna.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "1 reply" }));
        await anna.Press(anna.Message("your workday ends soon"), "Write handover");
        await anna.SeeModal("Hand over");
        await Assertions.Expect(anna.Modal.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await anna.Field("Status").FillAsync("");
        await anna.Press(anna.Modal, "Hand over");
        await See(anna.Modal.GetByText("Please complete this required field."));
        await anna.Field("Status").FillAsync("Both CVEs are requested, the packages of 18.6.1 are built.");
        await anna.Field("Next").FillAsync("Restart the package build of 18.5.3, then review the blog post.");
        await anna.Press(anna.Modal, "Hand over");
        await Gone(anna.Modal);
        await See(anna.Message("Patch release handover to").Filter(new() { HasText = "package build is red" }));
        await See(oliver.Message("Patch release handover to"));
        if (Environment.GetEnvironmentVariable("SCREENSHOT") is { Length: > 0 } path)
            await anna.Page.ScreenshotAsync(new() { Path = path });

        // The same window as another person.
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "You are Anna de Vries" }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitemradio).Filter(new() { HasText = "María López" }).ClickAsync();
        var maria = anna;
        await maria.Press(maria.Message("Patch release handover to"), "Accept");
        await See(maria.Message("Patch release handover to").Filter(new() { HasText = "Accepted by" }));
        await See(oliver.Message("María López is on it now"));

        await maria.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Security Releases" }).ClickAsync();
        await See(maria.Page.GetByRole(AriaRole.Main).GetByText("now with you"));

        foreach (var window in new[] { grace, anna, oliver })
            window.Errors.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_part_of_the_day_with_the_keyboard_alone()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        var grace = await browser.Open(installation.Slack, "grace");
        var keys = grace.Page.Keyboard;

        // A person completed from what was typed of the name.
        await keys.TypeAsync("/rotation add @ann");
        await See(grace.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Anna de Vries" }));
        await keys.PressAsync("Enter");
        await keys.TypeAsync("EMEA 09:00-17:00");
        await keys.PressAsync("Enter");
        await See(grace.Message("Anna de Vries is on the rotation"));

        // The form of the same, opened, filled and sent.
        await Assertions.Expect(grace.Composer).ToHaveValueAsync("");
        await keys.TypeAsync("/rotation add");
        await keys.PressAsync("Enter");
        await grace.SeeModal("Add to rotation");
        await Assertions.Expect(grace.Modal.GetByRole(AriaRole.Combobox, new() { Name = "Person" })).ToBeFocusedAsync();
        await keys.TypeAsync("María");
        await See(grace.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "María López" }));
        await keys.PressAsync("Enter");
        await keys.PressAsync("Tab");
        await Assertions.Expect(grace.Modal.GetByRole(AriaRole.Combobox, new() { Name = "Region" })).ToBeFocusedAsync();
        await keys.TypeAsync("AMER");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Control+Enter");
        await grace.SeeModal("Added");
        await keys.PressAsync("Escape");
        await Gone(grace.Modal);

        // Elsewhere and back.
        await keys.PressAsync("Control+k");
        await keys.TypeAsync("Security Releases");
        await keys.PressAsync("Enter");
        await See(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Releases" }));
        await See(grace.Page.GetByRole(AriaRole.Main).GetByText("shows all"));
        grace.Errors.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task On_a_phone_in_the_dark()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        const int width = 390;
        var grace = await browser.Open(installation.Slack, "grace", width, 844, ColorScheme.Dark);
        await FillRoster(grace);
        await grace.Say("/release new");
        await grace.SeeModal("New release");
        await Fits();
        await grace.Page.Keyboard.PressAsync("Escape");
        await Gone(grace.Modal);

        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Open sidebar" }).ClickAsync();
        await grace.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Security Releases" }).ClickAsync();
        await See(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Releases" }));
        await Fits();
        (await grace.Page.EvaluateAsync<int>(
            "() => Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number))")).ShouldBeLessThan(80);
        grace.Errors.ShouldBeEmpty();

        async Task Fits() => (await grace.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    private static async Task FillRoster(Window grace)
    {
        await grace.Say("/rotation");
        await grace.Press(grace.Message("Nobody is on the rotation yet"), "Add all of PSIRT");
        await See(grace.Message("engineers are on the rotation now"));
    }
}
