using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.CloseOut;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Thanks;
using static SecurityReleaseChatOps.Tests.Comms.CommsSample;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>The matrix as shipped, held against rows G1 to G7 and against the checklists.</summary>
public sealed class MatrixTests
{
    [Theory]
    [InlineData(Audience.FieldSecurity, "critical high unknown")]
    [InlineData(Audience.Support, "critical high unknown")]
    [InlineData(Audience.Dedicated, "critical unknown")]
    [InlineData(Audience.Legal, "critical high medium low unknown")]
    [InlineData(Audience.CorporateCommunications, "critical high medium low unknown")]
    public void G1_stakeholders_are_told_by_severity(Audience audience, string severities)
    {
        foreach (var release in Sorts)
        {
            var word = release.WorstSeverity?.ToString().ToLowerInvariant() ?? "unknown";
            For(release).Any(message => message.To == audience && message.Rows.Contains("G1"))
                .ShouldBe(severities.Split(' ').Contains(word), $"{release.Kind}, {release.Severity}, {release.Product}");
        }
    }

    [Fact]
    public void G1_a_high_planned_release_tells_field_security_and_support_and_not_dedicated_nor_sirt()
    {
        var told = For(Of(ReleaseKind.Planned, Severity.High)).Select(message => message.To).ToHashSet();
        told.ShouldContain(Audience.FieldSecurity);
        told.ShouldContain(Audience.Support);
        told.ShouldNotContain(Audience.Dedicated);
        told.ShouldNotContain(Audience.Sirt);
    }

    [Fact]
    public void G1_a_critical_release_tells_everyone()
    {
        var told = For(Of(ReleaseKind.Critical, null)).Select(message => message.To).ToHashSet();
        Matrix.Audiences.Where(audience => audience.Channel is not null).Select(audience => audience.Id).ShouldBeSubsetOf(told.Append(Audience.MarketingOps));
    }

    [Theory]
    [InlineData("legal-review", "disclosure")]
    [InlineData("corporate-comms", "external communication")]
    public void G1_legal_reviews_disclosures_and_corporate_communications_knows(string id, string words) => Matrix.Find(id)!.Title.ShouldContain(words);

    [Fact]
    public void G1_release_managers_start_planned_releases() =>
        // They start these themselves: no message asks them to; they hear of them from the cut on.
        For(Of(ReleaseKind.Planned, Severity.High)).Where(message => message.To == Audience.ReleaseManagers).Select(message => message.Id)
            .ShouldBe(["cut", "merge-time", "ready", "next-managers"]);

    [Theory]
    [InlineData(Audience.CorporateCommunications, "@gitlab-com/marketing/corporate_marketing/security-communications")]
    [InlineData(Audience.FieldSecurity, "@gitlab-com/gl-security/security-assurance/governance-and-field-security/field-security-team/field-security-field-ciso-collaboration")]
    [InlineData(Audience.ReleaseManagers, "@release-managers")]
    public void G1_groups_are_those_of_the_documents(Audience audience, string group) => Matrix.Find(audience)!.GitLab.ShouldBe(group);

    [Fact]
    public void G1_no_other_group_is_made_up() => Matrix.Audiences.Count(audience => audience.GitLab is not null).ShouldBe(3);

    [Theory]
    [InlineData(Audience.Psirt, "sec-psirt-team")]
    [InlineData(Audience.Communications, "comms-team-security")]
    [InlineData(Audience.MarketingOps, "mktgops")]
    [InlineData(Audience.ReleaseManagers, "f_upcoming_release")]
    public void G2_channels_are_those_of_the_documents_and_follow_the_settings(Audience audience, string channel)
    {
        Matrix.Find(audience)!.Channel.ShouldBe(channel);
        var moved = Defaults with { Channels = new("a", "b", "c", "d", "e", "f", "g") };
        MatrixLibrary.Load(moved).Find(audience)!.Channel!.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(ReleaseKind.Critical, Severity.Low, true)]
    [InlineData(ReleaseKind.Planned, Severity.Critical, true)]
    [InlineData(ReleaseKind.Planned, Severity.High, false)]
    [InlineData(ReleaseKind.AppSec, Severity.Critical, true)]
    public void G2_communications_approves_customer_messages_at_critical(ReleaseKind kind, Severity severity, bool asked)
    {
        For(Of(kind, severity)).Any(message => message.Id == "comms-approval").ShouldBe(asked);
        Matrix.Find("comms-approval")!.To.ShouldBe(Audience.Communications);
        var step = Definitions.Named("critical")!.Items.Single(item => item.Tells.Contains("comms-approval"));
        (step.Id, step.SettledBy.ShouldHaveSingleItem().Fact).ShouldBe(("comms-ok", "email.approved"));
    }

    [Fact]
    public void G3_marketing_is_told_before_the_post_goes_out()
    {
        foreach (var release in Sorts)
        {
            var marketing = For(release).Single(message => message.To == Audience.Marketing);
            var due = Telling(release, marketing.Id).Due!;
            (marketing.Embargoed, due.Anchor, due.Amount < 0).ShouldBe((true, DueAnchor.Due, true));
        }
    }

    [Theory]
    [InlineData(ReleaseKind.AppSec, true)]
    [InlineData(ReleaseKind.Planned, false)]
    [InlineData(ReleaseKind.OutOfBand, false)]
    public void G3_the_2023_process_asks_the_release_manager_to_merge_the_post(ReleaseKind kind, bool asked) =>
        For(Of(kind, Severity.High)).Any(message => message.Id == "merge-post").ShouldBe(asked);

    [Fact]
    public void G4_the_email_goes_out_after_the_post_and_a_test_and_never_without_security_fixes()
    {
        Matrix.Find("test-email")!.Needs.ShouldBe(["published", "security-fixes", "email.cleared"]);
        Matrix.Find("send-email")!.Needs.ShouldBe(["published", "security-fixes", "email.cleared", "email.checked"]);
        foreach (var release in Sorts.Where(release => release.Kind != ReleaseKind.OutOfBand))
            For(release).Select(message => message.Id).ShouldContain("send-email");
    }

    [Fact]
    public void G6_the_2023_process_opens_the_security_communications_issue() =>
        For(Of(ReleaseKind.AppSec, Severity.Low)).Single(message => message.Rows.Contains("G6")).Title.ShouldContain("Security communications issue");

    [Fact]
    public void G7_nothing_public_is_said_before_publication() =>
        Sorts.ShouldAllBe(release =>
            For(release).Where(message => !message.Embargoed)
                .All(message => message.Needs.Contains("published") && Telling(release, message.Id).Due!.Anchor != DueAnchor.Due));

    [Fact]
    public void D6_readiness_is_said_when_it_is_so() => Matrix.Find("ready")!.Needs.ShouldBe(["ready"]);

    [Theory]
    [InlineData("critical-issue", Destination.Issue)]
    [InlineData("critical-start", Destination.Slack)]
    [InlineData("critical-timing", Destination.Slack)]
    [InlineData("critical-estimate", Destination.Slack)]
    public void A8_a_critical_start_reaches_the_release_managers_in_issue_and_channel(string id, Destination place)
    {
        (Matrix.Find(id)!.To, Matrix.Find(id)!.In).ShouldBe((Audience.ReleaseManagers, place));
        foreach (var release in Sorts.Where(release => release.Kind == ReleaseKind.Critical))
            For(release).Select(message => message.Id).ShouldContain(id);
        foreach (var release in Sorts.Where(release => release.Kind == ReleaseKind.AppSec))
            For(release).Any(message => message.Id == id).ShouldBe(release.Severity == Severity.Critical);
    }

    [Fact]
    public void Every_message_stands_under_a_step_and_every_fact_that_a_step_names_is_made_known()
    {
        Matrix.Messages.Select(message => message.Id).Except(Definitions.All.SelectMany(definition => definition.Items).SelectMany(item => item.Tells))
            .ShouldBeEmpty();
        IEvidence[] evidence =
        [
            new ReleaseEvidence(), new PingEvidence(null!, Matrix), new CustomerEvidence(null!), new ReadinessEvidence(null!), new ThanksEvidence(null!),
            new CveEvidence(null!), new BlogPostEvidence(null!, null!), new CloseOutEvidence(null!, null!),
        ];
        Should.NotThrow(() => Definitions.Checked(evidence.SelectMany(source => source.Kinds).ToHashSet()));
    }

    [Fact]
    public void What_an_audience_is_asked_is_what_settles_the_step_or_is_only_offered()
    {
        foreach (var item in Definitions.All.SelectMany(definition => definition.Items))
        {
            foreach (var message in item.Tells.Select(id => Matrix.Find(id)!).Where(message => message.Asks != Asks.Nothing))
            {
                var named = item.SettledBy.SelectMany(term => term.Facts).Where(kind => kind.StartsWith(message.Id + ".", StringComparison.Ordinal)).ToList();
                named.Select(kind => kind[(message.Id.Length + 1)..]).Except(Answering(message.Asks)).ShouldBeEmpty($"{item.Id}: asked for {message.Asks}");
            }
        }

        static string[] Answering(Asks asks) => asks switch
        {
            Asks.Acknowledge => ["acknowledged"],
            Asks.Answer => ["yes", "no", "date"],
            Asks.Approval => ["approved"],
            _ => ["impact", "multi", "single", "self"],
        };
    }

    [Fact]
    public void Who_must_acknowledge_has_hours_when_planned_and_minutes_at_critical()
    {
        foreach (var rule in Matrix.Messages.Select(message => message.Acknowledge).OfType<AcknowledgeRule>())
        {
            rule.CriticalWithin.ShouldBeInRange(Duration.FromMinutes(15), Duration.FromMinutes(30));
            rule.CriticalEscalate.ShouldBeInRange(Duration.FromMinutes(15), Duration.FromMinutes(30));
            rule.CriticalWithin.ShouldBeLessThanOrEqualTo(rule.Within);
            rule.CriticalEscalate.ShouldBeLessThanOrEqualTo(rule.Escalate);
        }
        Matrix.Messages.Where(message => message.Rows.Contains("G1") && message.In == Destination.Slack).ShouldAllBe(message => message.Acknowledge != null);
    }

    [Fact]
    public void Every_release_has_a_plan_and_every_message_a_release()
    {
        Sorts.ShouldAllBe(release => For(release).Count >= 7);
        Matrix.Messages.ShouldAllBe(message => Sorts.Any(release => For(release).Contains(message)));
    }

    private static Item Telling(Release release, string message) => Definitions.For(release)!.Items.Single(item => item.Tells.Contains(message));
}
