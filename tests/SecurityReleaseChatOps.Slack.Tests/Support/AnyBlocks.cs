using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>Generates texts and blocks of all kinds and sizes, most of them exceeding some limit of Slack's.</summary>
internal static class AnyBlocks
{
    private static readonly Gen<string> Piece = Gen.Elements(
        "word", " ", "\n", "&amp;", "&lt;", "<https://example.com/a?b=c&amp;d|a label of words>", "<@U0123456>", "<!date^1392734382^{date_short} {time}|then>",
        "😀", "é", "<", "&", "a-very-long-word-without-any-space", "*", "`code`");

    public static Gen<string> Words(int most) =>
        from size in Gen.Frequency((3, Gen.Choose(0, 5)), (2, Gen.Choose(0, most / 20)), (1, Gen.Choose(most / 20, most / 3)))
        from pieces in Gen.ListOf(Piece, size)
        select string.Concat(pieces);

    private static Gen<TextObject> Text(int most) =>
        from words in Words(most)
        from plain in Gen.Elements(true, false)
        select plain ? (TextObject)(PlainText)words : new Markdown(words);

    private static Gen<PlainText> Plain(int most) => Words(most).Select(w => (PlainText)w);

    private static Gen<string?> Id =>
        Gen.Frequency<string?>((3, Gen.Elements<string?>("a", "b", "c", "")), (1, Gen.Constant<string?>(null)), (1, Words(400).Select(w => (string?)w)));

    private static Gen<Option> OneOption =>
        from text in Text(200)
        from value in Gen.Frequency((4, Gen.Elements("1", "2", "3", "")), (1, Words(400)))
        from description in Gen.OneOf(Gen.Constant<TextObject?>(null), Text(200).Select(t => (TextObject?)t))
        select new Option { Text = text, Value = value, Description = description };

    private static Gen<IReadOnlyList<Option>> Options(int most) =>
        from size in Gen.Frequency((5, Gen.Choose(0, 12)), (1, Gen.Choose(0, most)))
        from options in Gen.ListOf(OneOption, size)
        select (IReadOnlyList<Option>)[.. options];

    private static Gen<BlockElement> Element => Gen.OneOf(
        (from text in Plain(200)
         from id in Id
         from value in Words(5000)
         from confirm in Confirm
         select (BlockElement)new Button
         {
             Text = text, ActionId = id,
             Value = value, Confirm = confirm
         }),
        (from options in Options(8) from id in Id select (BlockElement)new OverflowMenu { Options = options, ActionId = id }),
        (from options in Options(30)
         from initial in Options(3)
         from id in Id
         select (BlockElement)new CheckboxGroup
         {
             Options = options,
             InitialOptions = [.. options.Take(2), .. initial], ActionId = id
         }),
        (from options in Options(30)
         from id in Id
         select (BlockElement)new RadioButtonGroup
         {
             Options = options,
             InitialOption = options.Count > 0 ? options[^1] : null, ActionId = id
         }),
        (from options in Options(350)
         from id in Id
         from hint in Plain(400)
         select (BlockElement)new StaticSelectMenu
         {
             Options = options,
             InitialOption = options.FirstOrDefault(), ActionId = id, Placeholder = hint
         }),
        (from groups in Gen.ListOf(
            from label in Plain(200)
            from options in Options(150)
            select new OptionGroup
            {
                Label = label,
                Options = options
            })
         select (BlockElement)new StaticMultiSelectMenu { OptionGroups = [.. groups] }),
        (from value in Words(9000)
         from max in Gen.Choose(-5,
            9000)
         from min in Gen.Choose(-5,
                9000)
         select (BlockElement)new PlainTextInput { InitialValue = value, MaxLength = max, MinLength = min, FocusOnLoad = true }),
        (from most in Gen.Choose(-5,
            20)
         from endings in Gen.ListOf(Gen.Elements("yml", "md"))
         from id in Id
         select (BlockElement)new FileInput
         {
             ActionId = id, MaxFiles = most,
             Filetypes = [.. endings.Distinct()]
         }),
        (from alt in Words(5000) select (BlockElement)new ImageElement { ImageUrl = "https://x/y.png", AltText = alt }));

    private static Gen<ConfirmationDialog?> Confirm =>
        from title in Plain(300)
        from text in Text(900)
        from yes in Plain(90)
        from wanted in Gen.Elements(true, false)
        select wanted ? new ConfirmationDialog { Title = title, Text = text, Confirm = yes, Deny = yes } : null;

    private static Gen<Block> One => Gen.OneOf(
        (from text in Gen.OneOf(
            Gen.Constant<TextObject?>(null),
            Text(20_000).Select(t => (TextObject?)t))
         from fields in Gen.ListOf(Text(6000))
         from with in Gen.Elements(true,
                false)
         from accessory in Element.Where(e =>
                    e is not (PlainTextInput or FileInput))
         from id in Id
         select (Block)new SectionBlock
         {
             BlockId = id, Text = text, Fields = [.. fields],
             Accessory = with ? accessory : null
         }),
        (from text in Plain(500) from id in Id select (Block)new HeaderBlock { Text = text, BlockId = id }),
        (from texts in Gen.ListOf(Text(9000)) from id in Id select (Block)new ContextBlock { Elements = [.. texts], BlockId = id }),
        (from elements in Gen.ListOf(
            Element.Where(e =>
                e is not (ImageElement or PlainTextInput or FileInput)))
         from id in Id
         select (Block)new ActionsBlock
         {
             Elements = [.. elements],
             BlockId = id
         }),
        Gen.Constant((Block)new DividerBlock()),
        (from alt in Words(5000)
         from title in Plain(5000)
         from url in Words(9000)
         select (Block)new ImageBlock
         {
             ImageUrl = url, AltText = alt,
             Title = title
         }),
        (from label in Plain(5000)
         from hint in Plain(5000)
         from element in Element.Where(e =>
            e is not (ImageElement or Button or OverflowMenu))
         from id in Id
         select (Block)new InputBlock
         {
             Label = label, Hint = hint, Element = element,
             BlockId = id
         }),
        (from text in Words(40_000) select (Block)new MarkdownBlock { Text = text }),
        (from rows in Gen.Choose(0,
            130)
         from columns in Gen.Choose(1,
                25)
         from cell in Words(50)
         select (Block)new TableBlock
         {
             Rows =
                    [.. Enumerable.Range(0, rows).Select(_ => (IReadOnlyList<TableCell>)[.. Enumerable.Repeat(new TableCell(cell), columns)])]
         }),
        Words(200).Select(w => (Block)new RichTextBlock { Elements = [new RichTextSection { Elements = [new RichTextText(w)] }] }));

    public static Gen<IReadOnlyList<Block>> Many =>
        from size in Gen.Frequency((4, Gen.Choose(0, 8)), (1, Gen.Choose(0, 130)))
        from blocks in Gen.ListOf(One, size)
        select (IReadOnlyList<Block>)[.. blocks];
}
