using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class CveRequestTests
{
    [Fact]
    public void What_the_fix_knows_stands_in_the_request_and_is_read_again()
    {
        var fix = new ReleaseFix(
            "gitlab-org/gitlab#1", "https://gitlab.com/gitlab-org/gitlab/-/issues/1", null, SampleReleases.Created)
        {
            Title = "Stored XSS",
            Reporter = "alice"
        };
        var text = CveRequest.Description(SampleReleases.R1, fix);
        text.ShouldStartWith("```yaml\n");
        CveYaml.TryRead(text["```yaml\n".Length..^4], out var record, out var problems).ShouldBeTrue(string.Join(", ", problems));
        record!.Product!.Cpes.ShouldBe(["cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*:*"]);
        record.FixedVersions.ShouldBe(["18.4.5", "18.5.3", "18.6.1"]);
        record.References.ShouldBe([fix.Link!]);
        record.Credit!.ShouldContain("https://hackerone.com/alice");
        CveRequest.Title(fix).ShouldBe("Stored XSS");
        CveRequest.Title(fix with { Title = null }).ShouldStartWith("[PSIRT: ");
    }

    [Fact]
    public void What_the_checks_find_in_a_record_is_missing_before_the_post_and_named_with_who_changed_it_last()
    {
        var fix = new ReleaseFix("gitlab-org/gitlab#1", null, "CVE-2026-1234", SampleReleases.Created) { Title = "Stored XSS" };
        var release = SampleReleases.R1 with { Fixes = [fix] };
        var record = CveRequest.Description(release with { Versions = ["18.6.9"] }, fix)["```yaml\n".Length..^4];
        var cve = new Cve { Release = release.Id, Id = fix.CveId!, Yaml = record, Edited = new("U05", SampleReleases.Created) };
        CvesMissing.Of(Gate.Canonical, ReleaseCvesSnapshot.Of(new(release.Id, release, 1), [])).ShouldBeEmpty("of a CVE without a record nothing is known");
        var missing = CvesMissing.Of(Gate.Canonical, ReleaseCvesSnapshot.Of(new(release.Id, release, 1), [new(CveStore.Key(cve), cve, 1)]))
            .ShouldHaveSingleItem();
        missing.Words.ShouldStartWith("*CVE-2026-1234*: ");
        missing.Who.ShouldBe("<@U05>");
    }

    /// <summary>However many CVEs a release has, a change of one rechecks only that one.</summary>
    [Fact]
    public void What_is_found_in_one_is_looked_for_again_only_when_it_or_the_release_is_another()
    {
        var fix = new ReleaseFix("gitlab-org/gitlab#1", null, "CVE-2026-1234", SampleReleases.Created) { Title = "Stored XSS" };
        var release = SampleReleases.R1 with { Fixes = [fix] };
        var cve = new Cve
        {
            Release = release.Id, Id = fix.CveId!, Yaml = CveSample.Yaml(release.Versions, 1), Edited = new("U05", SampleReleases.Created),
        };
        var first = Found(release, cve);
        ReferenceEquals(Found(release, cve)[0], first[0]).ShouldBeTrue();
        Found(release with { Versions = ["18.6.9"] }, cve).Count(one => one.Finding.Level == Level.Error).ShouldBeGreaterThan(0);
        Found(release with { Fixes = [fix with { Title = CveSample.Title }] }, cve).Count.ShouldBeLessThan(first.Count, "its title is in the form");
        Found(release, cve with { Yaml = "" }).ShouldContain(one => one.Check == "missing");
    }

    private static IReadOnlyList<CveFinding> Found(Release release, Cve cve)
    {
        var all = ReleaseCvesSnapshot.Of(new(release.Id, release, 1), [new(CveStore.Key(cve), cve, 1)]);
        return CveFindings.In(all).Of(all.Cves[0]);
    }
}
