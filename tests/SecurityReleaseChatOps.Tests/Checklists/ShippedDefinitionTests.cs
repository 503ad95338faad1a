using System.Text.Json;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>The definitions as shipped, held against the process documents.</summary>
public sealed class ShippedDefinitionTests
{
    private static ILookup<string, string> Rows { get; } = Shipped.All
        .SelectMany(definition => definition.Items.SelectMany(item => item.Rows.Select(row => (row, definition.Name))))
        .ToLookup(pair => pair.row, pair => pair.Name);

    public static TheoryData<string> Names => new(Shipped.All.Select(definition => definition.Name));

    [Fact]
    public void Are_the_five_processes() =>
        Shipped.All.Select(definition => definition.Name).Order().ShouldBe(["appsec", "critical", "out-of-band", "planned", "runner"]);

    [Theory]
    [InlineData("D1")]
    [InlineData("D2")]
    [InlineData("D3")]
    [InlineData("D4")]
    [InlineData("D5")]
    [InlineData("D6")]
    [InlineData("A3")]
    [InlineData("A4")]
    [InlineData("A5")]
    [InlineData("A6")]
    public void Carry_each_row(string row) => Rows[row].ShouldNotBeEmpty();

    [Fact]
    public void Planned_and_critical_carry_the_13_steps_of_the_summary()
    {
        foreach (var name in new[] { "planned", "critical" })
            Enumerable.Range(1, 13).ShouldAllBe(step => Rows[$"D1.{step}"].Contains(name), name);
    }

    [Fact]
    public void Out_of_band_carries_the_16_steps_in_their_order() =>
        Shipped.Named("out-of-band")!.Items.SelectMany(item => item.Rows).Where(row => row.StartsWith("D4.", StringComparison.Ordinal))
            .ShouldBe(Enumerable.Range(1, 16).Select(step => $"D4.{step}"));

    [Theory]
    [InlineData("planned", "bin/validate_release.rb", "bin/update_cves.rb", "bin/generate_blog_post.rb", "--help", "--live", "--close-issues", "--publish-cves",
        "--notify-hackerone", "--release-issue IID", "bin/make_thankyou.rb", "advisory::invalid", "description::validated", "Publish Immediately", "cnaworkflow",
        "AppSecWorkType::SecurityReleaseRotation", "upcoming security release", "PSIRT Task Issue", "Release-Manager-Scheduling", "#sec-appsec", "#comms-team-security", "#thanks",
        "@gitlab-com/marketing/corporate_marketing/security-communications",
        "@gitlab-com/gl-security/security-assurance/governance-and-field-security/field-security-team/field-security-field-ciso-collaboration",
        "${CWE_TITLE} issue in ${COMPONENT} impacts GitLab ${GITLAB_EDITION}", "[VULNTYPE] in [COMPONENT] in [VENDOR][PRODUCT]", "GitLab EE Only", "First Version Affected",
        "Documentation Style Guide", "author_gitlab:", "Table of security fixes", "Legal", "Collaborative Tasks", "Marketing Ops", "keep confidential")]
    [InlineData("critical", "SIRT", "GitLab Dedicated", "stage team", "~security", "multi-tenant", "single-tenant", "self-managed", "remediation plan", "pro-forma", "divided",
        "#f_upcoming_release", "@release-managers", "estimate", "production", "EOC", "GitLab Critical Vulnerability Remediation Runbook", "Verifying Security Fixes", "SAFE framework",
        "https://gitlab.com/gitlab-org/release/docs/-/blob/master/general/security/engineer.md")]
    [InlineData("appsec", "create_checklist_issue.rb", "ruby make_blogpost.rb -e <email address> -f \"<firstname> <lastname>\" -n <gitlab username>", "--draft", "--release", "--terminate",
        "check_merge_request.rb", "tags: security", "/images/blogimages/security-cover-new.png", "Receive Security Release Notifications", "Security Release Email Alert", "Draft:",
        "#mktgops", "#f_upcoming_release", "8. Create a WIP issue", "Update Nokogiri dependency", "canonical URI", "Today we are releasing versions X.X.X", "Runner")]
    [InlineData("out-of-band", "XXX Security Advisory for GitLab", "We just announced a security advisory for GitLab at XXX", "@gitlabhq", "https://groups.google.com/forum/#!forum/gitlabhq",
        "http://www.openwall.com/lists/oss-security/", "https://dev.gitlab.org/gitlab/AMI/blob/master/README.md", "https://about.gitlab.com/vulnerability-acknowledgements/",
        "Create an issue on private GitLab development server", "60 minutes", "support@gitlab.com")]
    [InlineData("runner", "cpe:2.3:a:gitlab:runner:*:*:*:*:*:*:*:*", "gitlab-org/gitlab-runner", "independent")]
    public void Say_what_the_documents_say(string name, params string[] words)
    {
        var all = string.Join('\n', Shipped.Named(name)!.Items.Select(item => $"{item.Title}\n{item.Help}\n{item.Manual}"));
        words.ShouldAllBe(word => all.Contains(word));
    }

    [Theory]
    [InlineData("planned", "cut", "-48h")]
    [InlineData("planned", "task-issue", "-3d")]
    [InlineData("planned", "validate", "-2d")]
    [InlineData("planned", "draft", "-1d")]
    [InlineData("planned", "publish", "+60m after merge")]
    [InlineData("planned", "mail-send", "+60m after merge")]
    [InlineData("planned", "public", "+30d after published")]
    [InlineData("critical", "next-issue", "+30d after published")]
    [InlineData("appsec", "cut", "-48h")]
    [InlineData("appsec", "mktgops", "+60m after merge")]
    [InlineData("appsec", "public", "+30d after published")]
    [InlineData("out-of-band", "tweet", "+60m after merge")]
    public void Date_what_the_documents_date(string name, string item, string due) =>
        Shipped.Named(name)!.Items.Single(known => known.Id == item).Due!.ToString().ShouldBe(due);

    [Theory]
    [InlineData("planned", "reviewed")]
    [InlineData("planned", "live")]
    [InlineData("critical", "live")]
    [InlineData("appsec", "review")]
    public void Ask_for_two_people_where_it_matters(string name, string item) =>
        Shipped.Named(name)!.Items.Single(known => known.Id == item).NeedsSecondPerson.ShouldBeTrue();

    [Theory]
    [InlineData(Severity.High, "field-sec support", "dedicated comms-ok")]
    [InlineData(Severity.Critical, "field-sec support dedicated comms-ok", "")]
    [InlineData(Severity.Medium, "", "field-sec support dedicated comms-ok")]
    [InlineData(null, "field-sec support dedicated comms-ok", "")]
    public void Tell_stakeholders_by_severity(Severity? severity, string told, string left)
    {
        var ids = Start(Shipped.Named("planned")!, R7 with { Severity = severity }).Steps.Select(step => step.Item.Id).ToList();
        told.Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBeSubsetOf(ids);
        ids.ShouldNotContain(id => left.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(id));
    }

    [Fact]
    public void A_critical_release_is_critical_even_before_its_severity_is_set() =>
        Start(Shipped.Named("critical")!, R7 with { Kind = ReleaseKind.Critical, Severity = null }).Steps.ShouldContain(step => step.Key == "dedicated");

    [Fact]
    public void Appsec_has_its_critical_variant_only_for_critical_releases()
    {
        var appsec = Shipped.Named("appsec")!;
        Start(appsec, R7 with { Severity = null }).Steps.ShouldNotContain(step => step.StageId == "critical");
        Start(appsec, R7 with { Severity = Severity.Critical }).Steps.ShouldContain(step => step.Key == "c-cve:f1");
    }

    [Theory]
    [InlineData(ReleaseKind.Planned, "GitLab", "planned")]
    [InlineData(ReleaseKind.Critical, "GitLab", "critical")]
    [InlineData(ReleaseKind.AppSec, "GitLab", "appsec")]
    [InlineData(ReleaseKind.OutOfBand, "GitLab", "out-of-band")]
    [InlineData(ReleaseKind.Planned, "GitLab Runner", "runner")]
    [InlineData(ReleaseKind.Critical, "GitLab Runner", "runner")]
    public void Are_found_by_kind_and_product(ReleaseKind kind, string product, string expected) =>
        Shipped.For(R7 with { Kind = kind, Product = product })!.Name.ShouldBe(expected);

    [Theory]
    [MemberData(nameof(Names))]
    public void Can_be_worked_from_start_to_close(string name)
    {
        var release = R7 with { Severity = Severity.Critical, MergedAt = Now, PublishedAt = Now };
        var board = Start(Shipped.Named(name)!, release, new Fact("published", Ana, Now));
        while (board.Steps.FirstOrDefault(step => step.Open && board.Blockers(step).Count == 0) is { } step)
        {
            board = board.Then(b => Presses.Done(b, step.Key, Ana, Now, b.WaitsForEvent(step) ? "in a call" : null));
            if (step.Item.NeedsSecondPerson)
                board = board.Done(Bo, step.Key);
        }
        board.Steps.ShouldAllBe(step => !step.Blocks);
        board.Steps.Select(step => step.Key).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Have_every_message_under_a_step_and_every_required_one_is_somebodys(string name)
    {
        var definition = Shipped.Named(name)!;
        var matrix = Comms.CommsSample.Matrix;
        var told = definition.Items.SelectMany(item => item.Tells).ToList();
        told.ShouldBeUnique();
        told.ShouldAllBe(message => matrix.Find(message) != null);
        // What a step waits for, a step tells: else it would wait for what nobody has.
        var required = definition.Items.SelectMany(item => item.SettledBy).SelectMany(term => term.Facts).Select(Kinds.Message).OfType<string>()
            .Where(message => matrix.Find(message) is not null).Distinct().ToList();
        required.ShouldNotBeEmpty();
        required.Except(told).ShouldBeEmpty();

        // Worked to the end, each step that tells somebody comes to one of the pair.
        var board = Start(definition, R7 with { Severity = Severity.Critical, MergedAt = Now, PublishedAt = Now }, new Fact("published", Ana, Now));
        var theirs = new HashSet<string>();
        while (board.Steps.FirstOrDefault(step => step.Open && board.Blockers(step).Count == 0) is { } step)
        {
            if (new[] { Ana, Bo }.Any(person => Agenda.NextFor(board, person, Now).Contains(step)))
                theirs.UnionWith(step.Item.Tells);
            board = board.Then(b => Presses.Done(b, step.Key, Ana, Now, b.WaitsForEvent(step) ? "in a call" : null));
            if (step.Item.NeedsSecondPerson)
                board = board.Done(Bo, step.Key);
        }
        // What only an answer brings is left out.
        definition.Items.Where(item => item.When.Answers.Count == 0).SelectMany(item => item.Tells).Except(theirs).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_no_step_of_which_is_due_before_what_it_comes_after(string name)
    {
        var release = R7 with { Severity = Severity.Critical, MergedAt = R7.DueAt, PublishedAt = R7.DueAt.AddHours(1) };
        var board = new Board(Checklist.Start(Shipped.Named(name)!, release, Ana, R7.DueAt.AddDays(-4)), Shipped.Named(name)!, release, []);
        var wrong =
            board.Steps.SelectMany(step =>
                board.Blockers(step).Where(before => before.Due > step.Due).Select(before => $"{before.Key} {before.Item.Due} → {step.Key} {step.Item.Due}"));
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_Slack_and_a_store(string name)
    {
        var definition = Shipped.Named(name)!;
        definition.Items.ShouldAllBe(item =>
            SecurityReleaseChatOps.Text.MarkdownText.ToMrkdwn(item.Help).Length <= 3000
                && SecurityReleaseChatOps.Text.MarkdownText.ToMrkdwn(item.Manual).Length <= 3000);
        var json = JsonSerializer.Serialize(definition);
        JsonSerializer.Serialize(JsonSerializer.Deserialize<ChecklistDefinition>(json)).ShouldBe(json);
    }

    [Fact]
    public void Give_a_readable_number_of_steps() =>
        Start(Shipped.Named("planned")!).Steps.Count.ShouldBeInRange(40, 70);
}
