using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class ReleaseLinksTests
{
    [Theory]
    [InlineData("https://gitlab.com/gitlab-org/gitlab/-/issues/1", "https://gitlab.com/gitlab-org/gitlab/-/issues/1")]
    [InlineData(" http://example.com ", "http://example.com/")]
    [InlineData("<https://gitlab.com/x>", "https://gitlab.com/x")]
    [InlineData("<https://gitlab.com/x|gitlab.com/x>", "https://gitlab.com/x")]
    [InlineData("HTTPS://GitLab.com/X", "https://gitlab.com/X")]
    public void A_link_is_read(string text, string expected)
    {
        ReleaseLinks.TryParseUrl(text, out var url, out var error).ShouldBeTrue(error);
        url.ShouldBe(expected);
    }

    [Theory]
    [InlineData("gitlab.com/x")]
    [InlineData("/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://gitlab.com/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("slack://channel?id=1")]
    [InlineData("<!channel>")]
    [InlineData("https://")]
    [InlineData("https://someone:secret@gitlab.com/")]
    public void What_is_no_web_address_is_refused(string text)
    {
        ReleaseLinks.TryParseUrl(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("https://gitlab.com/a|b> <!channel>")]
    [InlineData("https://gitlab.com/<script>")]
    public void A_link_cannot_break_out_of_where_it_is_shown(string text)
    {
        ReleaseLinks.TryParseUrl(text, out var url, out _).ShouldBeTrue();
        url.ShouldNotBeNull().IndexOfAny(['<', '>', '|', ' ', '"']).ShouldBe(-1);
    }

    [Fact]
    public void A_link_is_bounded()
    {
        ReleaseLinks.TryParseUrl($"https://gitlab.com/{new string('x', 100_000)}", out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void Every_link_can_be_set_read_and_removed_alone()
    {
        foreach (var link in ReleaseLinks.All)
        {
            var links = ReleaseLinks.None.With(link, "https://gitlab.com/");
            ReleaseLinks.All.Where(other => links[other] is not null).ShouldBe([link]);
            links.With(link, null).ShouldBe(ReleaseLinks.None);
        }
    }

    [Theory]
    [InlineData(ReleaseKind.Planned, "Patch release issue|PSIRT patch release checklist|Release draft blog post MR|Release blog post MR|Release "
        + "communications issue")]
    [InlineData(ReleaseKind.Critical, "Patch release issue|PSIRT patch release checklist|Release draft blog post MR|Release blog post MR|Release "
        + "communications issue")]
    [InlineData(ReleaseKind.AppSec, "Security release issue|Appsec security release checklist|Release draft blog post MR|Release blog post MR|Release "
        + "communications issue")]
    public void Labels_are_those_of_the_documents(ReleaseKind kind, string expected) =>
        string.Join('|', ReleaseLinks.All.Select(link => ReleaseLinks.Label(link, kind))).ShouldBe(expected);
}
