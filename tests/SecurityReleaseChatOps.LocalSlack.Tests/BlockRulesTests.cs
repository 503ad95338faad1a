using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>Slack's limits, in the order of its table: what is at the limit passes, what is one over is refused with its place.</summary>
public sealed class BlockRulesTests
{
    /// <summary>In a row, <c>~3000</c> stands for a text of that many characters.</summary>
    [Theory]
    // text object and section
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"~3000"}}""", null)]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"~3001"}}""", "must be less than 3001 characters [json-pointer:/blocks/0/text/text]")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":""}}""", "must be more than 0 characters [json-pointer:/blocks/0/text/text]")]
    [InlineData("""{"type":"section","text":{"type":"html","text":"x"}}""", "must be one of: plain_text, mrkdwn [json-pointer:/blocks/0/text/type]")]
    [InlineData("""{"type":"section","text":"x"}""", "must provide an object [json-pointer:/blocks/0/text]")]
    [InlineData("""{"type":"section"}""", "missing required field: text [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"section","txt":1,"text":{"type":"mrkdwn","text":"x"}}""", "invalid additional property: txt [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"section","fields":[{"type":"mrkdwn","text":"~2000"}]}""", null)]
    [InlineData("""{"type":"section","fields":[{"type":"mrkdwn","text":"~2001"}]}""", "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]")]
    [InlineData("""{"type":"section","fields":[]}""", "no less than 1 items allowed [json-pointer:/blocks/0/fields]")]
    [InlineData("""{"type":"section","block_id":"~255","text":{"type":"mrkdwn","text":"x"}}""", null)]
    [InlineData("""{"type":"section","block_id":"~256","text":{"type":"mrkdwn","text":"x"}}""", "must be less than 256 characters [json-pointer:/blocks/0/block_id]")]
    // header, context, image, divider, unknown
    [InlineData("""{"type":"header","text":{"type":"plain_text","text":"~150"}}""", null)]
    [InlineData("""{"type":"header","text":{"type":"plain_text","text":"~151"}}""", "must be less than 151 characters [json-pointer:/blocks/0/text/text]")]
    [InlineData("""{"type":"header","text":{"type":"mrkdwn","text":"x"}}""", "must be one of: plain_text [json-pointer:/blocks/0/text/type]")]
    [InlineData("""{"type":"context","elements":[]}""", "no less than 1 items allowed [json-pointer:/blocks/0/elements]")]
    [InlineData("""{"type":"context"}""", "missing required field: elements [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"image","image_url":"https://example.com/a.png","alt_text":"a"}""", null)]
    [InlineData("""{"type":"image","image_url":"https://example.com/a.png"}""", "missing required field: alt_text [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"image","alt_text":"a"}""", "missing required field: image_url [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"image","image_url":"~3001","alt_text":"a"}""", "must be less than 3001 characters [json-pointer:/blocks/0/image_url]")]
    [InlineData("""{"type":"divider"}""", null)]
    [InlineData("""{"type":"nonsense"}""", "unsupported type: nonsense [json-pointer:/blocks/0/type]")]
    [InlineData("""{"text":"x"}""", "missing required field: type [json-pointer:/blocks/0]")]
    [InlineData("1", "must provide an object [json-pointer:/blocks/0]")]
    // button and confirm
    [InlineData("""{"type":"actions","elements":[{"type":"button","action_id":"~255","text":{"type":"plain_text","text":"~75"},"value":"~2000","url":"~3000","style":"danger"}]}""", null)]
    [InlineData("""{"type":"actions","elements":[{"type":"button","action_id":"~256","text":{"type":"plain_text","text":"x"}}]}""", "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"~76"}}]}""", "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"value":"~2001"}]}""", "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"url":"~3001"}]}""", "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"style":"blue"}]}""", "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button"}]}""", "missing required field: text [json-pointer:/blocks/0/elements/0]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"confirm":{"title":{"type":"plain_text","text":"~101"},"text":{"type":"mrkdwn","text":"x"}}}]}""", "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"confirm":{"text":{"type":"mrkdwn","text":"~301"}}}]}""", "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"confirm":{"text":{"type":"mrkdwn","text":"x"},"deny":{"type":"plain_text","text":"~31"}}}]}""", "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}},{"type":"button","action_id":"a","text":{"type":"plain_text","text":"y"}}]}""", "`action_id` a already exists for another element [json-pointer:/blocks/0/elements/1/action_id]")]
    [InlineData("""{"type":"actions","elements":[{"type":"plain_text_input"}]}""", "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]")]
    // options
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","placeholder":{"type":"plain_text","text":"~150"},"options":[{"text":{"type":"plain_text","text":"~75"},"value":"~150","description":{"type":"plain_text","text":"~75"}}]}]}""", null)]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","options":[{"text":{"type":"plain_text","text":"~76"},"value":"v"}]}]}""", "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","options":[{"text":{"type":"plain_text","text":"x"},"value":"~151"}]}]}""", "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","options":[{"text":{"type":"plain_text","text":"x"}}]}]}""", "missing required field: value [json-pointer:/blocks/0/elements/0/options/0]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","options":[]}]}""", "no less than 1 items allowed [json-pointer:/blocks/0/elements/0/options]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select"}]}""", "missing required field: options [json-pointer:/blocks/0/elements/0]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","placeholder":{"type":"plain_text","text":"~151"},"options":[{"text":{"type":"plain_text","text":"x"},"value":"v"}]}]}""", "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","initial_option":{"text":{"type":"plain_text","text":"y"},"value":"w"},"options":[{"text":{"type":"plain_text","text":"x"},"value":"v"}]}]}""", "must be one of the options [json-pointer:/blocks/0/elements/0/initial_option]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","option_groups":[{"label":{"type":"plain_text","text":"~76"},"options":[{"text":{"type":"plain_text","text":"x"},"value":"v"}]}]}]}""", "must be less than 76 characters [json-pointer:/blocks/0/elements/0/option_groups/0/label/text]")]
    // dates and times
    [InlineData("""{"type":"actions","elements":[{"type":"datepicker","initial_date":"2026-11-25"}]}""", null)]
    [InlineData("""{"type":"actions","elements":[{"type":"datepicker","initial_date":"25-11-2026"}]}""", "must match the format YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]")]
    [InlineData("""{"type":"actions","elements":[{"type":"timepicker","initial_time":"24:00"}]}""", "must match the format HH:mm [json-pointer:/blocks/0/elements/0/initial_time]")]
    [InlineData("""{"type":"actions","elements":[{"type":"datetimepicker","initial_date_time":17}]}""", "must be between 1000000000 and 9999999999 [json-pointer:/blocks/0/elements/0/initial_date_time]")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"datetimepicker"}}""", "unsupported type: datetimepicker [json-pointer:/blocks/0/accessory/type]")]
    // input
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"~2001"},"element":{"type":"plain_text_input"}}""", "must be less than 2001 characters [json-pointer:/blocks/0/label/text]")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"x"},"hint":{"type":"plain_text","text":"~2001"},"element":{"type":"plain_text_input"}}""", "must be less than 2001 characters [json-pointer:/blocks/0/hint/text]")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"x"}}""", "missing required field: element [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"button","text":{"type":"plain_text","text":"x"}}}""", "unsupported type: button [json-pointer:/blocks/0/element/type]")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"plain_text_input","max_length":3001}}""", "must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"number_input"}}""", "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]")]
    // rich text, markdown, table
    [InlineData("""{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x"}]}]}""", null)]
    [InlineData("""{"type":"rich_text","elements":[{"type":"text","text":"x"}]}""", "unsupported type: text [json-pointer:/blocks/0/elements/0/type]")]
    [InlineData("""{"type":"markdown","text":"~12000"}""", null)]
    [InlineData("""{"type":"markdown","text":"~12001"}""", "must be less than 12001 characters [json-pointer:/blocks/0/text]")]
    [InlineData("""{"type":"table","rows":[[{"type":"raw_text","text":"x"}]]}""", null)]
    [InlineData("""{"type":"table"}""", "missing required field: rows [json-pointer:/blocks/0]")]
    public void A_block_is_taken_or_refused_as_by_Slack(string block, string? problem) =>
        BlockRules.CheckMessage([JsonNode.Parse(Filled(block))]).ShouldBe(problem is null ? [] : [problem]);

    [Theory]
    [InlineData("""{"type":"section","fields":[*]}""", """{"type":"mrkdwn","text":"x"}""", 10, "/blocks/0/fields")]
    [InlineData("""{"type":"context","elements":[*]}""", """{"type":"mrkdwn","text":"x"}""", 10, "/blocks/0/elements")]
    [InlineData("""{"type":"actions","elements":[*]}""", """{"type":"button","text":{"type":"plain_text","text":"x"}}""", 25, "/blocks/0/elements")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","options":[*]}]}""", """{"text":{"type":"plain_text","text":"x"},"value":"v"}""", 100, "/blocks/0/elements/0/options")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","option_groups":[*]}]}""", """{"label":{"type":"plain_text","text":"g"},"options":[{"text":{"type":"plain_text","text":"x"},"value":"v"}]}""", 100, "/blocks/0/elements/0/option_groups")]
    [InlineData("""{"type":"actions","elements":[{"type":"overflow","options":[*]}]}""", """{"text":{"type":"plain_text","text":"x"},"value":"v"}""", 5, "/blocks/0/elements/0/options")]
    [InlineData("""{"type":"actions","elements":[{"type":"checkboxes","options":[*]}]}""", """{"text":{"type":"mrkdwn","text":"x"},"value":"v"}""", 10, "/blocks/0/elements/0/options")]
    [InlineData("""{"type":"actions","elements":[{"type":"radio_buttons","options":[*]}]}""", """{"text":{"type":"mrkdwn","text":"x"},"value":"v"}""", 10, "/blocks/0/elements/0/options")]
    [InlineData("""{"type":"table","rows":[*]}""", """[{"type":"raw_text","text":"x"}]""", 100, "/blocks/0/rows")]
    public void A_list_holds_so_many_and_no_more(string block, string item, int most, string pointer)
    {
        Check(most).ShouldBeEmpty();
        Check(most + 1).ShouldBe([$"no more than {most} items allowed [json-pointer:{pointer}]"]);

        IReadOnlyList<string> Check(int count) =>
            BlockRules.CheckMessage([JsonNode.Parse(block.Replace("*", string.Join(',', Enumerable.Repeat(item, count))))]);
    }

    [Fact]
    public void A_message_holds_50_blocks_of_different_names_and_one_table()
    {
        BlockRules.CheckMessage(Dividers(50)).ShouldBeEmpty();
        BlockRules.CheckMessage(Dividers(51)).ShouldBe(["no more than 50 items allowed [json-pointer:/blocks]"]);
        BlockRules.CheckMessage([Named("a"), Named("b"), Named("a")]).ShouldBe(["`block_id` a already exists [json-pointer:/blocks/2/block_id]"]);
        var table = """{"type":"table","rows":[[{"type":"raw_text","text":"x"}]]}""";
        BlockRules.CheckMessage([JsonNode.Parse(table), JsonNode.Parse(table)]).ShouldBe(["only one table is allowed [json-pointer:/blocks/1]"]);

        static JsonObject Named(string id) => new() { ["type"] = "divider", ["block_id"] = id };
    }

    [Theory]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"~24"},"submit":{"type":"plain_text","text":"~24"},"close":{"type":"plain_text","text":"~24"},"private_metadata":"~3000","callback_id":"~255","external_id":"~255","blocks":[]}""", null)]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"~25"},"blocks":[]}""", "must be less than 25 characters [json-pointer:/view/title/text]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"submit":{"type":"plain_text","text":"~25"},"blocks":[]}""", "must be less than 25 characters [json-pointer:/view/submit/text]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"close":{"type":"plain_text","text":"~25"},"blocks":[]}""", "must be less than 25 characters [json-pointer:/view/close/text]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"private_metadata":"~3001","blocks":[]}""", "must be less than 3001 characters [json-pointer:/view/private_metadata]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"callback_id":"~256","blocks":[]}""", "must be less than 256 characters [json-pointer:/view/callback_id]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"external_id":"~256","blocks":[]}""", "must be less than 256 characters [json-pointer:/view/external_id]")]
    [InlineData("""{"type":"modal","blocks":[]}""", "missing required field: title [json-pointer:/view]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"}}""", "missing required field: blocks [json-pointer:/view]")]
    [InlineData("""{"title":{"type":"plain_text","text":"x"},"blocks":[]}""", "missing required field: type [json-pointer:/view]")]
    [InlineData("""{"type":"home","title":{"type":"plain_text","text":"x"},"blocks":[]}""", "must be one of: modal [json-pointer:/view/type]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[{"type":"markdown","text":"x"}]}""", "unsupported type: markdown [json-pointer:/view/blocks/0/type]")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"plain_text_input"}}]}""", "a submit button is required when an input block is within blocks array [json-pointer:/view]")]
    [InlineData("1", "must provide an object [json-pointer:/view]")]
    public void A_modal_is_taken_or_refused_as_by_Slack(string view, string? problem) =>
        ViewRules.Check(JsonNode.Parse(Filled(view)), home: false).ShouldBe(problem is null ? [] : [problem]);

    [Fact]
    public void A_home_has_no_title_and_100_blocks_at_most()
    {
        ViewRules.Check(Home(100), home: true).ShouldBeEmpty();
        ViewRules.Check(Home(101), home: true).ShouldBe(["no more than 100 items allowed [json-pointer:/view/blocks]"]);
        var titled = Home(1);
        titled["title"] = Slack.Plain("x");
        ViewRules.Check(titled, home: true).ShouldBe(["invalid additional property: title [json-pointer:/view]"]);

        static JsonObject Home(int blocks) => new() { ["type"] = "home", ["blocks"] = Dividers(blocks) };
    }

    private static JsonArray Dividers(int count) => new([.. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["type"] = "divider" })]);

    private static string Filled(string json) =>
        System.Text.RegularExpressions.Regex.Replace(json, "~(\\d+)", match => new string('x', int.Parse(match.Groups[1].Value)));
}
