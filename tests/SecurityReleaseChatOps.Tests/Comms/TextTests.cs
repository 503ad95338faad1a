using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Comms.CommsSample;

namespace SecurityReleaseChatOps.Tests.Comms;

public sealed class TextTests
{
    internal static readonly MessageTexts Texts = Load(Defaults);

    private static readonly Release Planned = SampleReleases.R1 with
    {
        Fixes =
        [
            new("gitlab-org/gitlab#101", null, "CVE-2026-1101", default) { Severity = Severity.High, Title = "Stored XSS in the diff viewer" },
            new("gitlab-org/gitlab#102", null, "CVE-2026-1102", default) { Severity = Severity.Medium },
        ],
        Links = new(
            "https://gitlab.com/gitlab-org/gitlab/-/issues/500", "https://gitlab.com/gitlab-org/gitlab/-/issues/501",
            "https://gitlab.com/gitlab-org/security/www-gitlab-com/-/merge_requests/7",
            Communications: "https://gitlab.com/gitlab-com/communications/-/issues/9"),
    };

    private static readonly Release Critical = Planned
        with
    { Kind = ReleaseKind.Critical, Versions = ["18.6.2"], Fixes = [Planned.Fixes[0] with { Severity = Severity.Critical }], DueTime = new(2, 30) };

    private static readonly Release OutOfBand = Planned with { Kind = ReleaseKind.OutOfBand, Fixes = [], Links = ReleaseLinks.None };

    public static TheoryData<string> Releases => ["planned", "critical", "out-of-band"];

    [Theory]
    [MemberData(nameof(Releases))]
    [MethodImpl(MethodImplOptions.NoOptimization)] // it must be on the stack, where Shouldly looks for its file
    public void They_read_as_approved(string which)
    {
        var release = Of(which);
        var all = new StringBuilder();
        foreach (var message in For(release))
            all.Append(
                CultureInfo.InvariantCulture,
                $"=== {message.Id} → {Matrix.Find(message.To)!.Name}{(message.Embargoed ? "" : " (public)")}\n{Texts.Render(message, Facts(release))}\n\n");
        foreach (var name in CustomerTexts.All)
            all.Append(CultureInfo.InvariantCulture, $"=== {name}\n{Texts.Render(name, Facts(release))}\n\n");
        all.ToString().ShouldMatchApproved(c => c.NoDiff().WithDiscriminator(which));
    }

    [Fact]
    public void What_is_public_says_nothing_but_what_the_post_says()
    {
        foreach (var release in new[] { Planned, Critical, OutOfBand with { Fixes = Planned.Fixes, Links = Planned.Links } })
        {
            var facts = Facts(release);
            var texts = For(release).Where(message => !message.Embargoed).Select(message => Texts.Render(message, facts))
                .Concat(CustomerTexts.All.Select(name => Texts.Render(name, facts)));
            foreach (var text in texts)
            {
                text.ShouldNotContain("CVE-");
                text.ShouldNotContain("gitlab-org/gitlab");
                text.ShouldNotContain("merge_requests");
                text.ShouldNotContain("XSS");
            }
            foreach (var name in CustomerTexts.All)
                Texts.Render(name, facts).ShouldNotContain("issues");
        }
    }

    [Fact]
    public void A_title_of_a_fix_is_in_embargoed_texts_alone() =>
        Matrix.Messages.Where(message =>
            Texts.Render(message, Facts(Planned)).Contains("Stored XSS in the diff viewer (gitlab-org/gitlab#101, CVE-2026-1101, high)")).Select(message =>
                message.Embargoed)
            .Distinct().ShouldBe([true]);

    [Fact]
    public void The_customer_email_is_that_of_the_2023_process()
    {
        var (subject, body) = Texts.CustomerEmail(Facts(Planned));
        subject.ShouldBe("GitLab Patch Release: 18.6.1, 18.5.3, 18.4.5");
        body.ShouldBe("""
            Today we are releasing versions 18.6.1, 18.5.3, and 18.4.5 for GitLab Community Edition (CE) and Enterprise Edition (EE).

            These versions contain a number of important security fixes, and we strongly recommend that all GitLab installations be upgraded to one of these versions immediately.

            Please forward this alert to appropriate people at your organization and have them subscribe to Security Notices (https://about.gitlab.com/company/preference-center/). You can also receive security release blog updates by subscribing to our RSS feed (https://about.gitlab.com/security-releases.xml).

            For more details about this release, please visit our blog: https://docs.gitlab.com/releases/patches/patch-release-gitlab-18-6-1-released/
            """.ReplaceLineEndings("\n"));
    }

    /// <summary>What customers read in the email is what they find on the page.</summary>
    [Fact]
    public void The_subject_names_the_post_as_its_title_does()
    {
        foreach (var release in from kind in Enum.GetValues<ReleaseKind>()
                                from severity in new Severity?[] { Severity.Critical, Severity.High }
                                from product in Products.All
                                select Planned with { Kind = kind, Fixes = [], Severity = severity, Product = product })
        {
            var post = PostTitle.Start(
                PostFactsOf.Of(release, ReleaseCvesSnapshot.Of(new("R1", release, 1), []), PostNotes.None, user => user));
            Texts.CustomerEmail(Facts(release)).Subject.ShouldBe($"{post}: 18.6.1, 18.5.3, 18.4.5");
        }
    }

    [Theory]
    [InlineData(Severity.Critical, true)]
    [InlineData(Severity.High, false)]
    [InlineData(null, false)]
    public void The_critical_mark_is_in_for_critical_ones_and_out_for_others(Severity? severity, bool marked)
    {
        var (subject, body) = Texts.CustomerEmail(Facts(Planned with { Fixes = [], Severity = severity }));
        (subject.Contains("Critical"), body.Contains("critical", StringComparison.OrdinalIgnoreCase)).ShouldBe((marked, marked));
    }

    [Fact]
    public void One_version_with_one_fix_is_spoken_of_as_one()
    {
        var body = Texts.CustomerEmail(Facts(Critical)).Body;
        body.ShouldContain("releasing version 18.6.2 for GitLab");
        body.ShouldContain(
            "This version contains an important security fix, and we strongly recommend that all GitLab installations be upgraded to this version "
            + "immediately.");
    }

    [Theory]
    [InlineData(CustomerTexts.AdvisoryEmail, "We just announced a security advisory for GitLab at https://example.com/post\n\nPlease contact us at "
        + "support@gitlab.com if you have any questions.")]
    [InlineData(CustomerTexts.Tweet, "We just announced a security advisory for GitLab at https://example.com/post")]
    public void The_oldest_process_has_its_email_and_its_tweet(string name, string text) =>
        Texts.Render(name, Facts(OutOfBand with { Links = new(BlogPost: "https://example.com/post") })).ShouldBe(text);

    [Theory]
    [InlineData(ReleaseKind.Planned, "https://gitlab.com/x/-/merge_requests/1", "https://docs.gitlab.com/releases/patches/patch-release-gitlab-18-6-1-released/")]
    [InlineData(ReleaseKind.AppSec, null, "https://about.gitlab.com/releases/2026/11/25/security-release-gitlab-18-6-1-released/")]
    [InlineData(ReleaseKind.Planned, "https://about.gitlab.com/post", "https://about.gitlab.com/post")]
    public void The_post_is_where_it_is_linked_else_where_posts_are(ReleaseKind kind, string? linked, string post) =>
        Facts(Planned with { Kind = kind, Links = new(BlogPost: linked) }).Post.ShouldBe(post);

    [Fact]
    public void Due_is_in_utc_and_in_both_engineers_zones() => Facts(Planned).Due.ShouldBe("Wed 25 Nov 2026 15:00 UTC (Wed 16:00 for Anna, Wed 10:00 for Ben)");

    [Fact]
    public void Due_may_be_another_day_for_one_of_them() => Facts(Critical).Due.ShouldEndWith("(Wed 03:30 for Anna, Tue 21:30 for Ben)");

    [Fact]
    public void A_runner_release_is_spoken_of_as_such()
    {
        var facts = Facts(Planned with { Product = Products.Runner });
        facts.Post.ShouldBe("(link to the post follows)");
        Texts.CustomerEmail(facts).Body.ShouldContain("for GitLab Runner.");
    }

    [Fact]
    public void Every_message_has_a_text_for_every_release_that_fits_into_an_input()
    {
        var url = "https://gitlab.com/" + new string('a', 1900);
        foreach (var kind in Enum.GetValues<ReleaseKind>())
        {
            foreach (var release in new[] { Planned, OutOfBand,
                Planned with { Links = new(url, url, url, url, url),
                    Fixes = [.. Enumerable.Range(1, 50).Select(i => new ReleaseFix($"a#{i}", null, $"CVE-2026-{100000 + i}", default))] } })
            {
                var facts = Facts(release with { Kind = kind });
                Matrix.Messages.Select(message => Texts.Render(message, facts)).ShouldAllBe(text => text.Length > 20 && text.Length <= MessageTexts.Longest);
            }
        }
    }

    [Fact]
    public void Hostile_names_stay_words()
    {
        var facts = new TextFacts(Planned, [], id => id == Planned.Primary ? "/close\u0007 @all" : "**Bo** _b_");
        Texts.Render("impact-stage-team", facts).ShouldContain("\\/close @\u2060all (Primary) and \\*\\*Bo\\*\\* \\_b\\_ (Secondary)"); // written into GitLab
        Texts.Render("merge-time", facts).ShouldContain("/close @all (Primary) and **Bo** _b_ (Secondary)"); // plain: the message escapes it
    }

    [Fact]
    public void What_is_written_into_an_issue_calls_the_release_managers() =>
        Texts.Render("critical-issue", Facts(Critical)).ShouldStartWith("@release-managers ");

    [Fact]
    public void An_operators_faults_stop_the_start()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var settings = Defaults with { CommsDirectory = directory.FullName };
            Write("mine.yaml", "messages:\n  - { id: extra, to: legal, title: E, embargoed: true }");
            Should.Throw<SettingsException>(() => Load(settings)).Message.ShouldBe(
                "Comms:Directory: the message `extra` has no text. Write extra.txt.scriban, or name another as its `template`.");
            Write("extra.txt.scriban", "Hello {{ Nobody }}");
            Should.Throw<SettingsException>(() => Load(settings)).Message.ShouldBe(
                "extra.txt.scriban, line 1: The variable or function `Nobody` was not found.");
            Write("extra.txt.scriban", "Hello {{ Primary }}");
            Write("legal-review.txt.scriban", "Our own words for {{ Title }}");
            var texts = Load(settings);
            texts.Render("extra", Facts(Planned)).ShouldBe("Hello Anna");
            texts.Render(Matrix.Find("legal-review")!, Facts(Planned)).ShouldBe("Our own words for GitLab 18.6.1, 18.5.3, 18.4.5");
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        void Write(string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text);
    }

    private static Release Of(string which) => which switch { "planned" => Planned, "critical" => Critical, _ => OutOfBand };

    internal static TextFacts Facts(Release release) =>
        new(release, People.Roster, id => id == People.Anna.UserId ? "Anna" : id == People.Ben.UserId ? "Ben" : id);

    private static MessageTexts Load(Settings settings)
    {
        var services = new ServiceCollection();
        services.AddTexts(settings, services.AddMatrix(settings));
        return services.BuildServiceProvider().GetRequiredService<MessageTexts>();
    }
}
