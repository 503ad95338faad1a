using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Thanks;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Thanks;

/// <summary>Messages to and about reporters.</summary>
public sealed class ResearcherTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 25, 15, 0);

    [Fact]
    public void Each_reporter_gets_one_email_and_a_line_for_each_fix()
    {
        var texts = ResearcherTexts.Of(SampleReleases.R1 with
        {
            PublishedAt = At,
            Fixes =
            [
                new("a#1", null, "CVE-2026-1000", At) { Title = "XSS in *notes*", Reporter = "alice" },
                new("a#2", null, "gitlab-org/cves#7", At) { Title = "Open redirect", Reporter = "Alice" },
                new("a#3", null, null, At) { Reporter = "@bob" },
                new("a#4", null, "CVE-2026-1001", At) { Title = "Found by ourselves" },
            ],
        });
        texts.Select(text => text.Name).ShouldBe(["alice", "bob"]);
        texts[0].Email.ShouldContain("Hi alice,");
        texts[0].Email.ShouldContain("- XSS in *notes* (CVE-2026-1000)\n- Open redirect\n");
        texts[0].Email.ShouldContain("All of it is fixed in GitLab 18.6.1, 18.5.3, 18.4.5, published on 25 November 2026.");
        texts[0].Acknowledgement.ShouldBe(@"- alice: XSS in \*notes\* (CVE-2026-1000) (25 November 2026)" + "\n- alice: Open redirect (25 November 2026)");
        texts[0].Changelog.ShouldBe(@"- XSS in \*notes\* (CVE-2026-1000). Reported by alice" + "\n- Open redirect. Reported by alice");
        texts[1].Email.ShouldContain("It is fixed in");
        texts[1].Acknowledgement.ShouldStartWith("- bob: a#3");
    }
}
