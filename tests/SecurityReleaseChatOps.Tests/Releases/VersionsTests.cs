using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>A release's versions change after its start.</summary>
public sealed class VersionsTests
{
    [Fact]
    public async Task They_are_changed_told_and_wrong_ones_refused()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.4.9");
        var card = await day.StartsRelease("18.6.1, 18.5.3");
        var anna = day.As("anna");
        await anna.Runs("/release versions R2");
        var form = await anna.SeesModal("Versions");
        form["Versions"].ShouldBe("18.6.1, 18.5.3");
        (await form.Fill(("Versions", "18.6")).SubmitsInVain())["Versions"].ShouldContain("is not a version");
        (await (await anna.SeesModal("Versions")).Fill(("Versions", "18.6.2, 18.4.9")).SubmitsInVain())["Versions"].ShouldBe(
            "18.4.9 of GitLab is already in R1");
        await (await anna.SeesModal("Versions")).Fill(("Versions", "18.5.3 18.6.2")).Submit();
        (await anna.Sees("Anna de Vries made *R2* GitLab 18.6.2, 18.5.3; it was 18.6.1, 18.5.3")).Thread.ShouldBe(card.Ts);
        (await anna.Sees("GitLab 18.6.2, 18.5.3 · Planned")).Ts.ShouldBe(card.Ts);
    }

    [Fact]
    public async Task They_end_the_word_that_psirt_is_ready()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var grace = day.As("grace");
        await day.As("kenji").Runs("/release ready?");
        await grace.Clicks("Confirm ready", await grace.Sees("asks whether PSIRT is ready"));
        await (await grace.SeesModal("Confirm ready")).Fill(("Reason", "Agreed")).Submit();
        await grace.Sees("PSIRT is ready, confirmed by Grace Kim");
        await day.As("anna").Runs("/release versions");
        await (await day.As("anna").SeesModal("Versions")).Fill(("Versions", "18.6.2")).Submit();
        await day.As("kenji").Sees("PSIRT is not ready any more for *R1* GitLab 18.6.2: its versions are 18.6.2 now.", "f_upcoming_release");
        (await day.As("anna").Runs("/checklist show ready")).ShouldNotContain("done by");
    }

    [Fact]
    public void They_are_kept_newest_first()
    {
        ReleaseRules.SetVersions(SampleReleases.R1, "18.4.5 and v18.6.1", []).Value!.Versions.ShouldBe(["18.6.1", "18.4.5"]);
        ReleaseRules.SetVersions(SampleReleases.R1, "", []).Errors.Keys.ShouldBe([ReleaseFields.Versions]);
        ReleaseRules.SetVersions(SampleReleases.R1, "18.6.1", [SampleReleases.Next("R2", "18.6.1")]).Errors.Keys.ShouldBe([ReleaseFields.Versions]);
        ReleaseRules.SetVersions(
            SampleReleases.R1, "18.6.1", [SampleReleases.Next("R2", "18.6.1") with { State = ReleaseState.Cancelled }]).Refused.ShouldBeFalse();
    }
}
