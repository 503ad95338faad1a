using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>What the page draws anew takes nothing from the hand that is just using it.</summary>
[Collection(Browser.One)]
public sealed class BrowserDrawingTests(Browser browser) : IClassFixture<Browser>
{
    private const string NoBrowser = "Chromium is not here: apt-get install chromium";

    [SkippableTheory]
    [InlineData("/messages")]
    [InlineData("/clock")]
    public async Task A_button_is_there_until_it_is_released(string read)
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var app = await PageApp.Start();
        var ts = (string)(await app.Call("chat.postMessage", Says("one")))["ts"]!;
        var priya = await browser.Open(app.Workspace, "priya");

        await Hold(priya, priya.Message("one").GetByRole(AriaRole.Button, new() { Name = "Go" }));
        await Drawn(priya, read, () => read == "/clock"
            ? app.Workspace.Post("clock", new() { ["advance"] = "P1D" })
            : app.Call("chat.update", Says("two", ts)));
        await priya.Page.Mouse.UpAsync();
        ((string?)(await app.Submitted)["type"]).ShouldBe("block_actions");

        // And then what came meanwhile is shown.
        await See(read == "/clock" ? priya.Page.GetByRole(AriaRole.Separator, new() { Name = "Yesterday" }) : priya.Message("two"));
        priya.Errors.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_list_that_is_open_in_a_form_stays_open_with_what_was_typed_and_is_picked_from()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var app = await PageApp.Start();
        app.Modal = Asks("one");
        var priya = await browser.Open(app.Workspace, "priya");
        await priya.Say("/form");
        await priya.SeeModal("Form");
        await priya.Field("Versions").FillAsync("18.6.1");
        var box = priya.Modal.GetByRole(AriaRole.Combobox, new() { Name = "Kind" });
        await box.ClickAsync();
        await box.FillAsync("crit");
        var option = priya.Page.GetByRole(AriaRole.Option);
        await Assertions.Expect(option).ToHaveTextAsync(["Critical"]);

        await Update("two");
        await See(priya.Modal.GetByText("two"));
        await Assertions.Expect(box).ToBeFocusedAsync();
        await Assertions.Expect(box).ToHaveValueAsync("crit");
        await Assertions.Expect(option).ToHaveTextAsync(["Critical"]);

        await Hold(priya, option);
        await Drawn(priya, "/views", () => Update("three"));
        await priya.Page.Mouse.UpAsync();
        await See(priya.Modal.GetByText("three"));
        await Assertions.Expect(box).ToHaveValueAsync("Critical");
        await Gone(option);
        await priya.Press(priya.Modal, "Send");
        var values = (await app.Submitted)["view"]!["state"]!["values"]!;
        ((string?)values["Kind"]!["value"]!["selected_option"]!["value"]).ShouldBe("Critical");
        ((string?)values["Versions"]!["value"]!["value"]).ShouldBe("18.6.1");
        priya.Errors.ShouldBeEmpty();

        Task<JsonObject> Update(string words) => app.Call("views.update", new() { ["view_id"] = app.ViewId, ["view"] = Asks(words) });
    }

    [SkippableFact]
    public async Task A_menu_stays_open_when_its_button_is_drawn_anew()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var app = await PageApp.Start();
        var ts = (string)(await app.Call("chat.postMessage", Says("one")))["ts"]!;
        var priya = await browser.Open(app.Workspace, "priya");
        await priya.Message("one").HoverAsync();
        await priya.Message("one").GetByRole(AriaRole.Button, new() { Name = "More actions" }).ClickAsync();
        var reply = priya.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "Reply in thread" });
        await See(reply);
        await app.Call("chat.update", Says("two", ts));
        await See(priya.Message("two"));
        await priya.Page.SetViewportSizeAsync(1200, 780);
        await priya.Page.EvaluateAsync(Frames);
        await reply.ClickAsync();
        await See(priya.Thread.GetByText("two"));
        await Gone(reply);
        priya.Errors.ShouldBeEmpty();
    }

    private const string Frames = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

    private static async Task Hold(Window window, ILocator what)
    {
        await what.HoverAsync();
        await window.Page.Mouse.DownAsync();
    }

    /// <summary>Does what makes the page read something, and waits until it has drawn whatever it draws of it by now.</summary>
    private static async Task Drawn<T>(Window window, string read, Func<Task<T>> act)
    {
        var answer = await window.Page.RunAndWaitForResponseAsync(
            act, response => response.Request.Method == "GET" && new Uri(response.Url).AbsolutePath.EndsWith(read, StringComparison.Ordinal));
        await answer.FinishedAsync();
        await window.Page.EvaluateAsync(Frames);
    }

    private static JsonObject Says(string words, string? ts = null) => new()
    {
        ["channel"] = PageApp.Channel, ["ts"] = ts, ["text"] = words,
        ["blocks"] = new JsonArray(
            new JsonObject { ["type"] = "section", ["text"] = PageApp.Plain(words) },
            new JsonObject
            {
                ["type"] = "actions", ["block_id"] = "buttons",
                ["elements"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = "go", ["text"] = PageApp.Plain("Go") })
            }),
    };

    private static JsonObject Asks(string words) => PageApp.Form(
        new JsonObject { ["type"] = "section", ["text"] = PageApp.Plain(words) },
        PageApp.Input("Versions", new() { ["type"] = "plain_text_input" }),
        PageApp.Input("Kind", new() { ["type"] = "static_select", ["options"] = new JsonArray(Option("Planned"), Option("Critical")) }));

    private static JsonObject Option(string word) => new() { ["text"] = PageApp.Plain(word), ["value"] = word };
}
