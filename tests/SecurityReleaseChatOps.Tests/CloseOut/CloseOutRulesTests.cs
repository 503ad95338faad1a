using SecurityReleaseChatOps.CloseOut;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.CloseOut;

public sealed class CloseOutRulesTests
{
    private static readonly Instant Published = Instant.FromUtc(2026, 11, 25, 15, 20);

    private static readonly Release Release = SampleReleases.R1 with
    {
        State = ReleaseState.Published,
        PublishedAt = Published,
        Links = new(Issue: "https://gitlab.com/gitlab-org/gitlab/-/issues/77"),
        Fixes =
        [
            new("gitlab-org/gitlab#1", null, "CVE-2026-1234", SampleReleases.Created) { Title = "Stored XSS" },
            new("gitlab-org/gitlab#2", null, "CVE-2026-1235", SampleReleases.Created) { Reporter = "alice" },
            new("gitlab-org/gitlab#3", null, null, SampleReleases.Created),
        ],
    };

    private static readonly Dictionary<string, KnownCve> Known = new()
    {
        ["CVE-2026-1234"] = new(Validated: true, null, "https://hackerone.com/reports/1", "U09"),
        ["CVE-2026-1235"] = new(Validated: false, null, null, null),
    };

    [Fact]
    public void What_is_to_be_done_follows_from_fixes_and_cves()
    {
        var plan = CloseOutPlan.Of(Release, Known);
        plan.Issues.Select(issue => issue.Id).ShouldBe(["gitlab-org/gitlab#1", "gitlab-org/gitlab#2", "gitlab-org/gitlab#3"]);
        plan.Issues[0].Comment.ShouldContain("pay the bounty");
        plan.Issues[2].Comment.ShouldNotContain("bounty");
        plan.Cves.ShouldBe([new("CVE-2026-1234", "CVE-2026-1234", null), new("CVE-2026-1235", "CVE-2026-1235", "description::validated is missing")]);
        var report = plan.Reports.ShouldHaveSingleItem();
        (report.Report, report.Engineer).ShouldBe(("https://hackerone.com/reports/1", "U09"));
        report.Text.ShouldContain("CVE-2026-1234 is published in GitLab 18.6.1, 18.5.3, 18.4.5");
        CloseOutText.Command(Release, Part.Issues).ShouldBe("bin/close_release.rb --live --close-issues --release-issue 77");
    }

    [Fact]
    public void An_invalid_advisory_is_not_published()
    {
        var plan = CloseOutPlan.Of(
            Release, new Dictionary<string, KnownCve>(Known) { ["CVE-2026-1234"] = Known["CVE-2026-1234"] with { Invalid = "the vector is missing" } });
        plan.Cves[0].Hindrance.ShouldBe("advisory::invalid (the vector is missing)");
        CloseOutRules.Doable(plan, Nothing, Part.Cves).ShouldBeEmpty();
        CloseOutRules.Tick(File(plan), Part.Cves, ["CVE-2026-1234"], "U03", Published).Changed.ShouldBeFalse();
    }

    [Fact]
    public void The_app_tells_engineers_only_after_two_different_people_agreed_to_the_same_words()
    {
        var file = File(CloseOutPlan.Of(Release, Known));
        CloseOutRules.ToSend(file).ShouldBeEmpty();
        file = Agrees(file, "U03");
        CloseOutRules.Agree(file, "U03", Published).Changed.ShouldBeFalse("the same person is no second one");
        CloseOutRules.ToSend(file).ShouldBeEmpty();
        file = Agrees(file, "U05");
        CloseOutRules.ToSend(file).ShouldHaveSingleItem().Engineer.ShouldBe("U09");

        // A changed version, which neither has agreed to.
        var other = File(CloseOutPlan.Of(Release with { Versions = ["18.6.2"] }, Known), file.State);
        other.IsAgreed.ShouldBeFalse();
        CloseOutRules.ToSend(other).ShouldBeEmpty();
        // Changed and changed back: the agreement stays void.
        var back = Release with { Edits = [new(ReleasePart.Versions, "U03", Published.AddHours(2))] };
        new CloseOutSnapshot(back, file.Plan, file.State, null).IsAgreed.ShouldBeFalse();
    }

    [Fact]
    public void Each_part_is_done_piece_by_piece_and_what_was_done_stays_with_who_did_it()
    {
        var file = File(CloseOutPlan.Of(Release, Known));
        file = Ticks(file, Part.Issues, "U03", "gitlab-org/gitlab#1");
        file.Open(Part.Issues).ShouldBe(["gitlab-org/gitlab#2", "gitlab-org/gitlab#3"]);
        CloseOutRules.Completed(file, Part.Issues).ShouldBeNull();
        file = Ticks(file, Part.Issues, "U05", "gitlab-org/gitlab#1", "gitlab-org/gitlab#2", "gitlab-org/gitlab#3");
        file.State.Done.Select(did => (did.Subject, did.By))
            .ShouldBe([("gitlab-org/gitlab#1", "U03"), ("gitlab-org/gitlab#2", "U05"), ("gitlab-org/gitlab#3", "U05")]);
        CloseOutRules.Completed(file, Part.Issues)!.Value.By.ShouldBe("U05");
    }

    [Fact]
    public void A_part_with_nothing_to_do_is_done_once_two_agreed_to_that()
    {
        var file = File(CloseOutPlan.Of(Release with { Fixes = [] }, Known));
        CloseOutRules.Completed(file, Part.Reports).ShouldBeNull();
        CloseOutEvidence.Of(Agrees(Agrees(file, "U03"), "U05")).Select(fact => fact.Kind)
            .ShouldBe(["close-out.approved", "close-out.approved", "issues-closed", "cves-published", "engineers-told", "records-public", "reports-rewarded"]);
    }

    [Fact]
    public void The_records_are_asked_about_once_a_week_for_six_weeks_until_they_are_public()
    {
        var file = File(CloseOutPlan.Of(Release, Known));
        var asked = new List<double>();
        for (var hours = 0; hours < 24 * 60; hours++)
        {
            var now = Published.AddHours(hours);
            if (CloseOutRules.WeekToAsk(file, now) is { } week)
            {
                asked.Add((now - Published).TotalDays);
                file = file with { State = file.State with { Asked = week } };
            }
            CloseOutRules.Asks(file, now).ShouldBe(asked.Count < 6);
        }
        asked.ShouldBe([7, 14, 21, 28, 35, 42]);
        CloseOutRules.WeekToAsk(Ticks(File(file.Plan), Part.Records, "U03", "CVE-2026-1234", "CVE-2026-1235"), Published.AddDays(8)).ShouldBeNull();
        CloseOutRules.WeekToAsk(File(file.Plan), Published.AddDays(30)).ShouldBe(4, "what was missed while the app was down is asked once");
    }

    [Fact]
    public void What_another_release_took_over_is_closed_out_there()
    {
        var plan = CloseOutPlan.Of(Release with { HandedTo = "R2" }, Known);
        plan.Issues.Count.ShouldBe(3);
        plan.Cves.ShouldBeEmpty();
        plan.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_left_takes_a_reason()
    {
        var file = File(CloseOutPlan.Of(Release, Known));
        file.Missing.Select(one => one.Words).ShouldBe(["*Close canonical issues*: 3 left", "*Publish CVEs*: 2 left", "*Tell HackerOne engineers*: 1 left"]);
        CloseOutRules.Close(file, " ", "U03", Published).Refused.ShouldBeTrue();
        CloseOutRules.Close(file, "The rest comes later", "U03", Published).Value!.ShouldSatisfyAllConditions(
            closed => closed.State.ShouldBe(ReleaseState.Closed), closed => closed.Changed!.Reason.ShouldBe("The rest comes later"));
        var done = Ticks(
            Ticks(File(CloseOutPlan.Of(Release with { Fixes = [Release.Fixes[0]] }, Known)), Part.Issues, "U03", "gitlab-org/gitlab#1"), Part.Cves, "U03",
            "CVE-2026-1234");
        done = Ticks(done, Part.Reports, "U03", "CVE-2026-1234");
        CloseOutRules.Close(done, null, "U03", Published).Value!.Changed!.Reason.ShouldBeNull();
    }

    [Fact]
    public void The_dry_run_says_all_that_would_be_done_and_said()
    {
        var plan = CloseOutPlan.Of(Release, Known);
        var text = CloseOutText.DryRun(Release, plan);
        foreach (var said in plan.Issues.SelectMany(issue => issue.Comment.Split('\n')).Concat(plan.Cves.Select(cve => cve.Name))
            .Where(line => line.Length > 0))
            text.ShouldContain(said);
        text.ShouldContain("Nothing below is done yet");
        text.ShouldContain("bin/close_release.rb --live --publish-cves --release-issue 77");
        text.ShouldContain("not yet, description::validated is missing");
        text.ShouldContain("by Slack message");
    }

    private static CloseOutState Nothing { get; } = new() { Release = "R1" };

    private static CloseOutSnapshot File(CloseOutPlan plan, CloseOutState? state = null) => new(Release, plan, state ?? Nothing, null);

    private static CloseOutSnapshot Agrees(CloseOutSnapshot file, string by) =>
        file with { State = CloseOutRules.Agree(file, by, Published.AddHours(1)).Value! };

    private static CloseOutSnapshot Ticks(CloseOutSnapshot file, Part part, string by, params string[] subjects) =>
        file with { State = CloseOutRules.Tick(file, part, subjects, by, Published.AddHours(2)).Value! };
}
