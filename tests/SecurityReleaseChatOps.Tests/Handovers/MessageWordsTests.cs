using System.Text.Json;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>Which words of a message are collected.</summary>
public sealed class MessageWordsTests
{
    [Theory]
    [InlineData("""{"text":"Packages &amp; <@U1> in <#C1> for <!subteam^S1>, see <https:\/\/x.y|the job> <!here>"}""", "Packages & @Anna in #general for @psirt, see the job @here")]
    [InlineData("""{"text":"","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*Pipeline* <@U1> &lt;ok&gt;"}},{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Open"}}]}]}""", "*Pipeline* @Anna <ok>")]
    [InlineData("""{"blocks":[{"type":"header","text":{"type":"plain_text","text":"R&D"}},{"type":"section","fields":[{"type":"mrkdwn","text":"a"},{"type":"mrkdwn","text":"b"}]},{"type":"context","elements":[{"type":"mrkdwn","text":"c"}]}]}""", "R&D\na b\nc")]
    [InlineData("""{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"Ask "},{"type":"user","user_id":"U1"},{"type":"text","text":" & "},{"type":"usergroup","usergroup_id":"S1"},{"type":"link","url":"https://x.y","text":"here"}]}]}]}""", "Ask @Anna & @psirthere")]
    [InlineData("""{"attachments":[{"title":"Build failed","text":"job 7 of <#C1>","fallback":"no"}]}""", "Build failed\njob 7 of #general")]
    [InlineData("""{"attachments":[{"fallback":"a picture <b>"}]}""", "a picture <b>")]
    [InlineData("""{"text":"see","attachments":[{"author_name":"Ben","text":"The fix waits","is_share":true,"from_url":"https://x.y"}]}""", "see\nBen: The fix waits")]
    [InlineData("""{"text":"","files":[{"id":"F1","name":"post.md"},{"id":"F2","title":"Draft"}]}""", "post.md, Draft")]
    [InlineData("""{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[{"type":"text","text":"make it"}]},{"type":"rich_text_quote","elements":[{"type":"text","text":"why?"}]},{"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"two"}]}]}]}]}""", "make it why? one two")]
    [InlineData("""{"bot_id":"B1","text":"New alert","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*Disk full* on web-1"}}]}""", "*Disk full* on web-1")]
    [InlineData("""{"attachments":[{"title":"Pipeline","fields":[{"title":"Status","value":"failed &lt;1&gt;"},{"value":"web-1"}]}]}""", "Pipeline\nStatus: failed <1>\nweb-1")]
    [InlineData("""{"attachments":[{"author_name":"Ben","is_share":true,"files":[{"id":"F1","name":"a&b.txt"}]}]}""", "Ben: a&b.txt")]
    [InlineData("""{"text":"<#C9> <!subteam^S9>"}""", "#unknown-channel @unknown-group")]
    public void The_words_are_found_wherever_they_stand(string json, string words) => MessageText.Of(Read(json), Named).ShouldBe(words);

    [Theory]
    [InlineData("""{"user":"U1","bot_id":"B1","username":"CI"}""", null)]
    [InlineData("""{"bot_id":"B1","username":"CI"}""", "CI")]
    [InlineData("""{"bot_id":"B1","bot_profile":{"name":"GitLab"}}""", "GitLab")]
    [InlineData("""{"bot_id":"B1"}""", "B1")]
    public void The_author_is_who_wrote_it(string json, string? bot) => MessageText.BotOf(Read(json)).ShouldBe(bot);

    [Fact]
    public void It_is_cut_as_people_read_it()
    {
        var words = MessageText.Of(new() { Text = new string('x', 296) + "&amp;&amp;" + string.Concat(Enumerable.Repeat("👩‍👩‍👧", 20)) }, Named);
        words.ShouldBe(new string('x', 296) + "&&…");
    }

    private static string? Named(string target) => target switch { "@U1" => "Anna", "#C1" => "general", "!subteam^S1" => "psirt", _ => null };

    private static MessageInfo Read(string json) =>
        JsonSerializer.Deserialize<MessageInfo>(json, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })!;
}
