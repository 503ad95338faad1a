namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>
/// Turns any blocks into ones Slack accepts: texts are cut at a word with “…”, long sections, rows and menus are split, and excess blocks are replaced
/// by a line with their number. Ids and values over their limit are shortened to their head and a hash, and Slack returns them in that form.
/// Whatever is within the limits is left unchanged.
/// </summary>
public static class BlockLimits
{
    private const int BlocksInMessage = 50;
    private const int BlocksInView = 100;
    private const int SectionText = 3000;
    private const int SectionPieces = 4;

    // Slack answers msg_blocks_too_long from about 13,200 characters on.
    private const int MessageCharacters = 12_000;

    // Room for the line that says how many blocks were left out.
    private const int FoldLine = 100;

    // The only known limit for views is 250 kB in all, far more than the text of 100 blocks.
    private const int ViewCharacters = 100_000;

    /// <summary>A message's blocks within Slack's limits.</summary>
    public static IReadOnlyList<Block> Fit(IReadOnlyList<Block> blocks) => Fit(blocks, BlocksInMessage, MessageCharacters, inView: false);

    /// <summary>A view within Slack's limits.</summary>
    /// <exception cref="SlackException">The private metadata is longer than 3000 characters, and cutting it would break it.</exception>
    public static ViewDefinition Fit(ViewDefinition view)
    {
        if (view.PrivateMetadata is { Length: > 3000 })
            throw new SlackException("views", "invalid_arguments", ["must be less than 3001 characters [json-pointer:/view/private_metadata]"]);
        var fitted = view with
        {
            Blocks = Fit(view.Blocks, BlocksInView, ViewCharacters, inView: true),
            CallbackId = ElementLimits.Id(view.CallbackId, 255),
            ExternalId = ElementLimits.Id(view.ExternalId, 255),
        };
        return fitted is not ModalViewDefinition modal ? fitted : modal with
        {
            Title = ElementLimits.Text(modal.Title, 24),
            Submit = ElementLimits.Optional(modal.Submit, 24) ?? (modal.Blocks.Any(b => b is InputBlock) ? new PlainText { Text = "Submit" } : null),
            Close = ElementLimits.Optional(modal.Close, 24),
        };
    }

    /// <summary>A message's text, cut to the 4,000 characters that Slack is sure to accept.</summary>
    internal static string FitMessageText(string text) => text.Length == 0 ? text : TextFit.Cut(text, 4000, markup: true);

    /// <summary>A text that is too long for a message without blocks, as sections; null for a shorter one.</summary>
    internal static IReadOnlyList<Block>? Sections(string? text) =>
        text is { Length: > 4000 } ? Fit([new SectionBlock { Text = new Markdown(text) }]) : null;

    private static List<Block> Fit(IReadOnlyList<Block> blocks, int maxBlocks, int maxCharacters, bool inView)
    {
        var fitted = new List<Block>(blocks.Count);
        var place = new Place(inView);
        foreach (var block in blocks)
            AddFitted(fitted, block, place);
        return Fold(fitted, maxBlocks, maxCharacters);
    }

    private static void AddFitted(List<Block> into, Block block, Place place)
    {
        var first = into.Count;
        switch (block)
        {
            case SectionBlock section:
                AddSection(into, section);
                break;
            case HeaderBlock header:
                into.Add(header with { Text = ElementLimits.Text(header.Text, 150) });
                break;
            case ContextBlock context:
                foreach (var row in context.Elements.Chunk(10))
                    into.Add(new ContextBlock { BlockId = into.Count == first ? context.BlockId : null, Elements = [.. row.Select(ElementLimits.InContext)] });
                break;
            case ActionsBlock actions:
                foreach (var row in actions.Elements.Chunk(25))
                    into.Add(new ActionsBlock
                    {
                        BlockId = into.Count == first ? actions.BlockId : null,
                        Elements = ElementLimits.UniqueIds([.. row.Select(ElementLimits.Fit)])
                    });
                break;
            case ImageBlock image:
                into.Add(image.ImageUrl.Length is 0 or > 3000
                    ? new SectionBlock { BlockId = image.BlockId, Text = ElementLimits.Text((PlainText)image.AltText, 2000) }
                    : image with { AltText = TextFit.Plain(image.AltText, 2000), Title = ElementLimits.Optional(image.Title, 2000) });
                break;
            case InputBlock input:
                into.Add(input
                    with
                {
                    Label = ElementLimits.Text(input.Label, 2000),
                    Hint = ElementLimits.Optional(input.Hint, 2000),
                    Element = ElementLimits.InInput(input)
                });
                break;
            case MarkdownBlock markdown when place.InView:
                AddSection(into, new SectionBlock { BlockId = markdown.BlockId, Text = (PlainText)markdown.Text });
                break;
            case MarkdownBlock markdown:
                into.Add(markdown with { Text = TextFit.Plain(markdown.Text, MessageCharacters) });
                break;
            case TableBlock table when place.InView || place.HasTable:
                into.Add(TableLimits.AsText(table));
                break;
            case TableBlock { Rows.Count: > 0 } table:
                place.HasTable = true;
                into.Add(TableLimits.Fit(table));
                break;
            case RichTextBlock { Elements.Count: > 0 }:
            case DividerBlock:
                into.Add(block);
                break;
        }
        for (var i = first; i < into.Count; i++)
            into[i] = place.Unique(into[i]);
    }

    private static void AddSection(List<Block> into, SectionBlock section)
    {
        var fields = section.Fields is { Count: > 0 } given ? given : null;
        var accessory = section.Accessory is null ? null : ElementLimits.Fit(section.Accessory);
        if (fields is null or { Count: <= 10 } && section.Text is null or { Text.Length: <= SectionText })
        {
            into.Add(section with
            {
                Text = section.Text is null && fields is not null ? null : ElementLimits.Text(section.Text ?? TextFit.Nothing, SectionText),
                Fields = fields is null ? null : ElementLimits.Texts(fields, 2000),
                Accessory = accessory,
            });
            return;
        }
        var first = into.Count;
        if (section.Text is { } text)
        {
            foreach (var piece in TextFit.Split(text.Text, SectionText, SectionPieces, text is Markdown))
                into.Add(new SectionBlock { Text = text with { Text = piece } });
        }
        foreach (var row in fields?.Chunk(10) ?? [])
            into.Add(new SectionBlock { Fields = ElementLimits.Texts(row, 2000) });
        into[first] = (SectionBlock)into[first] with { BlockId = section.BlockId, Accessory = accessory };
    }

    private static List<Block> Fold(List<Block> blocks, int maxBlocks, int maxCharacters)
    {
        if (blocks.Count <= maxBlocks && Fitting(blocks, maxCharacters) == blocks.Count)
            return blocks;
        var shown = Math.Min(Fitting(blocks, maxCharacters - FoldLine), maxBlocks - 1);
        Block[] buttons = [];
        var row = blocks.FindLastIndex(b => b is ActionsBlock);
        if (row >= shown && BlockSize.Of(blocks[row]) <= maxCharacters / 4)
        {
            // Keep the last row of buttons below the line, unless the row itself is too long.
            buttons = [blocks[row]];
            shown = Math.Min(Fitting(blocks, maxCharacters - FoldLine - BlockSize.Of(blocks[row])), maxBlocks - 2);
        }
        var folded = blocks.Count - shown - buttons.Length;
        return [.. blocks.Take(shown),
            new ContextBlock { Elements = [(PlainText)$"… and {folded} more {(folded == 1 ? "block" : "blocks")} that Slack has no room for here."] },
            .. buttons];
    }

    private static int Fitting(List<Block> blocks, int characters)
    {
        var fits = 0;
        while (fits < blocks.Count && (characters -= BlockSize.Of(blocks[fits])) >= 0)
            fits++;
        return fits;
    }

    /// <summary>Tracks what may occur only once in a message or view.</summary>
    private sealed class Place(bool inView)
    {
        private readonly HashSet<string> _ids = [];
        private bool _focused;

        public bool InView => inView;

        public bool HasTable { get; set; }

        public Block Unique(Block block)
        {
            if (block is InputBlock { Element: InputElement { FocusOnLoad: true } element } input)
            {
                if (_focused)
                    block = input with { Element = element with { FocusOnLoad = null } };
                _focused = true;
            }
            var id = ElementLimits.Id(block.BlockId, 255);
            if (id is not null && !_ids.Add(id))
                id = null;
            return id == block.BlockId ? block : block with { BlockId = id };
        }
    }
}
