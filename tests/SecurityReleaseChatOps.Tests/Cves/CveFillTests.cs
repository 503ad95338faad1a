using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class CveFillTests
{
    private static readonly IReadOnlyList<ReleaseVersion> Versions = [new(18, 6, 1), new(18, 5, 3), new(18, 4, 5)];

    [Fact]
    public void A_published_record_is_filled_in_with_what_it_has()
    {
        foreach (var cve in Published.All.Where(cve => cve.Versions.Count == cve.Record.FixedVersions.Count))
        {
            var filled = CveFill.Of(cve.Snapshot);
            filled.FixedVersions.ShouldBe(cve.Record.FixedVersions, cve.Number);
            filled.Description.ShouldBe(cve.Record.Description, cve.Number);
            filled.AffectedVersions.Select(Range).ShouldBe(cve.Record.AffectedVersions.Select(Range), cve.Number);
        }
    }

    [Fact]
    public void From_nothing_a_first_description_is_made_in_todays_form()
    {
        var cve = new CveSnapshot("C1") { Versions = Versions, FirstAffected = "17.10", EeOnly = true, Record = CveRecord.Empty with { Cwe = "CWE-352" } };
        var filled = CveFill.Of(cve);
        filled.AffectedVersions.ShouldBe([">=17.10, <18.4.5", ">=18.5, <18.5.3", ">=18.6, <18.6.1"]);
        filled.FixedVersions.ShouldBe(["18.4.5", "18.5.3", "18.6.1"]);
        filled.Solution.ShouldBe("Upgrade to versions 18.4.5, 18.5.3, 18.6.1 or above.");
        filled.Description.ShouldBe("GitLab has remediated an issue in GitLab EE affecting all versions from 17.10 before 18.4.5, 18.5 before 18.5.3, "
            + "and 18.6 before 18.6.1 "
            + "that could have allowed [PSIRT: whom] to [PSIRT: do what] due to cross-site request forgery.");
        CveChecks.OfRelease([cve with { Record = filled }])["C1"].ShouldNotContain(finding => finding.Finding.Level != Level.Note);
    }

    [Fact]
    public void What_nobody_knows_stays_open()
    {
        var filled = CveFill.Of(new("C1") { Versions = Versions });
        filled.AffectedVersions[0].ShouldBe(">=X.Y, <18.4.5");
        filled.Description.ShouldNotBeNull().ShouldContain("all versions from X.Y before 18.4.5, 18.5 before 18.5.3, and");
    }

    [Fact]
    public void Where_the_flaw_came_later_older_versions_are_left_out()
    {
        var filled = CveFill.Of(new("C1") { Versions = Versions, FirstAffected = "18.5.1", EeOnly = false });
        filled.AffectedVersions.ShouldBe([">=18.5.1, <18.5.3", ">=18.6, <18.6.1"]);
        filled.Solution.ShouldBe("Upgrade to versions 18.5.3, 18.6.1 or above.");
    }

    [Fact]
    public void A_version_without_the_fix_stays_affected()
    {
        var cve = new CveSnapshot("C1") { Versions = Versions, FirstAffected = "17.10", EeOnly = false, Record = CveRecord.Empty with { Cwe = "CWE-862" } };
        Filled("18.4.5").ShouldBe([">=17.10, <18.5.3", ">=18.6, <18.6.1"]);
        Filled("18.5.3").ShouldBe([">=17.10, <18.4.5", ">=18.5, <18.6.1"]);
        Filled("18.6.1").ShouldBe([">=17.10, <18.4.5", ">=18.5, <18.5.3", ">=18.6"]);
        var filled = CveFill.Of(Without("18.6.1"));
        filled.Description.ShouldNotBeNull().ShouldContain("from 17.10 before 18.4.5 and 18.5 before 18.5.3 that");
        CveChecks.OfRelease([Without("18.6.1") with { Record = filled }])["C1"].Where(found => found.Finding.Level == Level.Error).Select(found => found.Check)
            .ShouldBe(["release-affected"]);

        IReadOnlyList<string> Filled(string version) => CveFill.Of(Without(version)).AffectedVersions;

        CveSnapshot Without(string version) =>
            cve with { Fixes = [new("gitlab-org/gitlab#1", null, null, default) { In = CveSnapshots.In(FixState.NotIn, version) }] };
    }

    [Theory]
    [InlineData("A flaw in GitLab affecting all versions starting from 9.2 prior to 16.11.5, starting from 17.0 prior to 17.0.3, with "
        + "words.", "A flaw in GitLab affecting all versions starting from 17.10 before 18.4.5 and 18.5 before 18.5.3, with words.")]
    [InlineData("All versions before 16.10.6, version 16.11 before 16.11.3. It is so.", "All versions from 17.10 before 18.4.5 and 18.5 before 18.5.3. It is so.")]
    [InlineData("No versions at all.", "No versions at all.")]
    public void Of_a_description_only_its_versions_change(string before, string after) =>
        CveFill.WithRanges(
            CveRecord.Empty with { Description = before, AffectedVersions = [">=17.10, <18.4.5", ">=18.5, <18.5.3"] }).Description.ShouldBe(after);

    [Fact]
    public void All_versions_are_said_without_a_first_one() =>
        CveFill.WithRanges(
            CveRecord.Empty with { Description = "all versions from 9.2 before 16.11.5 that", AffectedVersions = ["<18.4.5", ">=18.5, <18.5.3"] }).Description
            .ShouldBe("all versions before 18.4.5 and 18.5 before 18.5.3 that");

    [Fact]
    public void The_difference_is_shown_line_by_line()
    {
        var before = Published.Of("18.6.1", "CVE-2025-6195").Record;
        CveFill.Difference(before, before).ShouldBeEmpty();
        CveFill.Difference(before, before with { FixedVersions = ["18.5.3", "18.6.1"] })
            .ShouldBe(["    fixed_versions:", "-     - \"18.4.5\"", "      - \"18.5.3\""]);
    }

    private static string Range(string line) => VersionRanges.TryRead(line, out var range) ? range.ToString() : line;
}
