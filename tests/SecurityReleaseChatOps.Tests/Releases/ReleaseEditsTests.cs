using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Forms;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>A release records who last changed each of its parts, and when.</summary>
public sealed class ReleaseEditsTests
{
    private static readonly Instant Later = SampleReleases.Created.AddHours(2);

    public static TheoryData<string, Release, string> Changes => new()
    {
        { "versions", SampleReleases.R1 with { Versions = ["18.6.1"] }, "versions" },
        { "severity", SampleReleases.R1 with { Severity = Severity.High }, "severity" },
        { "merged", SampleReleases.R1 with { MergedAt = Later }, "merged" },
        { "published", SampleReleases.R1 with { PublishedAt = Later, State = ReleaseState.Published }, "published" },
        { "a link", SampleReleases.R1 with { Links = new(DraftBlogPost: "https://gitlab.com/1", Issue: "https://gitlab.com/2") },
            "links.issue links.draft-blog-post" },
        { "fixes", SampleReleases.R1 with { Fixes = [new("a#1", null, null, Later)] }, "fixes" },
        { "fixes", SampleReleases.R1 with { Fixes = [new("a#1", null, "CVE-2026-1001", Later) { Severity = Severity.Low }] }, "fixes severity cve.a#1" },
        { "nothing of these", SampleReleases.R1 with { DueDate = new(2026, 12, 9), Owner = SampleReleases.R1.Secondary }, "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_differs_is_an_edit_and_so_is_taking_it_back(string what, Release changed, string parts)
    {
        Parts(SampleReleases.R1, changed).ShouldBe(parts, what);
        Parts(changed, SampleReleases.R1).ShouldBe(parts, what);
        Parts(changed, changed with { Fixes = [.. changed.Fixes], Versions = [.. changed.Versions] }).ShouldBe("", what);
    }

    [Fact]
    public void A_part_that_nobody_changed_is_from_the_start()
    {
        SampleReleases.R1.Edited(ReleasePart.Versions).ShouldBe(new("versions", SampleReleases.R1.CreatedBy, SampleReleases.Created));
        var release = SampleReleases.R1 with { Edits = [new("fixes", "U1", Later), new("fixes", "U2", Later), new("merged", "U3", Later)] };
        release.Edited(ReleasePart.Fixes).By.ShouldBe("U2");
    }

    [Fact]
    public void Of_what_is_changed_again_and_again_only_the_last_change_is_kept_but_of_posts_fixes_and_versions_each()
    {
        Edit[] before = [new("links.issue", "U1", Later), new("links.blog-post", "U1", Later), new("fixes", "U1", Later), new("merged", "U1", Later)];
        ReleasePart.Add(before, [.. before.Select(edit => edit with { By = "U2" })]).Select(edit => (edit.Part, edit.By)).ShouldBe(
            [("links.blog-post", "U1"), ("fixes", "U1"), ("links.issue", "U2"), ("links.blog-post", "U2"), ("fixes", "U2"), ("merged", "U2")]);
    }

    [Fact]
    public void A_document_from_before_edits_were_kept_is_read()
    {
        var old = JsonSerializer.SerializeToNode(SampleReleases.R1 with { Fixes = [new("a#1", null, "r#7", Later)] }, StoreJson.Options)!.AsObject();
        old.Remove("edits").ShouldBeTrue();
        var read = old.Deserialize<Release>(StoreJson.Options)!;
        read.Edits.ShouldBeEmpty();
        read.Fixes.Single().CveId.ShouldBe("r#7");
    }

    [Fact]
    public async Task Each_saving_keeps_who_changed_what_and_an_undo_is_a_change_too()
    {
        await using var bench = await Bench.Start();
        await bench.StartsRelease();
        var fixes = await bench.Opens("maria", "/release fixes");
        fixes["fixes"] = new() { Value = "gitlab-org/gitlab#1 gitlab-org/cves#7" };
        await bench.Submits(fixes);
        var merged = await bench.Types("anna", "/release merged");
        var undo = merged.Message!.Blocks!.OfType<ActionsBlock>().Single().Elements.OfType<Button>().Single();
        await bench.Presses<UndoMove>("grace", undo.ActionId!, undo.Value!);

        (await bench.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value.Edits.Select(edit => (edit.Part, edit.By)).ShouldBe(
        [
            ("fixes", Bench.Id("maria")), ("cve.gitlab-org/gitlab#1", Bench.Id("maria")), ("merged", Bench.Id("grace")),
        ]);
    }

    private static string Parts(Release before, Release after) => string.Join(' ', ReleasePart.Between(before, after, "U1", Later).Select(edit => edit.Part));
}
