using System.Text.Json;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class NewReleaseTests
{
    private static readonly Instant Now = People.At("2026-11-20T09:00:00Z");

    [Fact]
    public void A_right_form_becomes_a_release_that_the_primary_owns()
    {
        var decision = Decide(SampleReleases.Form);
        decision.Errors.ShouldBeEmpty();
        var release = decision.Value.ShouldNotBeNull();
        release.Versions.ShouldBe(["18.6.1", "18.5.3", "18.4.5"]);
        release.ShouldBe(SampleReleases.R1 with { Versions = release.Versions, Moves = release.Moves });
    }

    [Theory]
    [InlineData(ReleaseKind.Critical)]
    [InlineData(ReleaseKind.AppSec)]
    [InlineData(ReleaseKind.OutOfBand)]
    public void Every_process_can_be_started(ReleaseKind kind) =>
        Decide(SampleReleases.Form with { Kind = kind }).Value.ShouldNotBeNull().Kind.ShouldBe(kind);

    [Fact]
    public void An_empty_form_names_every_input_that_is_needed()
    {
        var empty = new NewReleaseInput(null, null, null, null, null, null, new Dictionary<ReleaseLink, string?>(), null, "UANNA", false);
        Decide(empty).Errors.Keys.ShouldBe(
            [ReleaseFields.Kind, ReleaseFields.Product, ReleaseFields.Versions, ReleaseFields.DueDate, ReleaseFields.Primary, ReleaseFields.Secondary],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("seventeen", "\"seventeen\" is not a version: write it like 17.1.2")]
    [InlineData("18.6.1 18.6.1", "18.6.1 is there twice")]
    [InlineData("18.7.1 18.6.0", "18.6.0 of GitLab is already in R7")]
    public void Wrong_versions_are_refused(string versions, string expected)
    {
        Release[] existing = [SampleReleases.Next("R7", "18.6.0"), SampleReleases.Next("R8", "18.6.1") with { State = ReleaseState.Cancelled }];
        var decision = Decide(SampleReleases.Form with { Versions = versions }, existing: existing);
        decision.Errors.ShouldHaveSingleItem().ShouldBe(new(ReleaseFields.Versions, expected));
    }

    [Fact]
    public void Another_product_may_have_the_same_versions() =>
        Decide(SampleReleases.Form with { Product = Products.Runner }, existing: [SampleReleases.R1]).Value.ShouldNotBeNull().Id.ShouldBe("R2");

    [Theory]
    [InlineData("2026-11-19", "Thu 19 Nov 2026 is past")]
    [InlineData("2062-11-25", "more than a year away")]
    public void A_wrong_due_date_is_refused(string due, string expected)
    {
        var decision = Decide(SampleReleases.Form with { DueDate = DateOnly.Parse(due) });
        decision.Errors.ShouldHaveSingleItem().Key.ShouldBe(ReleaseFields.DueDate);
        decision.Errors[ReleaseFields.DueDate].ShouldContain(expected);
    }

    [Fact]
    public void Today_is_the_askers_and_what_is_past_is_refused()
    {
        var evening = People.At("2026-11-20T16:00:00Z"); // the 21st in Tokyo
        var input = SampleReleases.Form with { DueDate = new DateOnly(2026, 11, 20), DueTime = new(17, 0) };
        Decide(input, now: evening).Value.ShouldNotBeNull().DueTime.ShouldBe(new TimeOnly(17, 0));
        Decide(input with { Primary = People.Chika.UserId }, now: evening).Refused.ShouldBeFalse();
        Decide(input, now: evening, today: new(2026, 11, 21)).Errors.Keys.ShouldBe([ReleaseFields.DueDate]);
        Decide(input with { DueTime = null }, now: evening).Errors[ReleaseFields.DueDate].ShouldBe("Fri 20 Nov 2026 15:00 UTC is past: choose a later date");
    }

    [Fact]
    public void A_pair_that_works_at_the_same_hours_is_questioned_once()
    {
        var jerusalem = People.Of("UDOV", "Asia/Jerusalem", region: Region.APAC);
        var input = SampleReleases.Form with { Secondary = jerusalem.UserId };
        Decide(input, roster: [People.Anna, jerusalem]).Errors.ShouldHaveSingleItem().Value.ShouldContain(
            "They work at the same hours (Europe/Amsterdam, Asia/Jerusalem)");
        Decide(input with { SameHoursMeant = true }, roster: [People.Anna, jerusalem]).Refused.ShouldBeFalse();
        Decide(input with { Secondary = People.Ben.UserId }).Refused.ShouldBeFalse();
        Suggested([People.Anna, jerusalem, People.Ben]).ShouldBe((People.Anna, People.Ben));
        Suggested([People.Anna, jerusalem]).ShouldBe((People.Anna, jerusalem));
    }

    [Theory]
    [InlineData("UANNA", "UANNA", null, true, "secondary", "This is the Primary too")]
    [InlineData("UANNA", "UANNA", "we are few", true, "secondary", "This is the Primary too")]
    [InlineData("UANNA", "UDORA", null, false, "secondary", "Both are in EMEA")]
    [InlineData("UANNA", "UDORA", "  ", true, "secondary", "ask an admin to override it with a reason")]
    [InlineData("UANNA", "UDORA", "we are few", false, "override_reason", "only an admin can override")]
    [InlineData("UANNA", "UNOBODY", null, false, "secondary", "not on the roster")]
    [InlineData("UNOBODY", "UBEN", "we are few", true, "primary", "not on the roster")]
    public void A_wrong_pair_is_refused_with_the_reason(
        string primary, string secondary, string? reason, bool admin, string field, string expected)
    {
        var decision = Decide(SampleReleases.Form with { Primary = primary, Secondary = secondary, OverrideReason = reason, ByAdmin = admin });
        decision.Errors.ShouldHaveSingleItem().Key.ShouldBe(field);
        decision.Errors[field].ShouldContain(expected);
    }

    [Fact]
    public void An_admin_may_override_the_regions_with_a_reason()
    {
        var input = SampleReleases.Form with { Secondary = People.Dora.UserId, OverrideReason = " we are few ", ByAdmin = true };
        Decide(input).Value.ShouldNotBeNull().OverrideReason.ShouldBe("we are few");
        Decide(input with { OverrideReason = new string('x', 501) }).Errors.Keys.ShouldBe([ReleaseFields.OverrideReason]);
    }

    [Fact]
    public void A_reason_that_was_not_needed_is_not_kept() =>
        Decide(SampleReleases.Form with { OverrideReason = "just so", ByAdmin = true }).Value.ShouldNotBeNull().OverrideReason.ShouldBeNull();

    [Fact]
    public void Links_are_kept_and_wrong_ones_are_named()
    {
        var links = new Dictionary<ReleaseLink, string?>
        {
            [ReleaseLink.Issue] = "https://gitlab.com/gitlab-org/gitlab/-/issues/1",
            [ReleaseLink.BlogPost] = " ",
        };
        Decide(SampleReleases.Form with { Links = links }).Value.ShouldNotBeNull().Links
            .ShouldBe(new ReleaseLinks(Issue: "https://gitlab.com/gitlab-org/gitlab/-/issues/1"));

        links[ReleaseLink.Communications] = "javascript:alert(1)";
        Decide(SampleReleases.Form with { Links = links }).Errors.Keys.ShouldBe([ReleaseFields.Link(ReleaseLink.Communications)]);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once() =>
        Decide(SampleReleases.Form with { Versions = "x", DueDate = new DateOnly(2020, 1, 1), Secondary = "UANNA" }).Errors.Keys
            .ShouldBe([ReleaseFields.Versions, ReleaseFields.Secondary, ReleaseFields.DueDate], ignoreOrder: true);

    [Fact]
    public void Ids_count_on()
    {
        NewRelease.NextId([]).ShouldBe("R1");
        NewRelease.NextId([SampleReleases.Next("R9"), SampleReleases.Next("R10"), SampleReleases.Next("R2")]).ShouldBe("R11");
    }

    [Fact]
    public void Those_who_rested_longest_are_suggested_from_two_regions()
    {
        Suggested(People.Roster).ShouldBe((People.Anna, People.Ben));
        Suggested(People.Roster, SampleReleases.R1).ShouldBe((People.Chika, People.Dora));
        Suggested([People.Anna, People.Dora]).ShouldBe((People.Anna, null));
        Suggested([]).ShouldBe((null, null));
    }

    [Fact]
    public void A_rehearsal_counts_for_nothing_in_earnest()
    {
        var rehearsal = SampleReleases.R1 with { Rehearsal = true };
        Suggested(People.Roster, rehearsal).ShouldBe((People.Anna, People.Ben), "nobody's turn is over by it");
        NextVersions.Of(Products.GitLab, [rehearsal]).ShouldBeEmpty();
        Decide(SampleReleases.Form, [rehearsal]).Value!.Id.ShouldBe("R2", "its versions may be those of a real release");
        Decide(SampleReleases.Form with { Rehearsal = true }, [SampleReleases.R1]).Value!.Rehearsal.ShouldBeTrue();
        Decide(SampleReleases.Form with { Rehearsal = true }, [rehearsal]).Errors.Values.ShouldHaveSingleItem().ShouldContain("is already in R1");
    }

    [Fact]
    public void A_release_is_stored_and_read_back()
    {
        var release = SampleReleases.R1 with
        {
            Links = new ReleaseLinks(BlogPost: "https://about.gitlab.com/"),
            State = ReleaseState.Published,
            Changed = new StateChange("UBEN", SampleReleases.Created),
            Severity = Severity.High,
            Fixes = [new ReleaseFix("gitlab-org/gitlab#1", null, "CVE-2026-1234", SampleReleases.Created) { CveKey = "gitlab-org/cves#7" }],
            Edits = [new Edit(ReleasePart.Fixes, "UANNA", SampleReleases.Created)],
            Moves = [new DueDateMove(new(2026, 11, 24), new(2026, 11, 25), "fix not ready", "UANNA", SampleReleases.Created)],
        };
        var json = JsonSerializer.Serialize(release, StoreJson.Options);
        var read = JsonSerializer.Deserialize<Release>(json, StoreJson.Options).ShouldNotBeNull();
        read.Versions.ShouldBe(release.Versions);
        read.Moves.ShouldBe(release.Moves);
        read.Fixes.ShouldBe(release.Fixes);
        read.Edits.ShouldBe(release.Edits);
        read.ShouldBe(release with { Versions = read.Versions, Moves = read.Moves, Fixes = read.Fixes, Edits = read.Edits });
        json.ShouldContain("\"Published\"");
        json.ShouldNotContain("isActive");
    }

    private static Decision<Release> Decide(
        NewReleaseInput input, IReadOnlyList<Release>? existing = null, Instant? now = null, IReadOnlyList<Engineer>? roster = null,
        DateOnly? today = null) =>
        NewRelease.Decide(input, roster ?? People.Roster, existing ?? [], today ?? DateOnly.FromDateTime((now ?? Now).ToDateTimeUtc()), now ?? Now);

    private static (Engineer? Primary, Engineer? Secondary) Suggested(IReadOnlyList<Engineer> roster, params Release[] existing) =>
        NewRelease.SuggestPair(NewRelease.Rested(roster, existing), Now);
}
