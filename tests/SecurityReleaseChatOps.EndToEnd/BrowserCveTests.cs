using Microsoft.Playwright;
using SecurityReleaseChatOps.EndToEnd.Support;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>The CVEs of a release on the page: pasted, given as files, checked, validated by another person.</summary>
[Collection(Browser.One)]
public sealed class BrowserCveTests(Browser browser) : IClassFixture<Browser>
{
    private const string NoBrowser = "Chromium is not here: apt-get install chromium";

    [SkippableFact]
    public async Task A_record_is_pasted_others_come_as_files_and_another_person_validates()
    {
        Skip.IfNot(Browser.IsThere, NoBrowser);
        await using var installation = await Installation.Local();
        var anna = await Start(installation);

        await anna.Say("/cve add");
        await anna.SeeModal("Add CVE");
        await anna.Field("CVE YAML").FillAsync("vulnerability:\n  cwe: 79: 80");
        await anna.Press(anna.Modal, "Add");
        await See(anna.Modal.GetByText("Line 2:"));
        await anna.Modal.GetByLabel("CVE", new() { Exact = true }).FillAsync("CVE-2031-1234");
        await anna.Field("Title").FillAsync(RecordOnPage.Title);
        await anna.Field("CVE YAML").FillAsync(RecordOnPage.Record(123, "run scripts in another user's browser"));
        await anna.Press(anna.Modal, "Add");
        await Gone(anna.Modal);
        await See(anna.Message("0 errors, 0 warnings"));

        // On a phone two more come with a message.
        await anna.Page.SetViewportSizeAsync(390, 844);
        await anna.Page.GetByLabel("Files to attach").SetInputFilesAsync(
        [
            new FilePayload { Name = "CVE-2031-1235.yml", MimeType = "text/yaml",
                Buffer = System.Text.Encoding.UTF8.GetBytes(RecordOnPage.Record(124, "read drafts of others")) },
            new FilePayload { Name = "CVE-2031-1236.yml", MimeType = "text/yaml",
                Buffer = System.Text.Encoding.UTF8.GetBytes(RecordOnPage.Record(125, "see private labels")) },
        ]);
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        var posted = anna.Message("CVE-2031-1235.yml").Last;
        await See(posted);
        await posted.HoverAsync();
        await posted.GetByRole(AriaRole.Button, new() { Name = "More actions" }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "Add CVE" }).ClickAsync();
        await See(anna.Message("2 of 2 added"));

        var maria = await browser.Open(installation.Slack, "maria");
        await maria.Say("/cve validate CVE-2031-1234");
        await maria.SeeModal("Validate");
        await maria.Modal.GetByRole(AriaRole.Checkbox).CheckAsync();
        await maria.Press(maria.Modal, "Validate");
        await Gone(maria.Modal);
        await See(maria.Message("CVE-2031-1234 is validated"));
        await anna.Say("/cve");
        await See(anna.Message("3 CVEs, 1 validated"));
        anna.Errors.ShouldBeEmpty();
        maria.Errors.ShouldBeEmpty();
    }

    private async Task<Window> Start(Installation installation)
    {
        var grace = await browser.Open(installation.Slack, "grace");
        await grace.Say("/rotation");
        await grace.Press(grace.Message("Nobody is on the rotation yet"), "Add all of PSIRT");
        await See(grace.Message("engineers are on the rotation now"));
        await grace.Page.CloseAsync();
        var anna = await browser.Open(installation.Slack, "anna");
        await anna.SetClock("2031-10-20T09:00");
        await anna.Say("/release new");
        await anna.SeeModal("New release");
        await anna.Field("Versions").FillAsync("18.10.1");
        await anna.Field("Due date").FillAsync("2031-10-29");
        await anna.Choose("Primary", "Anna de Vries");
        await anna.Choose("Secondary", "María López");
        await anna.Press(anna.Modal, "Start");
        await Gone(anna.Modal);
        return anna;
    }
}
