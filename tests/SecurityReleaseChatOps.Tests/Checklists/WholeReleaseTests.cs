using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>Releases worked from start to close by two people in two regions, across a change to summer time.</summary>
public sealed class WholeReleaseTests
{
    [Fact]
    public async Task A_planned_release_is_worked_over_two_weeks_and_its_follow_up_a_month_later()
    {
        await using var day = await TestDay.Start();
        await day.SetClock("2027-03-17T08:00:00Z"); // New York has summer time already, Amsterdam gets it on the 28th
        await day.StartsRelease("18.10.1", ("Due date", "2027-03-31"), ("Severity", "High"));
        await day.SetsFixes("anna", "gitlab-org/gitlab#123 CVE-2027-1234\nhttps://gitlab.com/gitlab-org/gitlab/-/issues/77");
        var progress = await day.As("oliver").Sees("Checklist R1");
        var total = (await day.Board("R1")).Steps.Count;

        foreach (var moment in new[] { "2027-03-26T10:00:00Z", "2027-03-28T15:00:00Z", "2027-03-29T15:00:00Z", "2027-03-30T15:00:00Z", "2027-03-31T09:00:00Z",
            "2027-03-31T14:00:00Z" })
        {
            await day.At(moment);
            await day.WorkWhatIsDue("R1", "anna", "maria");
        }
        (await day.Board("R1"))["ready"]!.Open.ShouldBeFalse();
        (await day.Board("R1"))["publish"]!.Open.ShouldBeTrue("it waits for the merge");

        await day.As("anna").Runs("/release merged");
        (await day.Progress("R1")).Text.ShouldContain("60 min left");
        await day.At("2027-03-31T14:20:00Z");
        (await day.Progress("R1")).Text.ShouldMatch("(39|40|41) min left", "the clock runs while the test works");
        await day.SaysItIsPublic("maria");
        foreach (var step in new[] { "mail-test", "mail-check", "mail-send" })
            await day.As("maria").Runs($"/checklist done {step} Chloe did it");
        (await day.Progress("R1")).Text.ShouldContain("all announced");
        await day.At("2027-03-31T15:30:00Z");
        await day.As("oliver").Sees("Everything of *R1* GitLab 18.10.1 is announced");
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("minutes are left") || m.Says("60 minutes after the merge"));

        await day.At("2027-04-01T14:30:00Z");
        await day.WorkWhatIsDue("R1", "maria", "anna");
        await day.At("2027-04-03T15:00:00Z");
        await day.WorkWhatIsDue("R1", "maria", "anna");
        await day.Closes("anna");
        (await day.Board("R1")).Steps.Where(step => step.Open).ShouldAllBe(step => step.StageId == "later");

        await day.At("2027-04-30T14:00:00Z");
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("30 days after *R1*"));
        await day.As("grace").Clicks("Accept", (await day.As("grace").Asks("/rotation plan"))!);
        await day.At("2027-04-30T14:30:00Z");
        var followUp = await day.As("oliver").Sees("30 days after *R1*");
        followUp.Thread.ShouldBe(progress.Ts);
        followUp.Text.ShouldMatch(@"assign the next release managers \([^(),]+, [^(),]+\), remove", "as the calendar has them");
        await day.WorkWhatIsDue("R1", "anna", "maria");
        (await day.Progress("R1")).Text.ShouldContain($"{total} of {total} steps");
        (await day.Progress("R1")).Ts.ShouldBe(progress.Ts, "one message, from the first day to the last");
        (await day.Board("R1")).Checklist.Forced.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_critical_release_is_worked_in_two_days()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Critical"), ("Due date", "2026-11-24"));
        await day.SetsFixes("anna", "gitlab-org/security/gitlab!5 CVE-2026-1234");
        (await day.Board("R1")).Definition.Name.ShouldBe("critical");
        foreach (var moment in new[] { "2026-11-23T09:30:00Z", "2026-11-23T12:30:00Z", "2026-11-23T16:30:00Z", "2026-11-24T09:00:00Z", "2026-11-24T13:30:00Z",
            "2026-11-24T14:30:00Z" })
        {
            await day.At(moment);
            await day.WorkWhatIsDue("R1", "anna", "maria");
        }
        await day.As("maria").Runs("/release merged");
        await day.At("2026-11-24T15:30:00Z");
        await day.SaysItIsPublic("maria");
        await day.WorkWhatIsDue("R1", "maria", "anna");
        await day.At("2026-11-27T16:00:00Z");
        await day.WorkWhatIsDue("R1", "maria", "anna");
        var left = (await day.Board("R1")).Steps.Where(step => step.Open).ToList();
        left.ShouldAllBe(step => step.Due > Instant.FromUtc(2026, 12, 1, 0, 0), string.Join(", ", left.Select(step => step.Key)));
        await day.Closes("maria");
    }
}
