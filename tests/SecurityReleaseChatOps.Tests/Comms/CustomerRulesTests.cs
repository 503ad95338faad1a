using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>What may be done with a customer text, and in which order.</summary>
public sealed class CustomerRulesTests
{
    private const string Anna = "U03";
    private const string Chloe = "U09";
    private const string David = "U13";
    private const string Link = "https://about.gitlab.com/releases/2026/11/25/patch-release/";

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 14, 2);
    private static readonly Release Planned = SampleReleases.R1 with { Severity = Severity.High };
    private static readonly Release Critical = Planned with { Kind = ReleaseKind.Critical };

    [Theory]
    [InlineData("Versions 18.6.1, 18.5.3 and 18.4.5. See {link}", Severity.High, null)]
    [InlineData("Versions 18.6.1, 18.5.3 and 18.4.5, CVSS 9.8. See {link}", Severity.High, null)]
    [InlineData("Critical: 18.6.1, 18.5.3, 18.4.5. {link}", Severity.Critical, null)]
    [InlineData("18.6.10, 18.5.3, 18.4.5", Severity.High, "18.6.10 is not a version of R1")]
    [InlineData("18.6.1, 18.5.3, 18.4.5 and 18.3.9, 18.2.9", Severity.High, "18.3.9, 18.2.9 are not versions of R1")]
    [InlineData("18.6.1, 18.4.5", Severity.High, "18.5.3 is missing")]
    [InlineData("18.6.1, 18.5.3, 18.4.5. See TODO", Severity.High, "\"TODO\" is left to fill in")]
    [InlineData("18.6.1, 18.5.3, 18.4.5 at XXX", Severity.High, "\"XXX\" is left")]
    [InlineData("18.6.1, 18.5.3, 18.4.5 and X.X.X", Severity.High, "\"X.X.X\" is left")]
    [InlineData("18.6.1, 18.5.3, 18.4.5. We [have|haven't] heard of it", Severity.High, "\"[have|haven't]\" is left")]
    [InlineData("18.6.1, 18.5.3, 18.4.5", Severity.Critical, "the word Critical is not in it")]
    [InlineData("CRITICAL: 18.6.1, 18.5.3, 18.4.5", Severity.High, "leave the word Critical out")]
    [InlineData("18.6.1, 18.5.3, 18.4.5", null, "Its severity is not known yet")]
    [InlineData("", Severity.High, "Write the text")]
    public void Ready_is_refused_with_the_reason_at_the_input(string text, Severity? severity, string? wrong)
    {
        var release = Planned with { Severity = severity };
        var decided = CustomerRules.Write(null, release, new(text, null, null, Ready: true, Anna), Now);
        if (wrong is null)
            decided.Value!.Ready!.By.ShouldBe(Anna);
        else
            decided.Errors[CustomerFields.Email].ShouldContain(wrong);
        if (text.Length > 0)
            CustomerRules.Write(null, release, new(text, null, null, Ready: false, Anna), Now).Refused.ShouldBeFalse("a draft may be unfinished");
    }

    [Theory]
    [InlineData("18.6.1, 18.5.3, 18.4.5", false)]
    [InlineData("18.6.1, 18.5.3, 18.4.5 {link}", true)]
    [InlineData($"18.6.1, 18.5.3, 18.4.5 {Link}", true)]
    public void The_link_to_the_post_must_be_in_it_once_it_is_known(string text, bool right) =>
        CustomerRules.Write(null, Planned, new(text, null, Link, Ready: true, Anna), Now).Refused.ShouldBe(!right);

    [Fact]
    public void The_oldest_process_has_a_tweet_and_neither_versions_nor_mark_nor_test()
    {
        var release = Planned with { Kind = ReleaseKind.OutOfBand, Severity = Severity.High, PublishedAt = Now, State = ReleaseState.Published };
        CustomerRules.Write(
            null, release, new("We just announced a security advisory at {link}", "At XXX", Link, Ready: true, Anna),
            Now).Errors.Keys.ShouldBe([CustomerFields.Tweet]);
        var text = CustomerRules.Write(null, release, new("We just announced a security advisory at {link}", "At {link}", Link, Ready: true, Anna), Now).Value!;
        text.FullTweet.ShouldBe($"At {Link}");
        CustomerRules.Test(text, release, Anna, Now).Words!.ShouldContain("has no test email");
        text = CustomerRules.AskToSend(text, release, Anna, Now).Value!;
        (text.SendAsked!.By, text.Sent).ShouldBe((Anna, null), "asked is not sent");
        CustomerRules.Sent(text, release, Chloe, Now).Value!.Sent!.By.ShouldBe(Chloe);
    }

    [Theory]
    [InlineData(0, Severity.None, ReleaseState.Preparing, "has no security fixes")]
    [InlineData(1, Severity.None, ReleaseState.Preparing, null)]
    [InlineData(0, null, ReleaseState.Preparing, null)]
    [InlineData(0, Severity.Low, ReleaseState.Preparing, null)]
    [InlineData(1, Severity.High, ReleaseState.Cancelled, "is cancelled")]
    public void A_release_without_security_fixes_sends_none(int fixes, Severity? severity, ReleaseState state, string? why)
    {
        var release = Planned
            with
        { Severity = severity, State = state, Fixes = [.. Enumerable.Range(1, fixes).Select(i => new ReleaseFix($"a#{i}", null, null, Now))] };
        var none = CustomerRules.NoEmail(release);
        (none is null).ShouldBe(why is null);
        if (why is not null)
            none!.ShouldContain(why);
    }

    [Theory]
    [InlineData(Chloe, true, true, null)]
    [InlineData(Anna, false, true, "Only Communications")]
    [InlineData(Anna, true, true, "someone else of Communications")]
    [InlineData(Chloe, true, false, "It changed at 14:02 UTC: look again")]
    public void It_is_approved_by_another_one_of_Communications_who_saw_these_words(string by, bool ofCommunications, bool asSeen, string? no)
    {
        var decided = CustomerRules.Approve(Text(Critical), Critical, by, ofCommunications, asSeen, Now);
        if (no is null)
            decided.Value!.Approved!.By.ShouldBe(by);
        else
            decided.Words!.ShouldContain(no);
    }

    [Fact]
    public void Who_edited_it_once_cannot_approve_it_later()
    {
        var edited = CustomerRules.Write(Text(Critical), Critical, Input("Critical! ", Chloe), Now).Value!;
        var again = CustomerRules.Write(edited, Critical, Input("Critical: ", Anna), Now).Value!;
        CustomerRules.Approve(again, Critical, Chloe, true, true, Now).Refused.ShouldBeTrue();
        CustomerRules.Approve(again, Critical, David, true, true, Now).Refused.ShouldBeFalse();
    }

    [Fact]
    public void A_severity_that_becomes_critical_asks_for_an_approval()
    {
        var text = Text(Planned);
        CustomerRules.State(text, Planned).ShouldBe(CustomerState.Approved);
        Kinds(text, Planned).ShouldContain("email.cleared");
        CustomerRules.State(text, Critical).ShouldBe(CustomerState.Waiting);
        Kinds(text, Critical).ShouldNotContain("email.cleared");
        Kinds(null, Planned).ShouldBeEmpty("nobody wrote it yet");

        static IEnumerable<string> Kinds(CustomerText? text, Release release) => CustomerEvidence.Of(text, release).Select(fact => fact.Kind);
    }

    [Fact]
    public void The_link_alone_withdraws_no_approval_and_ends_what_was_tested_with_another()
    {
        var live = Live(Critical);
        var approved = CustomerRules.Approve(Text(Critical), Critical, Chloe, true, true, Now).Value!;
        var linked = CustomerRules.Write(approved, live, new(approved.Email, null, Link, true, Anna), Now).Value!;
        linked.Approved.ShouldBe(approved.Approved);
        var tested = CustomerRules.Test(linked, live, Anna, Now).Value!;
        var other = CustomerRules.Write(tested, live, new(approved.Email, null, Link + "2", true, Anna), Now).Value!;
        other.Approved.ShouldBe(approved.Approved);
        (other.Tested, other.TestedBefore).ShouldBe((null, true));
    }

    /// <summary>Any people press anything in any order on a critical or planned release, which is published at some point.</summary>
    [Fact]
    public void No_path_leads_around_publication_approval_and_checks() => Prop.ForAll(
        Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf().Resize(60), presses =>
            presses.Select((_, left) => presses.Where((_, index) => index != left).ToArray())),
        presses =>
        {
            var release = presses.Length % 2 == 0 ? Critical : Planned;
            CustomerText? text = null;
            foreach (var press in presses)
            {
                if (press / 3 % 9 == 8)
                    release = Live(release);
                var (before, by) = (text, new[] { Anna, Chloe, David }[press % 3]);
                text = Press(text, release, by, press) ?? text;
                Hold(before, text, release, by);
            }
        }).QuickCheckThrowOnFailure();

    private static void Hold(CustomerText? before, CustomerText? text, Release release, string by)
    {
        if (text is null)
            return;
        var live = release.PublishedAt is not null;
        (text.Tested is null || live).ShouldBeTrue("no test email before the post is live");
        (text is { Sent: null, SendAsked: null } || live && text.Tested is not null && text.Checks.Count == 3).ShouldBeTrue(
            "it is tested and checked before it is sent");
        if (CustomerRules.NeedsApproval(release) && CustomerRules.State(text, release) >= CustomerState.Approved)
        {
            text.Approved.ShouldNotBeNull();
            text.Authors.ShouldNotContain(text.Approved.By);
            text.Approved.By.ShouldNotBe(Anna, "she is not of Communications");
        }
        if (before is not null && before.Email != text.Email)
        {
            (text.Approved, text.Tested, text.SendAsked, text.Sent).ShouldBe((null, null, null, null), "an edit withdraws");
            text.Checks.ShouldBeEmpty();
            text.Authors.ShouldContain(by);
            text.Revision.ShouldBe(before.Revision + 1);
        }
        if (before?.Sent is not null)
            text.ShouldBe(before, "what was sent stays");
    }

    private static CustomerText? Press(CustomerText? text, Release release, string by, int press)
    {
        var (communications, asSeen) = (by != Anna, press / 27 % 5 != 0);
        return (press / 3 % 9, text) switch
        {
            (0 or 1, _) =>
                CustomerRules.Write(
                    text, release,
                    new(text is not null && press / 27 % 2 == 0
                        ? text.Email
                        : Words(release, press), null, press / 27 % 3 == 0 ? null : Link, press / 27 % 7 > 0, by), Now).Value,
            (_, null) => null,
            (2 or 3, _) => CustomerRules.Approve(text, release, by, communications, asSeen, Now).Value,
            (4, _) => press / 27 % 3 == 0 ? CustomerRules.AskForChanges(text, release, by, communications, "shorter", asSeen, Now).Value : null,
            (5, _) => CustomerRules.Test(text, release, by, Now).Value,
            (6, _) => CustomerRules.Check(text, release, press / 27 % 4 == 0 ? [EmailCheck.Links] : CustomerRules.AllChecks, by, Now).Value,
            (7, _) => CustomerRules.AskToSend(text, release, by, Now).Value,
            _ => CustomerRules.Sent(text, release, by, Now).Value,
        };
    }

    private static string Words(Release release, int press) =>
        $"{(CustomerRules.NeedsApproval(release) ? "Critical" : "Security")} release {string.Join(", ", release.Versions)} {{link}} "
        + $"{press % 4}{(press % 11 == 0 ? "TODO" : "")}";

    private static Release Live(Release release) => release with { State = ReleaseState.Published, PublishedAt = Now };

    private static CustomerInput Input(string words, string by) => new(words + "18.6.1, 18.5.3, 18.4.5 {link}", null, null, true, by);

    private static CustomerText Text(Release release) =>
        CustomerRules.Write(null, release, Input(CustomerRules.NeedsApproval(release) ? "Critical release " : "", Anna), Now).Value!;
}
