namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>The number of characters in a block.</summary>
internal static class BlockSize
{
    public static int Of(Block block) => block switch
    {
        SectionBlock section => Of(section.Text) + (section.Fields?.Sum(Of) ?? 0) + Of(section.Accessory),
        HeaderBlock header => Of(header.Text),
        ContextBlock context => context.Elements.Sum(e => e switch { TextObject text => Of(text), ImageElement image => Of((BlockElement)image), _ => 0 }),
        ActionsBlock actions => actions.Elements.Sum(Of),
        InputBlock input => Of(input.Label) + Of(input.Hint) + Of(input.Element),
        ImageBlock image => image.ImageUrl.Length + image.AltText.Length + Of(image.Title),
        MarkdownBlock markdown => markdown.Text.Length,
        TableBlock table => table.Rows.Sum(row => row.Sum(c => c.Text.Length)),
        RichTextBlock rich => rich.Elements.Sum(Of),
        _ => 0,
    };

    private static int Of(TextObject? text) => text?.Text.Length ?? 0;

    private static int Of(BlockElement? element) => element switch
    {
        Button button => button.Text.Text.Length + (button.Value?.Length ?? 0) + (button.Url?.Length ?? 0),
        ImageElement image => image.ImageUrl.Length + image.AltText.Length,
        OverflowMenu menu => menu.Options.Sum(Of),
        CheckboxGroup boxes => boxes.Options.Sum(Of),
        RadioButtonGroup radio => radio.Options.Sum(Of),
        StaticSelectMenu menu => (menu.Options?.Sum(Of) ?? 0) + (menu.OptionGroups?.Sum(g => g.Options.Sum(Of)) ?? 0),
        StaticMultiSelectMenu menu => (menu.Options?.Sum(Of) ?? 0) + (menu.OptionGroups?.Sum(g => g.Options.Sum(Of)) ?? 0),
        PlainTextInput text => text.InitialValue?.Length ?? 0,
        _ => 0,
    };

    private static int Of(Option option) => Of(option.Text) + option.Value.Length + Of(option.Description);

    private static int Of(RichTextPart part) => part switch
    {
        RichTextSection section => section.Elements.Sum(Of),
        RichTextList list => list.Elements.Sum(Of),
        RichTextQuote quote => quote.Elements.Sum(Of),
        RichTextPreformatted code => code.Elements.Sum(Of),
        _ => 0,
    };

    private static int Of(RichTextElement element) => element switch
    {
        RichTextText text => text.Text.Length,
        RichTextLink link => link.Url.Length + (link.Text?.Length ?? 0),
        _ => 20,
    };
}
