using System.Globalization;
using System.Text;
using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.Tests.Cves;

/// <summary>What the checks say of what GitLab published.</summary>
public sealed class PublishedRecordTests
{
    /// <summary>Each line was judged by hand: an error is true, a warning is worth a look.</summary>
    [Fact]
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
                    all.Append(CultureInfo.InvariantCulture, $"  {finding.Level} {finding.Row} {check}, {finding.Where}: {finding.Why}{(fix is null ? "" : " [Fix]")}\n");
            }
        }
        all.ToString().ShouldMatchApproved(c => c.NoDiff());
    }

    [Fact]
    public void Their_scores_are_those_that_were_published() =>
        Published.All.ShouldAllBe(cve => new CveChecked(cve.Snapshot).Vector!.Score == cve.Score);

    [Fact]
    public void Each_names_the_same_ranges_in_its_description_and_in_its_list() =>
        Published.All.Where(cve => !new CveChecked(cve.Snapshot).InWords.Select(one => one.Range).SequenceEqual(new CveChecked(cve.Snapshot).Ranges)).Select(cve => cve.Number).ShouldBeEmpty();
}
