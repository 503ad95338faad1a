using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>Formatted text in which a person's own words cannot become markup.</summary>
public sealed record RichTextBlock : Block
{
    /// <summary>Paragraphs, lists, quotes, code.</summary>
    public required IReadOnlyList<RichTextPart> Elements { get; init; }
}

/// <summary>A paragraph, list, quote or code of a <see cref="RichTextBlock"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RichTextSection), "rich_text_section")]
[JsonDerivedType(typeof(RichTextList), "rich_text_list")]
[JsonDerivedType(typeof(RichTextQuote), "rich_text_quote")]
[JsonDerivedType(typeof(RichTextPreformatted), "rich_text_preformatted")]
public abstract record RichTextPart;

/// <summary>A paragraph.</summary>
public sealed record RichTextSection : RichTextPart
{
    /// <summary>Its elements.</summary>
    public required IReadOnlyList<RichTextElement> Elements { get; init; }
}

/// <summary>A list.</summary>
public sealed record RichTextList : RichTextPart
{
    /// <summary><c>bullet</c> or <c>ordered</c>.</summary>
    public required string Style { get; init; }

    /// <summary>The items.</summary>
    public required IReadOnlyList<RichTextSection> Elements { get; init; }

    /// <summary>The indentation level.</summary>
    public int? Indent { get; init; }
}

/// <summary>A quotation.</summary>
public sealed record RichTextQuote : RichTextPart
{
    /// <summary>Its elements.</summary>
    public required IReadOnlyList<RichTextElement> Elements { get; init; }
}

/// <summary>Code.</summary>
public sealed record RichTextPreformatted : RichTextPart
{
    /// <summary>Its elements.</summary>
    public required IReadOnlyList<RichTextElement> Elements { get; init; }
}

/// <summary>An inline element.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RichTextText), "text")]
[JsonDerivedType(typeof(RichTextLink), "link")]
[JsonDerivedType(typeof(RichTextUser), "user")]
[JsonDerivedType(typeof(RichTextChannel), "channel")]
[JsonDerivedType(typeof(RichTextUserGroup), "usergroup")]
[JsonDerivedType(typeof(RichTextEmoji), "emoji")]
public abstract record RichTextElement;

/// <summary>The style of a text: bold, italic, struck through, code.</summary>
/// <param name="Bold">Bold.</param>
/// <param name="Italic">Italic.</param>
/// <param name="Strike">Struck through.</param>
/// <param name="Code">As code.</param>
public sealed record RichTextStyle(bool? Bold = null, bool? Italic = null, bool? Strike = null, bool? Code = null);

/// <summary>A text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">Its style.</param>
public sealed record RichTextText(string Text, RichTextStyle? Style = null) : RichTextElement;

/// <summary>A link.</summary>
/// <param name="Url">The address.</param>
/// <param name="Text">The label; the address if not given.</param>
public sealed record RichTextLink(string Url, string? Text = null) : RichTextElement;

/// <summary>A mention of a person.</summary>
/// <param name="UserId">The person's id.</param>
public sealed record RichTextUser(string UserId) : RichTextElement;

/// <summary>A mention of a channel.</summary>
/// <param name="ChannelId">The channel's id.</param>
public sealed record RichTextChannel(string ChannelId) : RichTextElement;

/// <summary>A mention of a user group.</summary>
/// <param name="UsergroupId">The group's id.</param>
public sealed record RichTextUserGroup(string UsergroupId) : RichTextElement;

/// <summary>An emoji.</summary>
/// <param name="Name">Its name without colons.</param>
public sealed record RichTextEmoji(string Name) : RichTextElement;
