using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.BlogPosts;

/// <summary>The post through Slack: drafted, checked, corrected.</summary>
public sealed class BlogPostDayTests
{
    private const string Fixes =
        "gitlab-org/security/gitlab#1 CVE-2026-1001 high | Stored XSS in notes | reported by alice\ngitlab-org/security/gitlab#2 CVE-2026-1002 medium | "
        + "Improper export";

    [Fact]
    public async Task A_draft_is_a_file_in_the_channel_and_a_new_version_only_when_something_changed()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", Fixes);
        (await day.As("anna").Runs("/blogpost draft")).ShouldStartWith("Version 1 of the draft of *R1* GitLab 18.6.1");
        await day.Settles();
        var (first, text) = await File(day, "R1-blog-post-v1.md");
        first.Text.ShouldContain("draft of the post, version 1.");
        first.Text.ShouldContain("2026-11-25-patch-release-gitlab-18-6-1-released.html.md");
        text.ShouldContain("title: \"GitLab Patch Release: 18.6.1");
        text.ShouldContain("author: Anna");
        text.ShouldContain("### [CVE-2026-1001](https://www.cve.org/CVERecord?id=CVE-2026-1001) - Stored XSS in notes");
        text.ShouldContain(": CVSS vector of CVE-2026-1001]");

        (await day.As("maria").Runs("/blogpost draft")).ShouldBe("Nothing changed since version 1 of the draft.");
        await day.SetsFixes("anna", Fixes.Replace("Improper export", "Improper import"));
        (await day.As("anna").Runs("/blogpost draft")).ShouldStartWith("Version 2 of the draft");
        await day.Settles();
        var (second, changed) = await File(day, "R1-blog-post-v2.md");
        second.Text.ShouldContain("Changed");
        second.Text.ShouldContain("Improper import");
        changed.ShouldNotContain("Improper export");
        (await day.As("kenji").Runs("/blogpost draft")).ShouldContain("is PSIRT's to use");
    }

    [Fact]
    public async Task What_people_say_for_the_post_stands_in_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("anna").Runs("/blogpost edit");
        var form = await day.As("anna").SeesModal("Blog post");
        (await form.Fill(("Third-party updates", "CVE-2025-5555"), ("Bug fixes", "Mend the search https://gitlab.com/a/b/-/merge_requests/1"))
            .SubmitsInVain()).Values.Distinct()
            .ShouldBe(["Line 1: name what was updated, like Mattermost 7.8.2 CVE-2023-1234",
                "Line 1: write the version above it, like 18.6.1"], ignoreOrder: true);
        await form.Fill(
            ("Author", "María López"), ("Author on GitLab", "@maria"), ("Third-party updates", "Mattermost 10.11.4 CVE-2025-5555"),
            ("Bug fixes", "18.6.1\nMend the search https://gitlab.com/a/b/-/merge_requests/1")).Submit();
        await day.As("anna").Runs("/blogpost draft");
        await day.Settles();
        var (_, text) = await File(day, "R1-blog-post-v1.md");
        text.ShouldContain("author: María López\nauthor_gitlab: maria\n");
        text.ShouldContain("Mattermost has been updated to 10.11.4.");
        text.ShouldContain("### 18.6.1\n\n* [Mend the search](https://gitlab.com/a/b/-/merge_requests/1)\n");

        // Two people at once, each changing another input: both changes are kept.
        await day.As("anna").Runs("/blogpost edit");
        var annas = await day.As("anna").SeesModal("Blog post");
        await day.As("maria").Runs("/blogpost edit");
        await (await day.As("maria").SeesModal("Blog post")).Fill(("Author", "Maria")).Submit();
        await annas.Fill(("Author on GitLab", "mlopez")).Submit();
        await day.As("anna").Runs("/blogpost edit");
        var now = await day.As("anna").SeesModal("Blog post");
        now["Author"].ShouldBe("Maria");
        now["Author on GitLab"].ShouldBe("mlopez");
    }

    [Fact]
    public async Task A_check_settles_its_steps_until_post_or_release_are_other_ones()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", Fixes);
        await day.As("anna").Runs("/blogpost draft");
        await day.Settles();
        var post = SamplePosts.Filled((await File(day, "R1-blog-post-v1.md")).Text);

        (await Check(day, "anna", post)).ShouldStartWith("0 errors, ");
        var board = await day.Board("R1");
        foreach (var step in new[] { "section", "b-fixes", "b-versions", "b-todo", "b-order", "b-links", "b-author" })
            board[step]!.Open.ShouldBeFalse(step);
        board["b-vague"]!.Open.ShouldBeTrue("nobody has validated titles and descriptions");
        board["b-style"]!.Open.ShouldBeTrue("XSS is not spelled out");

        var again = await Check(day, "maria", post.Replace("| High |", "| TODO |"));
        again.ShouldStartWith("2 errors, ");
        again.ShouldContain("“TODO” is left to be filled in");
        again.ShouldContain("Since the check by");
        again.ShouldContain("TODO");
        (await day.Board("R1"))["b-todo"]!.Open.ShouldBeTrue();
        (await day.Board("R1"))["b-fixes"]!.Open.ShouldBeFalse();

        await Check(day, "maria", post);
        (await day.Board("R1"))["b-todo"]!.Open.ShouldBeFalse();
        await day.SetsFixes("anna", Fixes + "\ngitlab-org/security/gitlab#3 CVE-2026-1003 low | Late fix");
        (await day.Board("R1"))["b-fixes"]!.Open.ShouldBeTrue("the post does not have the late fix");
        var late = await Check(day, "anna", post);
        late.ShouldContain("Late fix is fixed in this release and has no entry");
        late.ShouldContain("CVE-2026-1003 came");
    }

    [Fact]
    public async Task What_is_wrong_with_the_post_stands_in_the_gates_as_the_release_is_by_then()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", Fixes);
        (await Missing(day)).ShouldNotContain("*The post* has", customMessage: "nobody gave one here: it is checked elsewhere");
        await day.As("anna").Runs("/blogpost draft");
        await day.Settles();
        var post = SamplePosts.Filled((await File(day, "R1-blog-post-v1.md")).Text);
        await Check(day, "maria", post.Replace("## Receive Patch Notifications", "## See also").Replace("| High |", "| TODO |"));
        var missing = await Missing(day);
        missing.ShouldContain("• *The post* has 2 errors, first in line ");
        missing.ShouldContain("• *The post* has 1 warning in bottom: The section on notifications is missing – María López");
        (await day.As("anna").Runs("/release gates")).Split('\n').Count(line => line.Contains("*The post* has 2 errors")).ShouldBe(2, "to canonical, and publish");

        await Check(day, "maria", post);
        (await Missing(day)).ShouldNotContain("*The post* has");
        await day.SetsFixes("anna", Fixes + "\ngitlab-org/security/gitlab#3 CVE-2026-1003 low | Late fix");
        (await Missing(day)).ShouldContain("*The post* has 1 error in CVE-2026-1003: Late fix is fixed in this release and has no entry – María López");
    }

    [Fact]
    public async Task A_post_under_a_message_is_checked_by_its_shortcut()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", Fixes);
        var posted = await day.Control.Post(
            "/control/messages",
            new { user = "anna", channel = "sec-psirt-team", text = "The post", files = new[] { new { name = "post.md", content = "# GitLab Patch Release\n\nTODO\n" } } });
        await day.Control.Post(
            "/control/shortcuts", new { user = "anna", callbackId = "blogpost.check.message", channel = "sec-psirt-team", ts = (string)posted["ts"]! });
        (await day.As("anna").Sees("“TODO” is left to be filled in")).Text.ShouldMatch("[0-9]+ errors, [0-9]+ warnings, [0-9]+ notes");
        var bare = await day.As("anna").Writes("No file here");
        await day.Control.Post("/control/shortcuts", new { user = "anna", callbackId = "blogpost.check.message", channel = "sec-psirt-team", ts = bare.Ts });
        await day.As("anna").Sees("This message has no file.");
    }

    [Fact]
    public async Task What_is_no_post_is_refused_in_words_and_more_than_fits_comes_as_a_file()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes(
            "anna", string.Join('\n', Enumerable.Range(1, 40).Select(i => $"gitlab-org/security/gitlab#{i} CVE-2026-{1000 + i} high | Fix number {i}")));
        await day.As("anna").Runs("/blogpost check");
        var form = await day.As("anna").SeesModal("Check post");
        (await form.Fill(("Post", new[] { new { name = "post.md", content = "\n" } })).Send()).ToJsonString().ShouldContain("the file is empty");
        await day.As("anna").Runs("/blogpost check");
        await (await day.As("anna").SeesModal("Check post")).Fill(("Post", new[] { new { name = "post.md", content = "# Nothing\n" } })).Submit();
        (await day.As("anna").Sees("more: all are in a file in your messages with me.")).Text.ShouldStartWith("4");
        await day.Settles();
        var given = (await day.DirectMessages("anna")).Last(message => message.Json["files"] is JsonArray { Count: > 0 });
        (await day.Control.File((string)given.Json["files"]![0]!["id"]!)).ShouldContain("Fix number 40 is fixed in this release and has no entry");
    }

    [Fact]
    public async Task A_mistake_in_a_published_post_is_corrected_everywhere()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", Fixes);
        (await day.As("anna").Runs("/blogpost correct")).ShouldContain("its post is not public yet");
        await day.SetClock("2026-11-25T14:00:00Z");
        await day.As("anna").Runs("/blogpost draft");
        await day.Settles();
        await Check(day, "anna", SamplePosts.Filled((await File(day, "R1-blog-post-v1.md")).Text));
        await day.Publishes();
        (await day.As("anna").Runs("/blogpost correct")).ShouldStartWith("The post says what the release and its CVEs say.");
        await day.SetsFixes("anna", Fixes.Replace("CVE-2026-1002 medium", "CVE-2026-1002 critical"));
        var correction = await day.As("anna").Runs("/blogpost correct");
        correction.ShouldContain("Open");
        correction.ShouldContain("2026-11-25-patch-release-gitlab-18-6-1-released.html.md");
        correction.ShouldContain("The table says medium, and it is critical");
        correction.ShouldContain("+ | [Improper export](#cve-2026-1002---improper-export) | Critical |");
        correction.ShouldContain("The records of CVE-2026-1002");
    }

    /// <summary>The text of <b>Publish</b>, which names what is missing.</summary>
    private static async Task<string> Missing(TestDay day)
    {
        await day.As("anna").Runs("/release published");
        var form = await day.As("anna").SeesModal("Publish");
        await form.Closes();
        return form.Text;
    }

    /// <returns>The answer only they see.</returns>
    private static async Task<string> Check(TestDay day, string name, string post)
    {
        var before = (await day.As(name).Messages()).Count;
        await day.As(name).Runs("/blogpost check");
        await (await day.As(name).SeesModal("Check post")).Fill(("Post", new[] { new { name = "post.md", content = post } })).Submit();
        return (await day.Until(
            async () => (await day.As(name).Messages()).Skip(before).LastOrDefault(message => message.OnlyForOne && message.Says(" errors, ")),
            () => Task.FromResult($"{name} should be told what was found"))).Text;
    }

    private static async Task<(Shown Message, string Text)> File(TestDay day, string name)
    {
        var message = await day.Until(
            async () =>
                (await day.As("oliver").Messages()).LastOrDefault(shown =>
                    shown.Json["files"] is JsonArray files && files.Any(file => (string?)file!["name"] == name)),
            () => Task.FromResult($"{name} should be in the channel"));
        return (message, await day.Control.File((string)message.Json["files"]![0]!["id"]!));
    }
}
