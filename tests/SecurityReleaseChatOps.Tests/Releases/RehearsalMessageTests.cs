using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>How a rehearsal shows any kind of message: marked, and without mentions.</summary>
public sealed class RehearsalMessageTests
{
    private static readonly RehearsalAddressee Legal = new("#legal", IsChannel: true);

    private static readonly Gen<string> Words =
        from pieces in Gen.ListOf(Gen.Elements(
            "word ", "\n", "&lt;", "<@U01>", "<@U01|anna>", "<@UNEW>", "<!subteam^S05>", "<!subteam^S05|@legal>", "<!subteam^SNEW|@new>", "<!here>",
            "<!here|here>",
            "<!channel>", "<!everyone>", "<@", "<!", "<", ">", "|", "<@U01", "<!subteam^S05", "<@ <@U01>>", "<!date^1392734382^{date_short} {time}|then>",
            "<#C01>",
            "<https://example.com/?q=1|a link>", "@here"))
        select string.Concat(pieces);

    private static Gen<TextObject> Text =>
        from words in Words from plain in Gen.Elements(true, false) select plain ? (TextObject)(PlainText)words : new Markdown(words);

    private static Gen<BlockElement> Element => Gen.OneOf<BlockElement>(
        from text in Words
        from ask in Text
        select (BlockElement)new Button
        {
            Text = text, ActionId = "press", Value = "R1 <@U01>",
            Confirm = new() { Title = text, Text = ask }
        },
        from text in Text
        from more in Text
        select (BlockElement)new OverflowMenu
        {
            ActionId = "more",
            Options = [new Option { Text = text, Value = "1", Description = more }]
        });

    private static readonly Gen<RichTextElement> Rich = Gen.OneOf<RichTextElement>(
        Words.Select(w => (RichTextElement)new RichTextText(w)), Words.Select(w => (RichTextElement)new RichTextLink("https://example.com", w)),
        Gen.Constant<RichTextElement>(new RichTextUser("U01")), Gen.Constant<RichTextElement>(new RichTextUserGroup("S05")),
        Gen.Constant<RichTextElement>(new RichTextUser("UNEW")));

    private static readonly Gen<Block>[] Blocks =
    [
        from text in Text from field in Text from accessory in Element select (Block)new SectionBlock { Text = text, Fields = [field], Accessory = accessory },
        from text in Words select (Block)new HeaderBlock { Text = text },
        from text in Text select (Block)new ContextBlock { Elements = [text] },
        from element in Element select (Block)new ActionsBlock { Elements = [element] },
        Gen.Constant<Block>(new DividerBlock()),
        from text in Words select (Block)new ImageBlock { ImageUrl = "https://example.com/a.png", AltText = "a picture", Title = text },
        from text in Words select (Block)new InputBlock { Label = text, Hint = text, Element = new PlainTextInput { Placeholder = text } },
        from parts in Gen.NonEmptyListOf(Rich)
        select (Block)new RichTextBlock { Elements = [new RichTextSection { Elements = [.. parts] }, new RichTextQuote { Elements = [.. parts] },
            new RichTextList { Style = "bullet", Elements = [new() { Elements = [.. parts] }] }] },
        from text in Words select (Block)new MarkdownBlock { Text = text },
        from text in Words select (Block)new TableBlock { Rows = [[new TableCell(text)]] },
    ];

    [Fact]
    public void Nothing_in_any_message_mentions_anyone() => Prop.ForAll(
        (from text in Words
         from blocks in Gen.ListOf(Gen.OneOf(Blocks))
         from to in Gen.Elements(
            null, Legal, new("Anna Smit", IsChannel: false))
         select (Message: new Message { Text = text, Blocks = [.. blocks] }, to)).ToArbitrary(),
        any =>
        {
            var shown = Read(RehearsalMessage.Of(Write(any.Message), any.to, NameOf));
            var texts = Texts(JsonNode.Parse(Write(shown))).ToList();
            texts.ShouldNotContain(text => Mentions(text));
            Write(shown).ShouldNotContain("\"userId\"");
            Write(shown).ShouldNotContain("\"usergroupId\"");
            shown.Text.ShouldStartWith("*Rehearsal*");
            shown.Blocks!.Count.ShouldBe(any.Message.Blocks!.Count + 1);
            shown.Blocks!.Skip(1).Select(b => b.GetType()).ShouldBe(any.Message.Blocks!.Select(b => b.GetType()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_kind_of_block_is_among_them() =>
        typeof(Block).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)
            .ShouldBe(Blocks.Select(block => block.Sample(1, 1)[0].GetType()), ignoreOrder: true);

    [Theory]
    [InlineData("<@U01> and <!subteam^S05>, <!here>: by <!date^1^{time}|then> in <#C01>", "Anna Smit and legal, here: by <!date^1^{time}|then> in <#C01>")]
    [InlineData("<@UNEW|nina> <@UNEW> <!subteam^SNEW|@new> <!subteam^SNEW>", "nina UNEW new SNEW")]
    [InlineData("<@U02>", "A &lt;b&gt; &amp; c")]
    [InlineData("a <@ b <! c < d", "a &lt;@ b &lt;! c < d")]
    public void Who_is_mentioned_is_named(string text, string named) => Mrkdwn.Named(text, NameOf).ShouldBe(named);

    [Fact]
    public void It_says_where_it_would_go_and_who_answers_for_them()
    {
        var asks = new Message
        {
            Text = "Read it",
            Blocks = [new SectionBlock { Text = new Markdown("Read it") },
                new ActionsBlock { Elements = [new Button { Text = "Acknowledge", Value = "R1/<@U01>" }] }]
        };
        First(RehearsalMessage.Of(Write(asks), Legal, NameOf)).ShouldBe("*Rehearsal* · meant for #legal · anyone of PSIRT can answer");
        First(RehearsalMessage.Of(Write(asks with { Blocks = [asks.Blocks![0]] }), Legal, NameOf)).ShouldBe("*Rehearsal* · meant for #legal");
        First(RehearsalMessage.Of(Write(asks), new("Anna *Smit*", IsChannel: false), NameOf)).ShouldBe("*Rehearsal* · meant for Anna ∗Smit∗");
        First(RehearsalMessage.Of(Write(asks), null, NameOf)).ShouldBe("*Rehearsal*");
        Read(RehearsalMessage.Of(Write("Only words"), Legal, NameOf)).ShouldBe(new Message { Text = "*Rehearsal* · meant for #legal\nOnly words" });
        var button = (Button)((ActionsBlock)Read(RehearsalMessage.Of(Write(asks), Legal, NameOf)).Blocks![2]).Elements[0];
        button.Value.ShouldBe("R1/<@U01>", "what a button carries is no text");

        static string First(string json) => ((Markdown)((ContextBlock)Read(json).Blocks![0]).Elements[0]).Text;
    }

    private static string? NameOf(string target) => target switch { "@U01" => "Anna Smit", "@U02" => "A <b> & c", "!subteam^S05" => "legal", _ => null };

    private static bool Mentions(string text) => text.Replace("<!date^", "").Contains("<!") || text.Contains("<@");

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(one => one is { Key: "text", Value: JsonValue text } ? [(string)text!] : Texts(one.Value)),
        JsonArray parts => parts.SelectMany(Texts),
        _ => [],
    };

    private static string Write(Message message) => JsonSerializer.Serialize(message, StoreJson.Options);

    private static Message Read(string json) => JsonSerializer.Deserialize<Message>(json, StoreJson.Options)!;
}
