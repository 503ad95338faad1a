using System.Text.Json;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class BlockJsonTests
{
    public static TheoryData<string, Block> Blocks()
    {
        var options = (Option[])[Option.Of("A", "a"), new() { Text = new Markdown("*B*"), Value = "b", Description = "small" }];
        return new()
        {
            { """{"type":"section","block_id":"b","text":{"type":"mrkdwn","text":"*x* <@U1>"},"fields":[{"type":"plain_text","text":"f"}],"accessory":{"type":"image","image_url":"https://x/y.png","alt_text":"y"}}""", new SectionBlock { BlockId = "b", Text = new Markdown("*x* <@U1>"), Fields = ["f"], Accessory = new ImageElement { ImageUrl = "https://x/y.png", AltText = "y" } } },
            { """{"type":"header","text":{"type":"plain_text","text":"H","emoji":true}}""", new HeaderBlock { Text = new() { Text = "H", Emoji = true } } },
            { """{"type":"context","elements":[{"type":"mrkdwn","text":"m"},{"type":"plain_text","text":"p"},{"type":"image","image_url":"u","alt_text":"a"}]}""", new ContextBlock { Elements = [new Markdown("m"), (PlainText)"p", new ImageElement { ImageUrl = "u", AltText = "a" }] } },
            { """{"type":"divider"}""", new DividerBlock() },
            { """{"type":"image","image_url":"u","alt_text":"a","title":{"type":"plain_text","text":"t"}}""",
                new ImageBlock { ImageUrl = "u", AltText = "a", Title = "t" } },
            { """{"type":"markdown","text":"# x"}""", new MarkdownBlock { Text = "# x" } },
            { """{"type":"table","rows":[[{"text":"a","type":"raw_text"},{"text":"b","type":"raw_text"}]],"column_settings":[{"align":"right"}]}""",
                new TableBlock { Rows = [[new("a"), new("b")]], ColumnSettings = [new("right")] } },
            { """{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Go"},"value":"v","style":"primary","action_id":"go","confirm":{"title":{"type":"plain_text","text":"?"},"text":{"type":"mrkdwn","text":"sure"},"confirm":{"type":"plain_text","text":"y"},"deny":{"type":"plain_text","text":"n"},"style":"danger"}}]}""", new ActionsBlock { Elements = [new Button { Text = "Go", Value = "v", Style = ButtonStyle.Primary, ActionId = "go", Confirm = new() { Title = "?", Text = new Markdown("sure"), Confirm = "y", Deny = "n", Style = ButtonStyle.Danger } }] } },
            { Input(
                """{"type":"plain_text_input","initial_value":"x","multiline":true,"max_length":9,"placeholder":{"type":"plain_text","text":"p"},"focus_on_load":true,"action_id":"i"}"""), In(new PlainTextInput { ActionId = "i", InitialValue = "x", Multiline = true, MaxLength = 9, Placeholder = "p", FocusOnLoad = true }) },
            { Input("""{"type":"datepicker","initial_date":"2026-11-05"}"""), In(new DatePicker { InitialDate = new(2026, 11, 5) }) },
            { Input("""{"type":"timepicker","initial_time":"09:05","timezone":"Europe/Berlin"}"""),
                In(new TimePicker { InitialTime = new(9, 5), Timezone = "Europe/Berlin" }) },
            { Input("""{"type":"datetimepicker","initial_date_time":1628633820}"""),
                In(new DateTimePicker { InitialDateTime = DateTimeOffset.FromUnixTimeSeconds(1628633820) }) },
            { Input("""{"type":"number_input","is_decimal_allowed":false,"min_value":"1"}"""),
                In(new NumberInput { IsDecimalAllowed = false, MinValue = "1" }) },
            { Input("""{"type":"url_text_input","initial_value":"https://x"}"""), In(new UrlTextInput { InitialValue = "https://x" }) },
            { Input("""{"type":"email_text_input"}"""), In(new EmailTextInput()) },
            { Input("""{"type":"users_select","initial_user":"U1"}"""), In(new UserSelectMenu { InitialUser = "U1" }) },
            { Input("""{"type":"multi_conversations_select","initial_conversations":["C1"],"max_selected_items":2}"""),
                In(new ConversationMultiSelectMenu { InitialConversations = ["C1"], MaxSelectedItems = 2 }) },
            { Input("""{"type":"multi_users_select","initial_users":["U1"],"max_selected_items":2}"""),
                In(new UserMultiSelectMenu { InitialUsers = ["U1"], MaxSelectedItems = 2 }) },
            { Input("""{"type":"conversations_select","default_to_current_conversation":true}"""),
                In(new ConversationSelectMenu { DefaultToCurrentConversation = true }) },
            { Input("""{"type":"external_select","min_query_length":0}"""), In(new ExternalSelectMenu { MinQueryLength = 0 }) },
            { Input("""{"type":"multi_external_select"}"""), In(new ExternalMultiSelectMenu()) },
            { Input(
                """{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"},{"text":{"type":"mrkdwn","text":"*B*"},"value":"b","description":{"type":"plain_text","text":"small"}}]}"""), In(new StaticSelectMenu { Options = options }) },
            { Input(
                """{"type":"multi_static_select","option_groups":[{"label":{"type":"plain_text","text":"G"},"options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}]}"""), In(new StaticMultiSelectMenu { OptionGroups = [new() { Label = "G", Options = [options[0]] }] }) },
            { Input(
                """{"type":"checkboxes","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}],"initial_options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}"""), In(new CheckboxGroup { Options = [options[0]], InitialOptions = [options[0]] }) },
            { Input("""{"type":"radio_buttons","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}"""),
                In(new RadioButtonGroup { Options = [options[0]] }) },
            { Input("""{"type":"overflow","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}"""),
                In(new OverflowMenu { Options = [options[0]] }) },
            { """{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"<!channel> *x*","style":{"bold":true}},{"type":"link","url":"https://x"},{"type":"user","user_id":"U1"},{"type":"channel","channel_id":"C1"},{"type":"usergroup","usergroup_id":"S1"},{"type":"emoji","name":"wave"}]},{"type":"rich_text_list","style":"bullet","elements":[]},{"type":"rich_text_quote","elements":[]},{"type":"rich_text_preformatted","elements":[]}]}""", new RichTextBlock { Elements = [new RichTextSection { Elements = [new RichTextText("<!channel> *x*", new(Bold: true)), new RichTextLink("https://x"), new RichTextUser("U1"), new RichTextChannel("C1"), new RichTextUserGroup("S1"), new RichTextEmoji("wave")] }, new RichTextList { Style = "bullet", Elements = [] }, new RichTextQuote { Elements = [] }, new RichTextPreformatted { Elements = [] }] } },
        };
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_is_written_as_Slack_reads_it_and_read_back(string json, Block block)
    {
        var written = JsonSerializer.Serialize([block], SlackJson.Web.IReadOnlyListBlock);
        JsonElement.DeepEquals(JsonElement.Parse(written), JsonElement.Parse($"[{json}]")).ShouldBeTrue(written);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(written, SlackJson.Web.IReadOnlyListBlock)!, SlackJson.Web.IReadOnlyListBlock).ShouldBe(written);
    }

    [Fact]
    public void A_message_that_was_kept_is_the_message_that_is_sent()
    {
        var message = new Message
        {
            Channel = "C1",
            Text = "é <@U1> \"q\"",
            Blocks = [new SectionBlock { Text = "x" }],
            ThreadTs = "1.2",
            Metadata = MessageMetadata.Of("chatops", ("key", "k1")),
            UnfurlLinks = false,
        };
        var kept = JsonSerializer.Serialize(message, SlackJson.Web.Message);
        kept.ShouldBe(
            """{"channel":"C1","text":"é <@U1> \"q\"","blocks":[{"type":"section","text":{"type":"plain_text","text":"x"}}],"thread_ts":"1.2","metadata":{"event_type":"chatops","event_payload":{"key":"k1"}},"unfurl_links":false}""");
        var read = JsonSerializer.Deserialize(kept, SlackJson.Web.Message)!;
        JsonSerializer.Serialize(read, SlackJson.Web.Message).ShouldBe(kept);
        read.Metadata!.Get("key").ShouldBe("k1");
        read.Metadata.Get("none").ShouldBeNull();
    }

    private static InputBlock In(BlockElement element) => new() { Label = "L", Element = element };

    private static string Input(string element) => $$"""{"type":"input","label":{"type":"plain_text","text":"L"},"element":{{element}}}""";
}
