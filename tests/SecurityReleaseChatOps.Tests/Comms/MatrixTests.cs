using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using static SecurityReleaseChatOps.Tests.Comms.CommsSample;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>The matrix as shipped, held against rows G1 to G7 and against the checklists.</summary>
public sealed class MatrixTests
{
    private static readonly DefinitionLibrary Checklists = DefinitionLibrary.Load();

    /// <summary>Told outside the matrix: #thanks by its own feature, the others by email and in their reports.</summary>
    private static readonly Audience[] Outside = [Audience.Thanks, Audience.HackerOne, Audience.Researcher, Audience.Developers, Audience.StageTeam];

    [Theory]
    [InlineData(Audience.FieldSecurity, "critical high unknown")]
    [InlineData(Audience.Support, "critical high unknown")]
    [InlineData(Audience.Dedicated, "critical unknown")]
    [InlineData(Audience.Legal, "critical high medium low unknown")]
    [InlineData(Audience.CorporateCommunications, "critical high medium low unknown")]
    public void G1_stakeholders_are_told_by_severity(Audience audience, string severities)
    {
        foreach (var facts in Sorts)
        {
            var word = facts.Kind == nameof(ReleaseKind.Critical) ? "critical" : facts.Severity ?? "unknown";
            For(facts).Any(message => message.To == audience && message.Rows.Contains("G1"))
                .ShouldBe(severities.Split(' ').Contains(word), $"{facts.Kind}, {facts.Severity}, {facts.Product}");
        }
    }

    [Fact]
    public void G1_a_high_planned_release_tells_field_security_and_support_and_not_dedicated_nor_sirt()
    {
        var told = For(Facts(ReleaseKind.Planned, "high")).Select(message => message.To).ToHashSet();
        told.ShouldContain(Audience.FieldSecurity);
        told.ShouldContain(Audience.Support);
        told.ShouldNotContain(Audience.Dedicated);
        told.ShouldNotContain(Audience.Sirt);
    }

    [Fact]
    public void G1_a_critical_release_tells_everyone()
    {
        var told = For(Facts(ReleaseKind.Critical, null)).Where(message => message.Required).Select(message => message.To).ToHashSet();
        Matrix.Audiences.Where(audience => audience.Channel is not null).Select(audience => audience.Id).ShouldBeSubsetOf(told.Append(Audience.MarketingOps));
    }

    [Theory]
    [InlineData("legal-review", "disclosure")]
    [InlineData("corporate-comms", "external communication")]
    public void G1_legal_reviews_disclosures_and_corporate_communications_knows(string id, string words) => Matrix.Find(id)!.Title.ShouldContain(words);

    [Fact]
    public void G1_release_managers_start_planned_releases() =>
        // They need no start from us: the pair answers to them from the list of fixes on.
        For(Facts(ReleaseKind.Planned, "high")).Where(message => message.To == Audience.ReleaseManagers).Select(message => message.Id)
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
    [InlineData(ReleaseKind.Critical, "low", true)]
    [InlineData(ReleaseKind.Planned, "critical", true)]
    [InlineData(ReleaseKind.Planned, "high", false)]
    [InlineData(ReleaseKind.AppSec, "critical", true)]
    public void G2_communications_approves_customer_messages_at_critical(ReleaseKind kind, string severity, bool asked)
    {
        For(Facts(kind, severity)).Any(message => message.Id == "comms-approval").ShouldBe(asked);
        Matrix.Find("comms-approval")!.To.ShouldBe(Audience.Communications);
        Matrix.Find("comms-approval")!.Opens.ShouldContain("comms-ok");
        Matrix.Find("comms-approval")!.Steps.ShouldNotContain("comms-ok");
    }

    [Fact]
    public void G3_marketing_is_told_before_the_post_goes_out()
    {
        foreach (var facts in Sorts)
        {
            var marketing = For(facts).Single(message => message.To == Audience.Marketing);
            (marketing.Embargoed, marketing.Due.Anchor, marketing.Due.Amount < 0).ShouldBe((true, DueAnchor.Due, true));
        }
    }

    [Theory]
    [InlineData(ReleaseKind.AppSec, true)]
    [InlineData(ReleaseKind.Planned, false)]
    [InlineData(ReleaseKind.OutOfBand, false)]
    public void G3_the_2023_process_asks_the_release_manager_to_merge_the_post(ReleaseKind kind, bool asked) =>
        For(Facts(kind, "high")).Any(message => message.Id == "merge-post").ShouldBe(asked);

    [Fact]
    public void G4_the_email_goes_out_after_the_post_and_a_test_and_never_without_security_fixes()
    {
        Matrix.Find("test-email")!.Needs.ShouldBe([CommsGate.Published, CommsGate.SecurityFixes, CommsGate.Approved]);
        Matrix.Find("send-email")!.Needs.ShouldBe([CommsGate.Published, CommsGate.SecurityFixes, CommsGate.Approved, CommsGate.EmailChecked]);
        foreach (var facts in Sorts.Where(facts => facts.Kind != nameof(ReleaseKind.OutOfBand)))
            For(facts).Select(message => message.Id).ShouldContain("send-email");
    }

    [Fact]
    public void G6_the_2023_process_opens_the_security_communications_issue() =>
        For(Facts(ReleaseKind.AppSec, "low")).Single(message => message.Rows.Contains("G6")).Title.ShouldContain("Security communications issue");

    [Fact]
    public void G7_nothing_public_is_said_before_publication() =>
        Matrix.Messages.Where(message => !message.Embargoed).ShouldAllBe(message => message.Needs.Contains(CommsGate.Published) && message.Due.Anchor != DueAnchor.Due);

    [Fact]
    public void D6_readiness_is_said_when_it_is_so() => Matrix.Find("ready")!.Needs.ShouldBe([CommsGate.Ready]);

    [Theory]
    [InlineData("critical-issue", MessagePlace.Issue)]
    [InlineData("critical-start", MessagePlace.Slack)]
    [InlineData("critical-timing", MessagePlace.Slack)]
    [InlineData("critical-estimate", MessagePlace.Slack)]
    public void A8_a_critical_start_reaches_the_release_managers_in_issue_and_channel(string id, MessagePlace place)
    {
        (Matrix.Find(id)!.To, Matrix.Find(id)!.In).ShouldBe((Audience.ReleaseManagers, place));
        foreach (var facts in Sorts.Where(facts => facts.Kind == nameof(ReleaseKind.Critical)))
            For(facts).Select(message => message.Id).ShouldContain(id);
        foreach (var facts in Sorts.Where(facts => facts.Kind == nameof(ReleaseKind.AppSec)))
            For(facts).Any(message => message.Id == id).ShouldBe(facts.Severity == "critical");
    }

    [Fact]
    public void Every_ping_of_a_checklist_is_carried_by_a_message_to_its_audience()
    {
        foreach (var facts in Sorts)
        {
            foreach (var item in Checklists.For(facts)!.Items.Where(item => item.When.Holds(facts)))
            {
                foreach (var audience in item.Pings.Except(Outside))
                    Matrix.ForStep(item.Id, facts).ShouldContain(message => message.To == audience, $"{item.Id} pings {audience}: {facts.Kind}, {facts.Severity}, {facts.Product}");
            }
        }
    }

    [Fact]
    public void Every_step_that_a_message_names_is_one_of_a_checklist() =>
        Matrix.Messages.SelectMany(message => message.Steps.Concat(message.Opens)).Except(Checklists.All.SelectMany(definition => definition.Items).Select(item => item.Id)).ShouldBeEmpty();

    [Fact]
    public void A_message_settles_no_step_that_pings_someone_else()
    {
        foreach (var facts in Sorts)
        {
            foreach (var item in Checklists.For(facts)!.Items.Where(item => item.When.Holds(facts) && item.Pings.Count > 0))
                Matrix.ForStep(item.Id, facts).ShouldAllBe(message => item.Pings.Contains(message.To), $"{item.Id}: {facts.Kind}, {facts.Product}");
        }
    }

    [Fact]
    public void A_message_is_due_when_the_first_of_its_steps_is()
    {
        foreach (var facts in Sorts)
        {
            var items = Checklists.For(facts)!.Items.Where(item => item.When.Holds(facts) && item.Pings.Count > 0).ToDictionary(item => item.Id);
            foreach (var message in For(facts))
            {
                var dues = message.Steps.Concat(message.Opens).Where(items.ContainsKey).Select(id => At(items[id].Due!)).ToList();
                if (dues.Count > 0)
                    At(message.DueFor(facts)).ShouldBe(dues.Min(), $"{message.Id}: {facts.Kind}, {facts.Severity}, {facts.Product}");
            }

            DateTimeOffset At(DueRule rule) => rule.At(facts with { MergedAt = facts.DueAt, PublishedAt = facts.DueAt }, Start)!.Value;
        }
    }

    [Fact]
    public void Who_must_acknowledge_has_hours_when_planned_and_minutes_at_critical()
    {
        foreach (var rule in Matrix.Messages.Select(message => message.Acknowledge).OfType<AcknowledgeRule>())
        {
            rule.CriticalWithin.ShouldBeInRange(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30));
            rule.CriticalEscalate.ShouldBeInRange(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30));
            rule.CriticalWithin.ShouldBeLessThanOrEqualTo(rule.Within);
            rule.CriticalEscalate.ShouldBeLessThanOrEqualTo(rule.Escalate);
        }
        Matrix.Messages.Where(message => message.Rows.Contains("G1") && message.In == MessagePlace.Slack).ShouldAllBe(message => message.Acknowledge != null);
    }

    [Fact]
    public void Every_release_has_a_plan_and_every_message_a_release()
    {
        Sorts.ShouldAllBe(facts => For(facts).Count >= 7);
        Matrix.Messages.ShouldAllBe(message => Sorts.Any(message.IsFor));
        Matrix.Messages.Where(message => message.Required).ShouldAllBe(message => Matrix.Find(message.To)!.Channel != null);
    }
}
