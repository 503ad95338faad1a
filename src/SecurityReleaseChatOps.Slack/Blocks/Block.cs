using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>A layout block of a message (≤ 50 of them) or a view (≤ 100). Limits are kept when sent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SectionBlock), "section")]
[JsonDerivedType(typeof(HeaderBlock), "header")]
[JsonDerivedType(typeof(ContextBlock), "context")]
[JsonDerivedType(typeof(ActionsBlock), "actions")]
[JsonDerivedType(typeof(DividerBlock), "divider")]
[JsonDerivedType(typeof(ImageBlock), "image")]
[JsonDerivedType(typeof(InputBlock), "input")]
[JsonDerivedType(typeof(RichTextBlock), "rich_text")]
[JsonDerivedType(typeof(MarkdownBlock), "markdown")]
[JsonDerivedType(typeof(TableBlock), "table")]
public abstract record Block
{
    /// <summary>Unique within the message or view; ≤ 255 characters; Slack makes one up if it is not given.</summary>
    public string? BlockId { get; init; }
}

/// <summary>Text (≤ 3000), up to 10 fields (≤ 2000 each), or both, with one element at the right.</summary>
public sealed record SectionBlock : Block
{
    /// <summary>The text; needed unless there are fields.</summary>
    public TextObject? Text { get; init; }

    /// <summary>Texts in two columns.</summary>
    public IReadOnlyList<TextObject>? Fields { get; init; }

    /// <summary>An element at the right.</summary>
    public BlockElement? Accessory { get; init; }

    /// <summary>mrkdwn, and an element at its right.</summary>
    public static SectionBlock Of(string mrkdwn, BlockElement? accessory = null) => new() { Text = new Markdown(mrkdwn), Accessory = accessory };
}

/// <summary>A large line of plain text, ≤ 150 characters.</summary>
public sealed record HeaderBlock : Block
{
    /// <summary>The line.</summary>
    public required PlainText Text { get; init; }
}

/// <summary>Small print: up to 10 texts and images.</summary>
public sealed record ContextBlock : Block
{
    /// <summary>Texts and pictures.</summary>
    public required IReadOnlyList<IContextElement> Elements { get; init; }

    /// <summary>One text in mrkdwn.</summary>
    public static ContextBlock Of(string mrkdwn) => new() { Elements = [new Markdown(mrkdwn)] };
}

/// <summary>1–25 interactive elements in a row.</summary>
public sealed record ActionsBlock : Block
{
    /// <summary>Buttons, selects, pickers, …</summary>
    public required IReadOnlyList<BlockElement> Elements { get; init; }

    /// <summary>These elements.</summary>
    public static ActionsBlock Of(params IReadOnlyList<BlockElement> elements) => new() { Elements = elements };
}

/// <summary>A line across.</summary>
public sealed record DividerBlock : Block;

/// <summary>A picture.</summary>
public sealed record ImageBlock : Block
{
    /// <summary>Where it is, ≤ 3000 characters.</summary>
    public required string ImageUrl { get; init; }

    /// <summary>What it shows, in words, ≤ 2000 characters.</summary>
    public required string AltText { get; init; }

    /// <summary>A title, ≤ 2000 characters.</summary>
    public PlainText? Title { get; init; }
}

/// <summary>A labelled field of a form. A view with inputs needs a submit text.</summary>
public sealed record InputBlock : Block
{
    /// <summary>≤ 2000 characters.</summary>
    public required PlainText Label { get; init; }

    /// <summary>What is filled in.</summary>
    public required BlockElement Element { get; init; }

    /// <summary>Small print under the field, ≤ 2000 characters.</summary>
    public PlainText? Hint { get; init; }

    /// <summary>Whether the field may stay empty; false if not given.</summary>
    public bool? Optional { get; init; }

    /// <summary>Whether a change is sent as a block action at once.</summary>
    public bool? DispatchAction { get; init; }

    /// <summary>A field whose value is found under this id.</summary>
    public static InputBlock Of(string blockId, PlainText label, BlockElement element, PlainText? hint = null, bool? optional = null) =>
        new() { BlockId = blockId, Label = label, Element = element, Hint = hint, Optional = optional };
}

/// <summary>Standard Markdown; 12,000 characters in all of a message's markdown blocks. Messages only.</summary>
public sealed record MarkdownBlock : Block
{
    /// <summary>The Markdown.</summary>
    public required string Text { get; init; }
}

/// <summary>A table of ≤ 100 rows and ≤ 20 columns; one a message.</summary>
public sealed record TableBlock : Block
{
    /// <summary>Rows of cells, the heading first.</summary>
    public required IReadOnlyList<IReadOnlyList<TableCell>> Rows { get; init; }

    /// <summary>How each column is set.</summary>
    public IReadOnlyList<TableColumn>? ColumnSettings { get; init; }
}

/// <summary>A cell of plain words.</summary>
/// <param name="Text">The words.</param>
public sealed record TableCell(string Text)
{
    /// <summary>The kind of cell.</summary>
    public string Type { get; } = "raw_text";
}

/// <summary>How a column of a table is set.</summary>
/// <param name="Align"><c>left</c>, <c>center</c> or <c>right</c>.</param>
/// <param name="IsWrapped">Whether long cells wrap.</param>
public sealed record TableColumn(string? Align = null, bool? IsWrapped = null);
