using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>A release's communications, as one person works on them in the page.</summary>
internal sealed partial class CommsOnPage(Window window, string release)
{
    public Window Window => window;

    /// <summary>The plan this person opened last.</summary>
    public ILocator Plan => window.Message($"Communications of {release} ").Last;

    public async Task OpenPlan()
    {
        var plans = window.Message($"Communications of {release} ");
        var before = await plans.CountAsync();
        await window.Say($"/comms {release}");
        await Assertions.Expect(plans).ToHaveCountAsync(before + 1);
    }

    /// <summary>Opens <b>Ping</b>.</summary>
    /// <param name="words">An audience or a message.</param>
    public async Task OpenPing(string words)
    {
        await window.Say($"/comms ping {words} {release}");
        await window.SeeModal("Ping");
    }

    /// <summary>Opens <b>Ping</b> for the first of several audiences, and adds the others.</summary>
    public async Task OpenPing(params (string Name, string Channel)[] audiences)
    {
        await OpenPing(audiences[0].Name);
        foreach (var (name, channel) in audiences.Skip(1))
        {
            await window.Field("Audience").ClickAsync();
            await window.Page.GetByRole(AriaRole.Option, new() { Name = name, Exact = true }).ClickAsync();
            // The form shows its message before the next is chosen.
            await See(window.Modal.GetByText(channel, new() { Exact = true }));
        }
    }

    /// <summary>Sends the modal as it is, whatever is missing.</summary>
    public async Task Send()
    {
        var anyway = window.Modal.GetByRole(AriaRole.Checkbox, new() { Name = "Send it anyway" });
        if (await anyway.CountAsync() > 0)
            await anyway.CheckAsync();
        await window.Press(window.Modal, "Send");
        await Gone(window.Modal);
    }

    /// <summary>Sends each audience its message of the matrix with the prepared text.</summary>
    public async Task Ping(params IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            await OpenPing(message);
            await Send();
        }
    }

    /// <summary>Records that an audience was told outside Slack.</summary>
    /// <param name="answer">Their answer there; null for none.</param>
    public async Task ToldElsewhere(string where, string? answer = null)
    {
        await window.SeeModal("Told elsewhere");
        if (answer is not null)
            await window.Choose("Answer", answer);
        await window.Field("Where").FillAsync(where);
        await window.Press(window.Modal, "They are told");
        await Gone(window.Modal);
    }

    /// <summary>Opens the thread of the release's first message to an audience, which holds all later ones.</summary>
    /// <param name="first">Words of that message, if others have replies too.</param>
    public async Task OpenThread(string first = "")
    {
        await window.Message(first).GetByRole(AriaRole.Link).Filter(new() { HasTextRegex = Replies() }).First.ClickAsync();
        await See(window.Thread.GetByRole(AriaRole.Article));
    }

    /// <summary>A message with these words, in the channel or in the open thread.</summary>
    public ILocator Said(string words) => window.Page.Locator("[role=article]").Filter(new() { HasText = words });

    /// <summary>Acknowledges a message this person sees.</summary>
    public Task Acknowledge(string title) => Answer(title, "Acknowledge", "Acknowledged by");

    /// <summary>Answers a message this person sees by a button.</summary>
    /// <param name="then">What the message says afterwards.</param>
    public async Task Answer(string title, string button, string then)
    {
        await window.Press(Said(title).Filter(new() { HasText = "waiting for" }).Last, button);
        await See(Said(title).Filter(new() { HasText = then }));
    }

    /// <summary>Answers a message's question about the impact on each kind of instance.</summary>
    public async Task SayImpact(string title, params (string On, string Impact)[] impacts)
    {
        await window.Press(Said(title).Filter(new() { HasText = "waiting for the impact" }).Last, "Impact");
        await window.SeeModal("Impact");
        foreach (var (on, impact) in impacts)
            await window.Field(on).FillAsync(impact);
        await window.Press(window.Modal, "Send");
        // The form is replaced by thanks.
        await window.Press(window.Modal, "Close");
        await See(Said(title).Filter(new() { HasText = "Impact, said" }));
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

    /// <summary>Opens the current customer email, and presses one of its buttons.</summary>
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
