using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>
/// Releases whose fixes were just a line each: <c>Fixtures/before-issue-10</c>, made by commit 33aef12, and
/// <c>before-issue-12</c>, by 1d69728. R1 is planned, with three fixes; R2 critical, published; R3 closed; R4 of the Runner; R5 cancelled.
/// </summary>
public sealed class FixesUpgradeTests
{
    private const string Afterwards = "2026-11-23T10:00:00Z";

    public static TheoryData<string> Fixtures { get; } = ["before-issue-10", "before-issue-12"];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Fixes_are_what_they_were_and_nobody_has_said_where_they_are_merged(string fixture)
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack(fixture), Afterwards);
        await day.Settles();
        (await Leftovers.ReadAll(day)).ShouldBeGreaterThan(30);

        var fixes = (await Release(day, "R1")).Fixes;
        fixes.Select(fix => (fix.Id, fix.Product, fix.Severity, fix.Title, fix.Cve)).ShouldBe(
        [
            ("gitlab-org/gitlab#1", "GitLab", Severity.High, "Stored XSS in notes", "CVE-2026-1234"),
            ("gitlab-org/gitaly#2", "Gitaly", null, "Path traversal", "gitlab-org/cves#7"),
            ("gitlab-org/gitlab#3", "GitLab", null, null, null),
        ]);
        fixes[0].Authors.ShouldBe(["U04", "Jane Doe"]);
        fixes.ShouldAllBe(fix => fix.In.Count == 0 && fix.From == null);
        (await Release(day, "R4")).Fixes.Single().Product.ShouldBe("GitLab Runner");
        await day.As("anna").Runs("/release published R1");
        (await day.As("anna").SeesModal("Publish")).Text.ShouldContain(
            "Nobody has said that *gitlab-org/gitlab#1*, *gitlab-org/gitaly#2*, *gitlab-org/gitlab#3* are in 18.6.1, 18.5.3 – Oliver Hughes, Jane Doe");
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task What_was_published_before_is_closed_out_and_what_was_closed_stays_closed(string fixture)
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack(fixture), Afterwards);
        await day.Settles();
        await day.Closes("anna", "R2");
        (await Release(day, "R3")).State.ShouldBe(ReleaseState.Closed);
        await day.As("anna").Runs("/release close R3");
        (await day.As("anna").SeesModal("Close-out")).Text.ShouldContain("*Close canonical issues*: 0 of 1");
        (await day.As("anna").Runs("/release report R2")).ShouldContain("are in your messages");
        await day.Settles();
    }

    private static async Task<Release> Release(TestDay day, string id) => (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!.Value;
}
