using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>The communications of a release, as one person works them on the page.</summary>
internal sealed partial class CommsOnPage(Window window, string release)
{
    public Window Window => window;

    /// <summary>The plan that this person opened last.</summary>
    public ILocator Plan => window.Message("Communications of").Last;

    public async Task OpenPlan()
    {
        var plans = window.Message("Communications of");
        var before = await plans.CountAsync();
        await window.Say($"/comms {release}");
        await Assertions.Expect(plans).ToHaveCountAsync(before + 1);
    }

    /// <summary>Opens <b>Ping</b>.</summary>
    /// <param name="words">An audience, or a message.</param>
    public async Task OpenPing(string words)
    {
        await window.Say($"/comms ping {words} {release}");
        await window.SeeModal("Ping");
    }

    /// <summary>Opens <b>Ping</b> from the plan, for several audiences at once.</summary>
    public async Task OpenPing(IEnumerable<(string Name, string Channel)> audiences)
    {
        await window.Press(Plan, "Ping several…");
        await window.SeeModal("Ping");
        foreach (var (name, channel) in audiences)
        {
            await window.Field("Audience").ClickAsync();
            await window.Page.GetByRole(AriaRole.Option, new() { Name = name, Exact = true }).ClickAsync();
            // Its message is drawn into the form before the next is chosen.
            await See(window.Modal.GetByText(channel, new() { Exact = true }));
        }
    }

    /// <summary>Sends what stands in the modal.</summary>
    public async Task Send()
    {
        await window.Press(window.Modal, "Send");
        await Gone(window.Modal);
    }

    /// <summary>Tells audiences, each the message of the matrix with the text that it has.</summary>
    public async Task Ping(params IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            await OpenPing(message);
            await Send();
        }
    }

    /// <summary>Says that an audience was told outside Slack.</summary>
    public async Task ToldElsewhere(string where)
    {
        await window.SeeModal("Told elsewhere");
        await window.Field("Where").FillAsync(where);
        await window.Press(window.Modal, "They are told");
        await Gone(window.Modal);
    }

    /// <summary>Opens the thread of the release's first message to an audience, in which all later ones stand.</summary>
    public async Task OpenThread()
    {
        await window.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = Replies() }).First.ClickAsync();
        await See(window.Thread.GetByRole(AriaRole.Article));
    }

    /// <summary>A message with these words, in the channel or in the thread that is open.</summary>
    public ILocator Said(string words) => window.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = words });

    /// <summary>Acknowledges a message that this person sees.</summary>
    public Task Acknowledge(string title) => Answer(title, "Acknowledge", "Acknowledged by");

    /// <summary>Answers a message that this person sees by a press.</summary>
    /// <param name="then">What the message says afterwards.</param>
    public async Task Answer(string title, string button, string then)
    {
        await window.Press(Said(title).Filter(new() { HasText = "waiting for" }).Last, button);
        await See(Said(title).Filter(new() { HasText = then }));
    }

    /// <summary>Says the impact that a message asks for.</summary>
    /// <param name="on">The kind of instance.</param>
    public async Task SayImpact(string title, string on, string impact)
    {
        await window.Press(Said(title).Filter(new() { HasText = "waiting for the impact" }).Last, "Impact");
        await window.SeeModal("Impact");
        await window.Field(on).FillAsync(impact);
        await window.Press(window.Modal, "Send");
        await See(Said(title).Filter(new() { HasText = "Impact, says" }));
    }

    /// <summary>Opens the customer email's form.</summary>
    public async Task<ILocator> OpenEmail()
    {
        await window.Say($"/comms email {release}");
        await window.SeeModal("Customer email");
        return window.Modal.GetByRole(AriaRole.Textbox, new() { Name = "Email", Exact = true });
    }

    /// <summary>Saves the open form of the customer email.</summary>
    public async Task SaveEmail()
    {
        await window.Press(window.Modal, "Save");
        await Gone(window.Modal);
    }

    /// <summary>Opens the customer email as it stands, and presses a button of it.</summary>
    /// <param name="then">What it says afterwards.</param>
    public async Task AtEmail(string button, string then)
    {
        await window.Say($"/comms email {release}");
        await PressAtEmail(button);
        await See(window.Message(then));
    }

    public Task PressAtEmail(string button) => window.Press(window.Message("Customer email of").Last, button);

    [GeneratedRegex(@"\d+ repl(?:y|ies)", RegexOptions.None, 1000)]
    private static partial Regex Replies();
}
