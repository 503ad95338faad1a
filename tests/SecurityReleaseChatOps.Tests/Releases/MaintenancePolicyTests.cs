using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class MaintenancePolicyTests
{
    [Theory]
    [InlineData("18.6.1, 18.5.3, 18.4.5", "", null)]
    [InlineData("18.6.1, 18.5.3", "", "18.4 has no version in it")]
    [InlineData("18.6.1, 18.5.3, 18.4.5, 18.3.9", "", "18.3 is older than the newest 3 minors")]
    [InlineData("18.5.3, 18.4.5, 18.3.9", "18.6.0", "18.3 is older than the newest 3 minors; 18.6 has no version in it")]
    [InlineData("18.1.1, 18.0.2, 17.11.3", "", null)]
    [InlineData("18.0.2, 17.11.3, 17.10.7", "", null)]
    [InlineData("18.0.2, 17.12.3, 17.11.7", "17.12.1", null)]
    [InlineData("18.0.2, 17.11.3, 17.10.7", "17.12.1", "17.10 is older than the newest 3 minors; 17.12 has no version in it")]
    public void Versions_are_held_against_the_newest_minors(string versions, string earlier, string? note)
    {
        var known = earlier.Length == 0 ? [] : new[] { SampleReleases.Next("R9", earlier) };
        MaintenancePolicy.Note(SampleReleases.R1 with { Versions = versions.Split(", ") }, known, 3).ShouldBe(note);
    }

    [Fact]
    public void Other_products_rehearsals_and_cancelled_releases_say_nothing_of_the_newest_minor()
    {
        var later = SampleReleases.Next("R9", "18.9.0");
        foreach (var other in new[] { later with { Product = Products.Runner }, later with { Rehearsal = true },
            later with { State = ReleaseState.Cancelled } })
            MaintenancePolicy.Note(SampleReleases.R1, [other], 3).ShouldBeNull();
        MaintenancePolicy.Note(SampleReleases.R1, [later], 3).ShouldNotBeNull();
    }

    [Fact]
    public void What_is_to_be_fixed_by_when_follows_from_the_operators_days()
    {
        var sla = VulnerabilitySla.Read("critical: 1\nhigh: 30", "sla.yaml");
        var fix = new ReleaseFix("gitlab-org/gitlab#1", null, null, SampleReleases.Created) { Severity = Severity.High };
        sla.Due(fix).ShouldBe(SampleReleases.Created.AddDays(30));
        sla.Due(fix with { Severity = Severity.Low }).ShouldBeNull();
        sla.Due(fix with { Severity = null }).ShouldBeNull();
        VulnerabilitySla.None.Due(fix).ShouldBeNull();
    }

    [Theory]
    [InlineData("high: soon", "line 1: `high` needs a number of days")]
    [InlineData("critical: 1\nhihg: 30", "line 2: the file has an unknown key `hihg`")]
    [InlineData("- 30", "line 1")]
    public void A_wrong_file_stops_the_start_with_its_line(string yaml, string says)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, yaml);
            Should.Throw<SettingsException>(() => VulnerabilitySla.Load(file)).Message.ShouldContain(says);
        }
        finally
        {
            File.Delete(file);
        }
        Should.Throw<SettingsException>(() => VulnerabilitySla.Load(file)).Message.ShouldContain("there is no such file");
    }
}
