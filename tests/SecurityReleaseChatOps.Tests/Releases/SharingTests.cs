using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Cves;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>Fixes moved from one release to another, and fixes removed.</summary>
public sealed class SharingTests
{
    private static readonly Release General = SampleReleases.R1 with { Fixes = [Fix("gitlab-org/gitlab#1")] };
    private static readonly Release Runner = SampleReleases.Next("R2", "18.6.3", "18.5.4")
        with
    { Product = Products.Runner, Fixes = [Fix("gitlab-org/gitlab-runner#7"), Fix("gitlab-org/gitlab#1")] };

    [Fact]
    public void The_general_release_takes_the_fixes_with_their_own_product_and_versions()
    {
        var taken = SharingRules.Share(Runner, General).Value!.Fixes;
        taken.Select(fix => fix.Id).ShouldBe(["gitlab-org/gitlab#1", "gitlab-org/gitlab-runner#7"], "what it had already is not there twice");
        taken[1].Product.ShouldBe(Products.Runner);
        taken[1].VersionsIn(General).ShouldBe(["18.6.3", "18.5.4"]);
        FixRules.Missing(General with { Fixes = [taken[1]] }, author => author).ShouldHaveSingleItem().Words.ShouldContain("18.6.3, 18.5.4");
    }

    [Fact]
    public void Nothing_goes_where_it_cannot()
    {
        SharingRules.Share(General, Runner).Refused.ShouldBeTrue();
        SharingRules.Share(Runner with { HandedTo = "R1" }, General).Words.ShouldBe("R1 has them already");
        SharingRules.Share(Runner with { Fixes = [] }, General).Refused.ShouldBeTrue();
        SharingRules.Share(Runner, General with { State = ReleaseState.Published }).Refused.ShouldBeTrue();
        SharingRules.Share(Runner, General with { Rehearsal = true }).Refused.ShouldBeTrue();
        SharingRules.Share(
            Runner, General with { Fixes = [.. Enumerable.Range(1, ReleaseFixes.Most).Select(i => Fix($"a#{i}"))] }).Words!.ShouldContain("at most 50 fit");
    }

    [Fact]
    public async Task A_runner_release_hands_its_cves_over_in_one_press()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.6.3", ("Product", "GitLab Runner"));
        var anna = day.As("anna");
        await anna.Runs("/release fixes R2");
        await (await anna.SeesModal("Fixes")).Fill(("Fixes", "gitlab-org/gitlab-runner#7 CVE-2026-7777 | Token in the log")).Submit();
        (await day.Board("R2")).Steps.ShouldContain(step => step.Subject == "CVE-2026-7777");
        await anna.Clicks("R1 · GitLab 18.6.1", (await anna.Asks("/release share R2"))!);
        await anna.Sees("handed the CVEs, the section of the post and the HackerOne reports of *R2*");

        (await Release(day, "R2")).HandedTo.ShouldBe("R1");
        (await Release(day, "R1")).Cves.ShouldBe(["CVE-2026-7777"]);
        (await day.Board("R2")).Steps.ShouldNotContain(step => step.Subject == "CVE-2026-7777");
        (await day.Board("R1")).Steps.ShouldContain(step => step.Subject == "CVE-2026-7777");
        (await anna.Runs("/release share R2")).ShouldContain("R1 has them already");
    }

    [Fact]
    public async Task What_the_runner_release_knows_of_its_cves_stands_in_the_post_of_the_general_release()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.6.3", ("Product", "GitLab Runner"));
        var anna = day.As("anna");
        await anna.Runs("/cve add R2");
        await (await anna.SeesModal("Add CVE")).Fill(("CVE", "CVE-2026-7777"), ("Title", "Token in the log of jobs"), ("CVE YAML", CveSample.Yaml(["18.6.3"], 7)
            .Replace("gitlab-org/gitlab/", "gitlab-org/gitlab-runner/").Replace("in GitLab CE/EE affecting", "in GitLab Runner affecting"))).Submit();
        await anna.Clicks("R1 · GitLab 18.6.1", (await anna.Asks("/release share R2"))!);
        (await anna.Runs("/cve edit R2")).ShouldBe("R1 took the CVEs of *R2* GitLab Runner 18.6.3 over: name it, as in `/cve edit R1`.");
        (await anna.Runs("/cve show CVE-2026-7777")).ShouldContain("vulnerability:", customMessage: "it is R1's now, and what was known of it still is");

        await anna.Runs("/blogpost draft R1");
        await day.Settles();
        var message = await anna.Sees("draft of the post, version 1.");
        var text = await day.Control.File((string)message.Json["files"]![0]!["id"]!);
        text.ShouldContain("We also released GitLab Runner 18.6.3. Its security fixes are among those below.");
        text.ShouldContain("- Token in the log of jobs\n");
        text.ShouldContain("**Impacted Versions**: GitLab Runner: all versions from 15.4 before 18.6.3");

        var spared = (await day.Board("R2"))["b-fixes"]!.State;
        (spared.Status, spared.Settler!.Why).ShouldBe((StepStatus.NotNeeded, "R1 took it over"));
        (await day.Board("R2"))["reviewed"]!.State.Status.ShouldBe(StepStatus.NotNeeded, "also where two people agree");
        (await day.Board("R1"))["b-fixes"]!.Open.ShouldBeTrue();
    }

    [Fact]
    public async Task A_fix_that_is_taken_out_late_leaves_its_text_for_the_post()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 CVE-2026-1234 high | Stored XSS in notes | reported by alice\ngitlab-org/gitlab#2");
        await day.At("2026-11-24T09:00:00Z");
        await day.As("anna").Runs("/release fix #1");
        await (await day.As("anna").SeesModal("Fix")).Fill(("Take it out", new[] { "yes" })).Submit();
        var told = await day.As("maria").Sees("gitlab-org/gitlab#1 was taken out after the 48-hour deadline");
        told.Thread.ShouldNotBeNull();
        told.Text.ShouldContain("- Stored XSS in notes");
        told.Text.ShouldContain("[Anna de Vries: description of CVE-2026-1234]");
        told.Text.ShouldContain("Thanks alice for reporting this vulnerability.");
        (await Release(day, "R1")).Fixes.ShouldHaveSingleItem().Id.ShouldBe("gitlab-org/gitlab#2");
    }

    private static ReleaseFix Fix(string id) => new(id, null, null, SampleReleases.Created);

    private static async Task<Release> Release(TestDay day, string id) => (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!.Value;
}
