using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>A CVE keeps its identity when its number is assigned later.</summary>
public sealed class CveKeyTests
{
    [Theory]
    [InlineData("a=cves#7", "a=cves#7")]
    [InlineData("a=cves#7; a=CVE-2026-1001", "a=cves#7")]
    [InlineData("a=CVE-2026-1001", "a=CVE-2026-1001")]
    [InlineData("a=; a=CVE-2026-1001", "a=CVE-2026-1001")]
    [InlineData("a=cves#7; a=CVE-2026-1001; a=CVE-2026-1002", "a=cves#7")] // a corrected typo
    [InlineData("a=cves#7; a=CVE-2026-1001; a=cves#8", "a=cves#8")]
    [InlineData("a=cves#7; a=CVE-2026-1001; b=CVE-2026-1001 a=CVE-2026-1001", "b=cves#7 a=cves#7")]
    [InlineData("a=cves#7 b=cves#7; a=CVE-2026-1001 b=cves#7", "a=cves#7 b=cves#7")]
    [InlineData("a=cves#7 b=cves#7; a=CVE-2026-1001 b=CVE-2026-1001", "a=cves#7 b=cves#7")]
    [InlineData("a=cves#7 b=cves#7; b=CVE-2026-1002 a=CVE-2026-1001", "b=cves#7 a=CVE-2026-1001")] // one request became two
    [InlineData("a=cves#7 b=CVE-2026-1001; a=CVE-2026-1001 b=CVE-2026-1001", "a=CVE-2026-1001 b=CVE-2026-1001")]
    [InlineData("a=cves#7 b=cves#8; a=CVE-2026-1001 b=CVE-2026-1001", "a=cves#7 b=cves#7")]
    public void What_it_was_first_known_by_stays_its_id(string saves, string expected) =>
        string.Join(' ', Play(saves.Split("; ")).Select(fix => $"{fix.Id}={fix.CveId}")).ShouldBe(expected);

    [Fact]
    public void Whatever_is_saved_one_cve_has_one_id_two_have_two_and_what_is_left_alone_keeps_its_own() =>
        Prop.ForAll(Gen.ArrayOf(Gen.ArrayOf(Gen.Elements(
            from fix in new[] { "a", "b",
                "c" }
            from cve in new[] { "", "r#1", "r#2", "CVE-2026-1001", "CVE-2026-1002" }
            select $"{fix}={cve}"))).ToArbitrary(), saves =>
        {
            IReadOnlyList<ReleaseFix> before = [];
            foreach (var save in saves)
            {
                var after = Save(before, save);
                var numbered = after.Where(fix => fix.CveNumber is not null).ToList();
                if (numbered.Exists(one => numbered.Exists(other => one.Cve == other.Cve != (one.CveId == other.CveId))))
                    return false;
                if (after.Any(fix =>
                    fix.Cve is null ? fix.CveId is not null : before.FirstOrDefault(known => known.Cve == fix.Cve) is { } known && known.CveId != fix.CveId))
                    return false;
                before = after;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("CVE-2026-1001", true)]
    [InlineData("gitlab-org/cves#7", false)]
    [InlineData("cve-requests#7", false)]
    [InlineData(null, false)]
    public void Only_a_number_is_a_number(string? cve, bool isNumber) =>
        new ReleaseFix("a#1", null, cve, SampleReleases.Created).CveNumber.ShouldBe(isNumber ? cve : null);

    private static IReadOnlyList<ReleaseFix> Play(IEnumerable<string> saves) =>
        saves.Aggregate((IReadOnlyList<ReleaseFix>)[], (before, save) => Save(before, save.Split(' ')));

    private static IReadOnlyList<ReleaseFix> Save(IReadOnlyList<ReleaseFix> before, IEnumerable<string> fixes) =>
        ReleaseRules.SetFixes(
            SampleReleases.R1 with { Fixes = before },
            [.. fixes.Select(fix => fix.Split('=')).DistinctBy(fix => fix[0])
                .Select(fix => new ReleaseFix(fix[0], null, fix[1].Length == 0 ? null : fix[1], SampleReleases.Created))]).Fixes;
}
