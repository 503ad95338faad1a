using FsCheck;
using FsCheck.Fluent;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class MrkdwnTests
{
    [Theory]
    [InlineData("<!channel> & <https://evil|bank>", "&lt;!channel&gt; &amp; &lt;https://evil|bank&gt;")]
    [InlineData("&amp;", "&amp;amp;")]
    [InlineData("plain", "plain")]
    [InlineData(null, "")]
    public void Escaped_words_page_no_one(string? text, string escaped) => Mrkdwn.Escape(text).ShouldBe(escaped);

    [Theory]
    [InlineData("*bold* _it_ ~no~ `code`", "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ")]
    [InlineData("my_func_name 2*3 a~b", "my_func_name 2*3 a~b")]
    [InlineData("<!here>", "&lt;!here&gt;")]
    public void Plain_words_have_no_formatting(string text, string plain) => Mrkdwn.Plain(text).ShouldBe(plain);

    [Fact]
    public void Nothing_that_a_person_types_opens_a_token() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            Mrkdwn.Plain(text).ShouldNotContain("<");
            Mrkdwn.Escape(text).ShouldNotContain("<");
            Mrkdwn.Escape(text).Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").ShouldBe(text ?? "");
            Mrkdwn.Link("https://example.com/?q=" + text, text).Count(c => c is '<' or '>').ShouldBe(2);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mentions_and_links_are_built_from_safe_parts()
    {
        Mrkdwn.User("U1").ShouldBe("<@U1>");
        Mrkdwn.User("U1|x> <!channel").ShouldBe("<@U1xchannel>");
        Mrkdwn.Group("S1").ShouldBe("<!subteam^S1>");
        Mrkdwn.Link("https://example.com/a?b=1&c=|2", "a > b\nc").ShouldBe("<https://example.com/a?b=1&amp;c=%7C2|a &gt; b c>");
        Mrkdwn.Link("javascript:alert(1)", "x").ShouldBe("x");
        Mrkdwn.Link("not a link", "*x*").ShouldBe("∗x∗");
        Mrkdwn.Link("https://example.com/").ShouldBe("<https://example.com/|https://example.com/>");
    }

    [Fact]
    public void A_date_is_shown_in_each_readers_zone()
    {
        var when = new DateTimeOffset(2026, 11, 25, 18, 0, 0, TimeSpan.FromHours(1));
        Mrkdwn.Date(when).ShouldBe("<!date^1795626000^{date_short_pretty} {time}|2026-11-25 17:00 UTC>");
        Mrkdwn.Date(when, "{time}|x>", "at ^5").ShouldBe("<!date^1795626000^{time}/x&gt;|at  5>");
    }
}
