using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>axe-core finds nothing to mend on any screen, forms included, light at a desk and dark on a phone; a full channel and Home in both.</summary>
[Collection(Browser.Another)]
public sealed class BrowserAxeTests(Browser browser) : IClassFixture<Browser>
{
    // What opens a form, with its title.
    private static readonly (string Command, string Title)[] forms =
    [
        ("/rotation add", "Add to rotation"), ("/release new", "New release"), ("/release severity", "Severity"), ("/release links", "Links"),
        ("/release fixes", "Fixes"), ("/release versions", "Versions"),
        ("/release delay", "Move due date"), ("/release cancel", "Cancel release"), ("/release published", "Publish"), ("/handover", "Hand over"),
        ("/checklist import", "Import"), ("/comms ping legal", "Ping"), ("/comms embargo", "Embargo"), ("/comms email", "Customer email"),
        ("/comms classify", "Classify"), ("/cve add", "Add CVE"), ("/blogpost check", "Check post"), ("/blogpost edit", "Blog post"),
        ("/rotation swap", "Swap"), ("/rotation cover", "Cover"), ("/rotation away", "Away"), ("/rotation import", "Import rotation"),
    ];

    private static readonly string[] answers =
        ["/release", "/release list", "/release status", "/release ready", "/rotation", "/handover history", "/checklist", "/checklist all",
            "/checklist setup", "/comms", "/comms help", "/comms check this", "/rotation calendar", "/rotation plan", "/rotation load", "/rotation coverage",
            "/release gates"];

    // Nothing is told about what is well, which is most of a page.
    private static readonly AxeRunOptions violations = new() { ResultTypes = [ResultType.Violations] };

    [SkippableTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_screen(int width, ColorScheme scheme)
    {
        Skip.IfNot(Browser.IsThere, "Chromium is not here: apt-get install chromium");
        await using var installation = await Installation.Local();
        var grace = await Open(scheme);
        await Holds("an empty channel");
        await grace.Say("/rotation");
        await grace.Press(grace.Message("Nobody is on the rotation yet"), "Add all of PSIRT");
        await See(grace.Message("engineers are on the rotation now"));
        await grace.Say("/release new");
        await grace.SeeModal("New release");
        await grace.Field("Versions").FillAsync("18.6.1, 18.5.3");
        await grace.Choose("Primary", "Grace Kim");
        await grace.Choose("Secondary", "Anna de Vries");
        await grace.Press(grace.Modal, "Start");
        await Gone(grace.Modal);
        await See(grace.Message("is on it now"));

        foreach (var (command, title) in forms)
        {
            await grace.Say(command);
            await grace.SeeModal(title);
            await HoldsAlone(title, grace.Modal);
            await grace.Page.Keyboard.PressAsync("Escape");
            await Gone(grace.Modal);
        }
        await grace.Press(grace.Message("is on it now"), "More");
        await grace.SeeModal("More");
        await Holds("More, with what lies behind it");
        await grace.Page.Keyboard.PressAsync("Escape");
        await Gone(grace.Modal);
        foreach (var command in answers)
            await grace.Say(command);
        await grace.Settled();
        await Holds("a channel with all kinds of messages");

        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Clock:" }).ClickAsync();
        await HoldsAlone("the clock", grace.Page.GetByRole(AriaRole.Region, new() { Name = "Clock" }));
        await grace.Page.Keyboard.PressAsync("Escape");
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "You are " }).ClickAsync();
        await HoldsAlone("the menu of people", grace.Page.GetByRole(AriaRole.Menu));
        await grace.Page.Keyboard.PressAsync("Escape");
        await grace.Page.Keyboard.PressAsync("Control+k");
        await HoldsAlone("the search", grace.Modal);
        await grace.Page.Keyboard.PressAsync("Escape");
        await grace.Page.Keyboard.PressAsync("Control+j");
        await HoldsAlone("the journal", grace.Page.GetByRole(AriaRole.Complementary, new() { Name = "Journal" }));
        await grace.Page.Keyboard.PressAsync("Control+j");
        await HoldsAtHome();
        grace.Errors.ShouldBeEmpty();

        // What most see most, in the other colours too.
        grace = await Open(scheme == ColorScheme.Light ? ColorScheme.Dark : ColorScheme.Light);
        await See(grace.Message("is on it now"));
        await Holds("a channel in other colours");
        await HoldsAtHome();

        Task<Window> Open(ColorScheme colours) => browser.Open(installation.Slack, "grace", width, 844, colours);

        async Task HoldsAtHome()
        {
            await grace.Page.EvaluateAsync("location.hash = '#/app/home'");
            await See(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Releases" }));
            await Holds("Home");
        }

        Task Holds(string screen) => Judge(screen, () => grace.Page.RunAxe(violations));

        // What lies behind is judged once.
        Task HoldsAlone(string what, ILocator opened) => Judge(what, () => opened.RunAxe(violations));

        async Task Judge(string screen, Func<Task<AxeResult>> look)
        {
            // What opens is placed, and gets the focus and its colours, within a frame.
            await grace.Page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
            var found = await look();
            found.Violations.Select(rule => $"{rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Take(3).Select(node => node.Html))}")
                .ShouldBeEmpty($"{screen}, {width}, {scheme}");
        }
    }
}
