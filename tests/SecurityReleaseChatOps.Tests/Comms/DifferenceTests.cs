using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;
using static SecurityReleaseChatOps.Tests.Comms.CommsSample;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>What an audience knows about a release, and what has changed since.</summary>
public sealed class DifferenceTests
{
    private static readonly Release Before = SampleReleases.R1 with
    {
        Severity = Severity.High,
        Fixes = [Fix("gitlab-org/gitlab#101", "CVE-2026-1101", "Stored XSS"), Fix("gitlab-org/gitlab#102", null, null)],
        Links = new(Issue: "https://gitlab.com/i/1"),
    };

    private static readonly (string Part, Func<Release, Release> Change, string Plain)[] Changes =
    [
        ("due date", release => release with { DueDate = new(2026, 11, 27) }, "due Fri 27 Nov 15:00 UTC (was Wed 25 Nov 15:00 UTC)"),
        ("severity", release => release with { Severity = Severity.Critical }, "severity critical (was high)"),
        ("versions", release => release with { Versions = ["18.6.2"] }, "versions 18.6.2 (were 18.6.1, 18.5.3, 18.4.5)"),
        ("fixes", release =>
            release with { Fixes = [Fix("gitlab-org/gitlab#101", "CVE-2026-1101", "Stored XSS"), Fix("a#1", null, null), Fix("a#2", null, null),
                Fix("a#3", null, null)] },
            "fixes: added a#1 and a#2 and 1 more, dropped gitlab-org/gitlab#102"),
        ("Patch release issue", release => release with { Links = release.Links with { Issue = null } }, "Patch release issue taken out"),
        ("Release draft blog post MR", release => release with { Links = release.Links with { DraftBlogPost = "https://gitlab.com/d/1" } },
            "Release draft blog post MR: https://gitlab.com/d/1"),
    ];

    private static readonly (bool, IReadOnlyList<ReleaseLink>) OfAll = (true, [ReleaseLink.Issue, ReleaseLink.DraftBlogPost]);

    [Fact]
    public void Each_part_says_how_it_is_and_how_it_was()
    {
        var told = Knows.Of(Before, "", OfAll);
        foreach (var (part, change, plain) in Changes)
            Difference.Since(told, change(Before), plain: true).ShouldHaveSingleItem().ShouldBe(new(part, plain));
    }

    [Fact]
    public void A_corrected_fix_and_a_cancelled_release_are_changes_too()
    {
        var told = Knows.Of(Before, "", OfAll);
        var corrected = Before with { Fixes = [Before.Fixes[0], Before.Fixes[1] with { Title = "Open redirect", Cve = "CVE-2026-1102" }] };
        Difference.Since(told, corrected, plain: true).ShouldHaveSingleItem().Words.ShouldBe("fixes: corrected Open redirect (CVE-2026-1102)");
        Difference.Since(told, Before with { State = ReleaseState.Cancelled, DueDate = new(2027, 1, 1) }, plain: true).ShouldHaveSingleItem().Words.ShouldBe(
            "cancelled, there is no such release");
    }

    [Fact]
    public void What_its_messages_do_not_speak_of_is_no_change_for_an_audience()
    {
        var told = Knows.Of(Before, "", (false, []));
        Difference.Since(
            told, Changes.Where(one => one.Part is "fixes" or "Patch release issue" or "Release draft blog post MR").Aggregate(
                Before, (release, one) => one.Change(release))).ShouldBeEmpty();
    }

    [Fact]
    public void A_link_in_own_words_and_the_issue_under_every_message_are_known()
    {
        var linked = Before with { Links = Before.Links with { Communications = "https://gitlab.com/c/1" } };
        Knows.Of(linked, "Read https://gitlab.com/i/1 please", (false, [])).Links.Select(known => known.Link)
            .ShouldBe([ReleaseLink.Issue, ReleaseLink.Communications]);
        Knows.Of(Before, "Read it please", (false, [])).Links.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_changed_and_back_again_is_no_change_and_all_of_it_is_one_short_line()
    {
        var told = Knows.Of(Before, "", OfAll);
        Prop.ForAll(Gen.SubListOf(Changes).ToArbitrary(), some =>
        {
            var now = some.Aggregate(Before, (release, one) => one.Change(release));
            var found = Difference.Since(told, now);
            found.Select(one => one.Part).ShouldBe(some.Select(one => one.Part), ignoreOrder: true);
            Difference.Since(told.As(now), now).ShouldBeEmpty();
            Difference.Between(told.As(now), told, Before.Kind).Count.ShouldBe(found.Count);
            Difference.Since(told, Before).ShouldBeEmpty();
        }).QuickCheckThrowOnFailure();
        var line = Difference.Line(Difference.Since(told, Changes.Take(3).Aggregate(Before, (release, one) => one.Change(release))));
        line.Split(' ').Length.ShouldBeLessThanOrEqualTo(30, line);
    }

    [Theory]
    [InlineData("legal-review", true, "DraftBlogPost")]
    [InlineData("cut", true, "Issue")]
    [InlineData("merge-time", false, "")]
    [InlineData("marketing", false, "Communications")]
    [InlineData("merge-post", false, "BlogPost")]
    public void What_a_message_speaks_of_is_read_from_its_template(string id, bool fixes, string links)
    {
        var speaks = TextTests.Texts.SpeaksOf(Matrix.Find(id)!);
        speaks.Fixes.ShouldBe(fixes);
        string.Join(' ', speaks.Links).ShouldBe(links);
    }

    [Fact]
    public void Only_an_embargoed_message_speaks_of_fixes() =>
        Matrix.Messages.Where(message => !message.Embargoed && TextTests.Texts.SpeaksOf(message).Fixes).ShouldBeEmpty();

    [Theory]
    [InlineData("Draft post: (link to the draft post follows)\nIssue: (link follows)", "the link to the draft post|a link")]
    [InlineData("Highest severity: not known yet; its fixes are not named yet. GitLab to be announced", "its fixes|its versions|its severity")]
    [InlineData("Our estimate is: (say when)", "when the fix is ready")]
    [InlineData("All is there.", "")]
    public void What_a_text_lacks_is_named(string text, string lacks) => string.Join('|', MissingFacts.In(text)).ShouldBe(lacks);

    [Fact]
    public void What_each_template_lacks_before_anything_is_known_is_found()
    {
        var nothing = SampleReleases.R1 with { Fixes = [], Severity = null, Links = ReleaseLinks.None, Product = Products.Runner };
        foreach (var message in Matrix.Messages)
        {
            var (_, links) = TextTests.Texts.SpeaksOf(message);
            var lacks = MissingFacts.In(TextTests.Texts.Render(message, TextTests.Facts(nothing)));
            // After publication a message goes out without its issue: the line is left out.
            foreach (var link in links.Where(link => message.Embargoed || link != ReleaseLink.Communications))
                lacks.ShouldContain(lack => lack.StartsWith("the link to the", StringComparison.Ordinal), $"{message.Id}, {link}");
        }
    }

    private static ReleaseFix Fix(string id, string? cve, string? title) => new(id, null, cve, default) { Title = title };
}
