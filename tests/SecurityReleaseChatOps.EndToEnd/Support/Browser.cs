using Microsoft.Playwright;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>Debian's Chromium, shared by all tests of a class; without its window where that is there, since it takes a fifth less processor time.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Two collections of browser tests about equally long, each with its tests one after the other.</summary>
    public const string One = "With a browser", Another = "With another browser";

    private static readonly string? Chromium = Array.Find(["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"], File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsThere => Chromium is not null;

    public async Task InitializeAsync()
    {
        if (!IsThere)
            return;
        Assertions.SetDefaultExpectTimeout((float)Patience.Seen.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync"],
        });
    }

    /// <summary>Opens a window in which one person uses the workspace.</summary>
    internal async Task<Window> Open(
        Workspace workspace, string person, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, string channel = Workspace.Psirt)
    {
        // Motion costs processor time, and what still fades in has no colour of its own yet.
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout((float)Patience.Seen.TotalMilliseconds);
        var window = new Window(await context.NewPageAsync(), workspace, channel);
        await window.Page.GotoAsync(new Uri(workspace.Address, $"?as={person}{(channel == Workspace.Psirt ? "" : $"#/c/{channel}")}").ToString());
        await Assertions.Expect(window.Composer).ToBeVisibleAsync();
        return window;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A person's window on the page.</summary>
internal sealed class Window
{
    private readonly List<string> _errors = [];
    private readonly Workspace _workspace;

    private string _channel;

    public Window(IPage page, Workspace workspace, string channel)
    {
        (Page, _workspace, _channel) = (page, workspace, channel);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, line) =>
        {
            if (line.Type == "error")
                _errors.Add($"{line.Text} {line.Location}");
        };
    }

    public IPage Page { get; }

    public ILocator Composer => Page.GetByRole(AriaRole.Textbox, new() { Name = $"Message #{_channel}", Exact = true });

    /// <summary>The open modal.</summary>
    // By its attribute, as messages are: GetByRole judges every element of the page, each time it looks.
    public ILocator Modal => Page.Locator("[role=dialog]");

    /// <summary>Errors of the page's scripts.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The thread that was opened last.</summary>
    public ILocator Thread => Page.GetByRole(AriaRole.Complementary, new() { Name = "Thread" });

    /// <summary>Messages in the channel with these words.</summary>
    public ILocator Message(string words) => Page.Locator("main [role=article]").Filter(new() { HasText = words });

    /// <summary>Opens a channel as the window's current person.</summary>
    public async Task Go(string channel)
    {
        _channel = channel;
        var link = Page.GetByRole(AriaRole.Navigation).Locator($"a[aria-label='{channel}'], a[aria-label^='{channel}, ']");
        await link.ClickAsync();
        await See(Composer);
    }

    /// <summary>The same window as another person, in another channel.</summary>
    public async Task Become(string person, string channel)
    {
        var you = Page.GetByRole(AriaRole.Button, new() { Name = $"You are {person}", Exact = true });
        if (await you.CountAsync() == 0)
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = "You are " }).ClickAsync();
            await Page.GetByRole(AriaRole.Menuitemradio).Filter(new() { HasText = person }).ClickAsync();
            await See(you);
        }
        await Go(channel);
    }

    /// <summary>Types into the composer and sends it; repeats while the app, just started, does not answer in time.</summary>
    public async Task Say(string text)
    {
        await Composer.FillAsync(text);
        await Send();
    }

    /// <summary>Sends the composer's text.</summary>
    public Task Send() => Patience.Until("the composer to be empty", async () =>
    {
        // Once the command has opened a form, the composer cannot be found: the text is sent. Read in one call, since its state changes.
        var state =
            await Composer.EvaluateAllAsync<string>(
                "all => !all[0]?.value ? 'sent' : all[0].closest('.composer').classList.contains('busy') ? 'busy' : 'typed'");
        if (state == "sent")
            return "";
        if (state == "typed")
        {
            try
            {
                await Composer.PressAsync("Enter", new() { Timeout = 1000 });
            }
            catch (TimeoutException)
            {
                // The form opened just now.
            }
        }
        return null;
    });

    public static ILocator Button(ILocator within, string name) => within.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).Last;

    public Task Press(ILocator within, string button) => Button(within, button).ClickAsync();

    public static async Task See(ILocator what) => await Assertions.Expect(what.First).ToBeVisibleAsync();

    public static async Task Gone(ILocator what) => await Assertions.Expect(what).ToHaveCountAsync(0);

    public async Task SeeModal(string title) => await See(Modal.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }));

    /// <summary>An input of the open modal.</summary>
    public ILocator Field(string label) => Modal.GetByLabel(label);

    /// <summary>Records that every fix is merged in each version.</summary>
    public async Task SayAllAreMerged()
    {
        await Say("/release fix");
        await Press(Message("not merged everywhere"), "All are merged");
        await Press(Modal, "All are merged");
        await See(Message("every fix is merged in each version"));
    }

    /// <summary>Publishes the release, with a reason if steps are missing.</summary>
    public async Task SayItIsPublic()
    {
        await Say("/release published");
        await PressItIsPublic();
    }

    /// <summary>The same, in the modal that opens.</summary>
    public async Task PressItIsPublic()
    {
        await SeeModal("Publish");
        if (await Field("Reason").CountAsync() > 0)
            await Field("Reason").FillAsync("The packages are out");
        await Press(Modal, "It is public");
        await Gone(Modal);
        await See(Message("is published."));
    }

    /// <summary>Types into a searchable select of the open modal and picks the match.</summary>
    public async Task Choose(string label, string words)
    {
        var box = Modal.GetByRole(AriaRole.Combobox, new() { Name = label });
        await box.ClickAsync();
        await box.FillAsync(words);
        await Page.GetByRole(AriaRole.Option).Filter(new() { HasText = words }).First.ClickAsync();
    }

    /// <summary>Opens the clock and presses one of its buttons.</summary>
    public async Task Clock(string button)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clock:" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog, new() { Name = "Clock" }).GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Waits until everything due by now is done and shown.</summary>
    public Task Settled() => _workspace.Settled();

    /// <summary>Sets the clock, in this person's zone: everything due is done before, and again after.</summary>
    /// <param name="local">Such as <c>2031-01-06T09:00</c>.</param>
    public async Task SetClock(string local)
    {
        await Settled();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clock:" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Set…" }).ClickAsync();
        await Modal.GetByLabel("Date and time").FillAsync(local);
        await Press(Modal, "Set");
        await Gone(Modal);
        await Settled();
    }
}
