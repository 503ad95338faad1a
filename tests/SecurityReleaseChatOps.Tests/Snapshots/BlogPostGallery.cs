using System.Text.Json.Nodes;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.BlogPosts;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The post of a release.</summary>
internal static class BlogPostGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        var now = at;
        // A release with an override reason stands for the longest of everything.
        var wild = string.IsNullOrWhiteSpace(release.OverrideReason) ? null : release.OverrideReason;
        string Words(string usual, int most) => wild is null ? usual : wild[..Math.Min(wild.Length, most)];
        var facts = SamplePosts.Release() with
        {
            Notes = new()
            {
                Author = Words("Anna de Vries", 100),
                AuthorGitlab = Words("anna", 100),
                Updates = [.. Enumerable.Range(0, wild is null ? 1 : 100)
                    .Select(i => new ThirdPartyUpdate(Words("Mattermost", 90) + i, "10.11.4", ["CVE-2025-5555"]))],
                Bugs = [.. Enumerable.Range(0, wild is null ? 1 : 100)
                    .Select(i => new BugFix("18.6.1", Words("Mend the search", 90), $"https://gitlab.com/a/b/-/merge_requests/{i}"))],
            },
        };
        var read = new BlogPostSnapshot(
            new Doc<Release>(release.Id, release, 1), new(release.Id, new() { Release = release.Id, Notes = facts.Notes }, 1), facts,
            "/releases/patches/patch-release-gitlab-18-6-1-released/");
        var advisory = new Advisory(
            Words("remote code execution", 100), false, true, "18.6.0", Words("An attacker can run code", 3000), Words("git apply fix.patch", 3000),
            Words("Jane Doe", 100));
        var oldest = facts with { Form = PostForm.Advisory, Notes = new() { Advisory = advisory } };
        var findings = Enumerable.Range(0, wild is null ? 3 : 400)
            .Select(i =>
                new Finding(
                    "F2", (Level)(i % 3), $"line {i + 10}, CVE-2026-1001", Words("It states the score 7.8, and its vector makes 8.7", 300),
                    Words("Write 8.7", 100))).OrderBy(finding => finding.Level).ToList();
        var changes = Enumerable.Range(0, wild is null ? 2 : 60).Select(i => Words($"CVE-2026-100{i}: the severity was high, now critical", 500)).ToList();
        yield return ("check post", Sent.Json(CheckPostModal.Render(release, new(release.Id))));
        yield return ("blog post", Sent.Json(EditPostModal.Render(read, new(release.Id))));
        yield return ("blog post advisory",
            Sent.Json(EditPostModal.Render(
                read with { Read = new(release.Id, new() { Release = release.Id, Notes = oldest.Notes }, 1), Facts = oldest }, new(release.Id))));
        yield return ("post checked",
            Sent.Json(Said(PostReport.Of(findings, "the check by María López <!date^1764061200^{date_short_pretty}|25 Nov>", changes, out _))));
        yield return ("correct post", Sent.Json(Said(Correction.Of(
            read, findings, [.. changes.Select(change => "+ " + change)], ["CVE-2026-1001"],
            [new("email.sent", "U03", now), new("legal-review.sent", "U03", now, Value: Words("Legal", 100))], Gallery.Name))));
    }

    private static Message Said(string words) => new() { Text = words, Blocks = [new Slack.Blocks.SectionBlock { Text = new Slack.Blocks.Markdown(words) }] };
}
