using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>What the page does for any app.</summary>
[Collection(Browser.Another)]
public sealed class BrowserPageTests(Browser browser) : IClassFixture<Browser>
{
    private const string NoBrowser = "Chromium is not here: apt-get install chromium";

    [SkippableFact]
    public async Task A_bookmark_a_pin_and_a_permalink_lead_to_their_message()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var app = await PageApp.Start();
        var first = await app.Call("chat.postMessage", new() { ["channel"] = PageApp.Channel, ["text"] = "the first of many" });
        var ts = (string)first["ts"]!;
        for (var i = 0; i < 60; i++)
            await app.Call("chat.postMessage", new() { ["channel"] = PageApp.Channel, ["text"] = $"message {i}" });
        var link = (string)(await app.Call("chat.getPermalink", new() { ["channel"] = PageApp.Channel, ["message_ts"] = ts }))["permalink"]!;
        await app.Call("bookmarks.add", new() { ["channel_id"] = PageApp.Channel, ["title"] = "To the first", ["type"] = "link", ["link"] = link });
        await app.Call("pins.add", new() { ["channel"] = PageApp.Channel, ["timestamp"] = ts });

        var priya = await browser.Open(app.Workspace, "priya");
        var (wanted, last) = (priya.Message("the first of many"), priya.Message("message 59"));
        await Assertions.Expect(last).ToBeInViewportAsync();
        var bookmark = priya.Page.GetByRole(AriaRole.Link, new() { Name = "To the first" });
        await bookmark.ClickAsync();
        await Reached();

        // Once more, though the address is the same.
        await last.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(wanted).Not.ToBeInViewportAsync();
        await bookmark.ClickAsync();
        await Reached();

        await last.ScrollIntoViewIfNeededAsync();
        await priya.Page.GetByRole(AriaRole.Button, new() { Name = "1 pinned" }).ClickAsync();
        await priya.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "the first of many" }).ClickAsync();
        await Reached();

        await priya.Page.GotoAsync("about:blank");
        await priya.Page.GotoAsync(link);
        await Reached();
        priya.Errors.ShouldBeEmpty();

        async Task Reached()
        {
            await Assertions.Expect(wanted).ToBeFocusedAsync();
            // Whatever the page still does in its next frames, it stays there.
            await priya.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await Assertions.Expect(wanted).ToBeInViewportAsync();
        }
    }

    [SkippableFact]
    public async Task Rich_text_and_files_are_typed_picked_and_sent()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var app = await PageApp.Start();
        app.Modal = PageApp.Form(
            PageApp.Input(
                "Which", new() { ["type"] = "checkboxes", ["options"] = new JsonArray(new JsonObject { ["text"] = PageApp.Plain("One"), ["value"] = "1" }) },
                optional: true),
            PageApp.Input("Words", new() { ["type"] = "rich_text_input" }),
            PageApp.Input("Post", new() { ["type"] = "file_input", ["filetypes"] = new JsonArray("md"), ["max_files"] = 1 }));
        var priya = await browser.Open(app.Workspace, "priya");
        await priya.Say("/form");
        await priya.SeeModal("Form");

        // One begins where one types, and what was typed is not lost by a key pressed too soon.
        await Assertions.Expect(priya.Field("Words")).ToBeFocusedAsync();
        await priya.Page.Keyboard.TypeAsync("a *bold* word");
        await priya.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(priya.Page.GetByRole(AriaRole.Button, new() { Name = "Keep editing" })).ToBeFocusedAsync();
        await priya.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(priya.Field("Words")).ToHaveValueAsync("a *bold* word");

        await priya.Press(priya.Modal, "Send");
        await See(priya.Modal.GetByText("Please complete this required field."));
        await Assertions.Expect(priya.Field("Words")).ToHaveValueAsync("a *bold* word");
        await priya.Modal.GetByLabel("Post")
            .SetInputFilesAsync(new FilePayload { Name = "post.md", MimeType = "text/markdown", Buffer = "# Ünïcode\n"u8.ToArray() });
        await See(priya.Modal.GetByText("post.md"));
        await priya.Press(priya.Modal, "Send");
        await Gone(priya.Modal);

        var values = (await app.Submitted)["view"]!["state"]!["values"]!;
        values["Words"]!["value"]!["rich_text_value"]!.ToJsonString().ShouldContain("""{"type":"text","text":"bold","style":{"bold":true}}""");
        var file = values["Post"]!["value"]!["files"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)file["name"]).ShouldBe("post.md");
        (await app.Read($"/control/files/{file["id"]}")).ShouldBe("# Ünïcode\n"u8.ToArray());
        priya.Errors.ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Files_are_attached_to_a_message_taken_away_and_sent(int width)
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var app = await PageApp.Start();
        var priya = await browser.Open(app.Workspace, "priya");
        await priya.Page.SetViewportSizeAsync(width, 844);
        await priya.Page.GetByLabel("Files to attach").SetInputFilesAsync(
        [
            new FilePayload { Name = "CVE-2026-1234.yml", MimeType = "text/yaml", Buffer = "cwe: 79\n"u8.ToArray() },
            new FilePayload { Name = "mistaken-with-a-name-that-is-longer-than-a-phone-is-wide.yml", MimeType = "text/yaml", Buffer = "x"u8.ToArray() },
        ]);
        var attached = priya.Page.GetByRole(AriaRole.List, new() { Name = "Attached files" });
        await Assertions.Expect(attached.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Assertions.Expect(priya.Page.Locator("html")).ToHaveJSPropertyAsync("scrollWidth", width);
        await priya.Page.GetByRole(AriaRole.Button, new() { Name = "Remove mistaken" }).ClickAsync();
        await priya.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        var link = priya.Message("CVE-2026-1234.yml").GetByRole(AriaRole.Link, new() { Name = "CVE-2026-1234.yml" });
        await See(link);
        await Gone(attached.GetByRole(AriaRole.Listitem));
        (await app.Read(new Uri((await link.GetAttributeAsync("href"))!).AbsolutePath)).ShouldBe("cwe: 79\n"u8.ToArray());
        priya.Errors.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task The_menu_of_people_marks_who_one_is()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var app = await PageApp.Start();
        var priya = await browser.Open(app.Workspace, "priya");
        await priya.Page.GetByRole(AriaRole.Button, new() { Name = "You are " }).ClickAsync();
        var you = priya.Page.GetByRole(AriaRole.Menuitemradio, new() { Checked = true });
        await Assertions.Expect(you).ToHaveCountAsync(1);
        await Assertions.Expect(you).ToContainTextAsync("Priya");
        await Assertions.Expect(you).ToBeFocusedAsync();
        await Assertions.Expect(you.Locator("svg").Last).ToBeInViewportAsync();
        priya.Errors.ShouldBeEmpty();
    }
}
