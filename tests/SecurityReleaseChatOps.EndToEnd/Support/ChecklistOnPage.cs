using Microsoft.Playwright;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>A release's checklist, as one person works on it in the page.</summary>
internal sealed class ChecklistOnPage(Window window, string release)
{
    public Window Window => window;

    /// <summary>The message in the channel that always shows the release's progress.</summary>
    public ILocator Progress => window.Message($"Checklist {release} · GitLab");

    /// <summary>The checklist this person opened last.</summary>
    public ILocator Shown => All.Last;

    private ILocator All => window.Message($"Checklist of {release} ");

    /// <param name="words">The command's arguments, such as a stage.</param>
    public async Task Open(string words = "")
    {
        var before = await All.CountAsync();
        await window.Say($"/checklist {words}".TrimEnd());
        await Assertions.Expect(All).ToHaveCountAsync(before + 1);
    }

    /// <summary>A button of a step.</summary>
    /// <param name="title">A part of the step's title.</param>
    public ILocator Button(string label, string title) =>
        window.Page.Locator($"main [aria-label^='{label}: '][aria-label*='{title}']").Last;

    /// <summary>Presses a step's button in the checklist opened last, and waits for the result.</summary>
    public async Task Press(string label, string title, string then)
    {
        await Button(label, title).ClickAsync();
        await Sees(then);
    }

    /// <summary>Waits until the checklist opened last contains these words.</summary>
    public Task Sees(string words) => See(Shown.Filter(new() { HasText = words }));

    /// <summary>Waits until the only progress message contains these words.</summary>
    public async Task SeesProgress(string words)
    {
        await See(Progress.Filter(new() { HasText = words }));
        (await Progress.CountAsync()).ShouldBe(1);
    }

    /// <summary>Does everything one person can do in a stage at once.</summary>
    public async Task WholeStage(string words, string then)
    {
        await Open(words);
        await window.Press(Shown, "Done for the whole stage");
        await window.SeeModal("Done for the whole stage?");
        await window.Press(window.Modal, "All are done");
        await Sees(then);
        await window.Settled();
    }

    /// <summary>Presses <b>Done</b> on a step that needs links, and sets them.</summary>
    public async Task Link(string title, params (string Label, string Address)[] links)
    {
        await Button("Done", title).ClickAsync();
        await window.SeeModal("Links");
        foreach (var (label, address) in links)
            await window.Field(label).FillAsync(address);
        await window.Press(window.Modal, "Save");
        await Gone(window.Modal);
    }

    /// <summary>Presses <b>Ping</b> on a step that tells somebody, and sends its message.</summary>
    public async Task Tell(string title, string then)
    {
        await Button("Ping", title).ClickAsync();
        await window.SeeModal("Ping");
        await new CommsOnPage(window, release).Send();
        await Sees(then);
    }

    /// <summary>Marks steps that are settled elsewhere as done another way.</summary>
    public async Task AnotherWay(string how, params string[] steps)
    {
        foreach (var step in steps)
        {
            var done = window.Message("Done: ");
            var before = await done.CountAsync();
            await window.Say($"/checklist done {step} {how} {release}");
            await Assertions.Expect(done).ToHaveCountAsync(before + 1);
        }
    }

    /// <summary>Agrees to the dry run of the close-out.</summary>
    public async Task Agree()
    {
        await window.Say($"/release close {release}");
        await window.SeeModal("Close-out");
        await window.Press(window.Modal, "Agree");
        await See(window.Modal.GetByText("agreed"));
        await window.Press(window.Modal, "Close");
        await Gone(window.Modal);
    }

    /// <summary>Marks each part of the close-out as done.</summary>
    public async Task DoAllParts()
    {
        await window.Say($"/release close {release}");
        await window.SeeModal("Close-out");
        var parts = window.Modal.GetByRole(AriaRole.Button, new() { Name = "Open", Exact = true });
        var count = await parts.CountAsync();
        for (var part = 0; part < count; part++)
        {
            await parts.Nth(part).ClickAsync();
            await window.Press(window.Modal, "Done");
            await window.SeeModal("Close-out");
        }
        await window.Press(window.Modal, "Close");
        await Gone(window.Modal);
    }

    /// <summary>Presses <b>Done</b> on the step of the publication, and publishes in <b>Publish</b>.</summary>
    public async Task Publish()
    {
        await Open("day");
        await Button("Done", "The blog post is published").ClickAsync();
        await window.PressItIsPublic();
    }

    /// <summary>Does a step that needs two people: first this one, twice in vain, then the other.</summary>
    public async Task WithAnother(ChecklistOnPage other, string stage, string title)
    {
        await Open(stage);
        await Press("Done", title, "Confirmed, a second person is still needed");
        await Press("Done", title, "It needs a second person: someone other than you.");
        await other.Open(stage);
        await other.Sees("needs a second person");
        await other.Press("Done", title, "Done: ");
    }

    /// <summary>Marks a step as not needed: the form insists on a reason.</summary>
    public async Task NotNeeded(string title, string why)
    {
        await Button("Not needed", title).ClickAsync();
        await window.SeeModal("Not needed");
        await window.Press(window.Modal, "Not needed");
        await See(window.Modal.GetByText("Please complete this required field."));
        await window.Field("Why").FillAsync(why);
        await window.Press(window.Modal, "Not needed");
        await Gone(window.Modal);
        await Sees("Not needed: " + title);
    }
}
