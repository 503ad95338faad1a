using Microsoft.Playwright;
using static SecurityReleaseChatOps.EndToEnd.Support.Window;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>The CVE of a release by its record, and the post by its file, as two people of PSIRT work them on the page.</summary>
/// <param name="vector">How severe it is; null: high.</param>
/// <param name="reporter">Who reported it on HackerOne; null when a colleague found it.</param>
/// <param name="versions">The release's, the newest first.</param>
internal sealed class RecordOnPage(Window window, Workspace slack, string release, string? vector = null, string? reporter = null, params string[] versions)
{
    public const string Title = "Cross-site Scripting issue in notes impacts GitLab CE/EE";

    /// <summary>A CVE's request in which the checks find nothing.</summary>
    /// <param name="could">What of the description tells it from others.</param>
    /// <param name="reporter">Who reported it on HackerOne; null when a colleague found it.</param>
    /// <param name="vector">How severe it is; null: high.</param>
    /// <param name="versions">The release's, the newest first; none: 18.10.1.</param>
    public static string Record(int issue, string could, string? reporter = "alice", string? vector = null, params string[] versions)
    {
        var fixedIn = versions is [] ? ["18.10.1"] : versions;
        var ranges = fixedIn.Select((version, i) => (From: i == fixedIn.Length - 1 ? "18.4" : version[..version.LastIndexOf('.')], Before: version)).Reverse().ToList();
        return $"""
        vulnerability:
          description: "GitLab has remediated an issue in GitLab CE/EE affecting all versions from {string.Join(" and ", ranges.Select(range => $"{range.From} before {range.Before}"))} that could have allowed {(vector is null ? "an authenticated" : "an unauthenticated")} user to {could} due to improper neutralization of input."
          cwe: "CWE-79"
          product:
            gitlab_path: "gitlab-org/gitlab"
            vendor: "GitLab"
            name: "GitLab"
            cpes:
              - "cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*:*"
          affected_versions:
        {string.Join('\n', ranges.Select(range => $"    - \">={range.From}, <{range.Before}\""))}
          fixed_versions:
        {string.Join('\n', fixedIn.Select(version => $"    - \"{version}\""))}
          impact: "{vector ?? "AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N"}"
          solution: "Upgrade to version {string.Join(", ", fixedIn)} or above."
          credit: "{(reporter is null ? "This vulnerability has been discovered internally by GitLab team member Jane Doe" : $"Thanks [{reporter}](https://hackerone.com/{reporter}) for reporting this vulnerability through our HackerOne bug bounty program")}"
          references:
            - "https://gitlab.com/gitlab-org/gitlab/-/work_items/{issue}"{(reporter is null ? "" : $"\n    - \"https://hackerone.com/reports/{issue}000\"")}
        """;
    }

    /// <summary>Enters a CVE's record and its issue's details; another person validates it.</summary>
    public async Task Cve(string cve, int issue, Window validator)
    {
        await window.Say($"/cve add {release}");
        await window.SeeModal("Add CVE");
        await window.Modal.GetByLabel("CVE", new() { Exact = true }).FillAsync(cve);
        await window.Field("Title").FillAsync(Title);
        await window.Field("CVE YAML").FillAsync(Record(issue, "run scripts in another user's browser", reporter, vector, versions));
        await window.Press(window.Modal, "Add");
        await Gone(window.Modal);
        await See(window.Message("0 errors, 0 warnings"));
        await window.Say($"/cve details {cve}");
        await window.SeeModal("Details");
        await window.Choose("Edition", "GitLab CE and EE");
        await window.Field("First version affected").FillAsync("18.4");
        await window.Press(window.Modal, "Save");
        await Gone(window.Modal);
        await validator.Say($"/cve validate {cve}");
        await validator.SeeModal("Validate");
        await validator.Modal.GetByRole(AriaRole.Checkbox).CheckAsync();
        await validator.Press(validator.Modal, "Validate");
        await Gone(validator.Modal);
        await See(validator.Message($"{cve} is validated"));
    }

    /// <summary>Drafts the post, and checks its file against the release.</summary>
    public async Task Post()
    {
        await window.Say($"/blogpost edit {release}");
        await window.SeeModal("Blog post");
        await window.Field("Author on GitLab").FillAsync("anna");
        await window.Press(window.Modal, "Save");
        await Gone(window.Modal);
        await window.Say($"/blogpost draft {release}");
        await See(window.Message("draft of the post, version 1. Nothing is left to be filled in."));
        var draft = (await slack.Messages(Day.Grace)).Last(message => message.Text.Contains("draft of the post, version 1."));
        var post = await slack.File((string)draft.Json["files"]![0]!["id"]!);
        await window.Say($"/blogpost check {release}");
        await window.SeeModal("Check post");
        await window.Modal.GetByLabel("Post", new() { Exact = true })
            .SetInputFilesAsync(new FilePayload { Name = "post.md", MimeType = "text/markdown", Buffer = post });
        await window.Press(window.Modal, "Check");
        await Gone(window.Modal);
        await See(window.Message("0 errors, 0 warnings, 0 notes"));
    }

    /// <summary>Posts the thanks with the prepared text.</summary>
    public static async Task Thank(Window window, string release)
    {
        await window.Say($"/thanks {release}");
        await window.SeeModal("Thanks");
        await window.Press(window.Modal, "Post to #thanks");
        await Gone(window.Modal);
    }
}
