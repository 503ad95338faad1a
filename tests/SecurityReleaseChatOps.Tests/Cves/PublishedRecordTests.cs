using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

/// <summary>What the checks find in GitLab's published records.</summary>
public sealed class PublishedRecordTests
{
    /// <summary>Each line was verified by hand: errors are real, warnings are worth a look.</summary>
    [Fact]
    [MethodImpl(MethodImplOptions.NoOptimization)] // it must be on the stack, where Shouldly looks for its file
    public void They_are_judged_as_approved()
    {
        var all = new StringBuilder();
        foreach (var release in Published.All.GroupBy(cve => cve.Release))
        {
            var found = CveChecks.OfRelease([.. release.Select(cve => cve.Snapshot)]);
            foreach (var cve in release)
            {
                all.Append(CultureInfo.InvariantCulture, $"{cve.Release} {cve.Number}: {Findings.Counted(found[cve.Number].Select(one => one.Finding))}\n");
                foreach (var (check, finding, fix, _, _) in found[cve.Number])
                    all.Append(
                        CultureInfo.InvariantCulture,
                        $"  {finding.Level} {finding.Row} {check}, {finding.Where}: {finding.Why}{(fix is null ? "" : " [Fix]")}\n");
            }
        }
        all.ToString().ShouldMatchApproved(c => c.NoDiff());
    }

    /// <summary>Announced as fixed in 18.6.1 but fixed in 18.6.3: the record was wrong for 125 days.</summary>
    [Fact]
    public void The_fix_that_was_announced_before_it_shipped_is_found()
    {
        var early = Published.Of("18.6.1", "CVE-2025-13611");
        var said = Fixed(early.Snapshot, FixState.NotIn, "18.6.1", "18.5.3", "18.4.5");
        Errors(said).ShouldBe(["fix-not-in: gitlab-org/gitlab#545947 is not in 18.4.5, 18.5.3, 18.6.1"]);
        CveFill.Of(said).ShouldBe(said.Record, "no version of the release has it");
        Errors(Fixed(early.Snapshot, FixState.Merged, "18.6.1", "18.5.3", "18.4.5")).ShouldBeEmpty();

        var corrected = Published.Of("18.7.1", "CVE-2025-13611");
        Errors(Fixed(corrected.Snapshot, FixState.Merged, "18.7.1", "18.6.3", "18.5.5")).ShouldBeEmpty();
        Errors(Fixed(corrected.Snapshot, FixState.Merged, "18.6.3", "18.5.5")).ShouldBeEmpty();
        Errors(corrected.Snapshot with { Versions = early.Versions }).ShouldBe(["fixed-not-released: the release has no 18.5.5, 18.6.3",
            "release-affected: 18.4.5 of the release is affected: >=13.2, <18.5.5", "release-affected: 18.5.3 of the release is affected: >=13.2, <18.5.5",
            "release-affected: 18.6.1 of the release is affected: >=18.6, <18.6.3"]);
        Errors(early.Snapshot with { Versions = corrected.Versions }).ShouldNotBeEmpty("the old form in the later release");
    }

    /// <summary>A fix handed over by the Runner's release.</summary>
    [Fact]
    public void A_fix_of_another_release_is_held_against_the_versions_of_that_one()
    {
        var fix = new ReleaseFix("gitlab-org/gitlab-runner#1", null, "CVE-2026-1001", default);
        Versions(fix).ShouldBe(SampleReleases.R1.Versions);
        Versions(fix with { From = new("R9", ["18.6.3", "18.5.2"]) }).ShouldBe(["18.6.3", "18.5.2"]);

        static IEnumerable<string> Versions(ReleaseFix fix) =>
            new ReleaseCve("C1", [fix], null).ForChecks(SampleReleases.R1).Versions.Select(version => version.ToString());
    }

    private static CveSnapshot Fixed(CveSnapshot cve, FixState state, params string[] versions) =>
        cve with { Fixes = [new("gitlab-org/gitlab#545947", null, cve.Number, default) { In = CveSnapshots.In(state, versions) }] };

    private static IEnumerable<string> Errors(CveSnapshot cve) =>
        CveChecks.OfRelease([cve])[cve.Id].Where(one => one.Finding.Level == Level.Error).Select(one => $"{one.Check}: {one.Finding.Why}").Order();

    [Fact]
    public void Their_scores_are_those_that_were_published() =>
        Published.All.ShouldAllBe(cve => new CveChecked(cve.Snapshot).Vector!.Score == cve.Score);

    [Fact]
    public void Each_names_the_same_ranges_in_its_description_and_in_its_list() =>
        Published.All.Where(cve => !new CveChecked(cve.Snapshot).InWords.Select(one => one.Range).SequenceEqual(new CveChecked(cve.Snapshot).Ranges))
            .Select(cve => cve.Number).ShouldBeEmpty();
}
