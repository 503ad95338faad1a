using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>A text of 1–3000 characters. A bare string becomes <see cref="PlainText"/>: what a person typed is never taken for markup by accident.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
[JsonDerivedType(typeof(Markdown), "mrkdwn")]
public abstract record TextObject : IContextElement
{
    /// <summary>The text, exactly as sent.</summary>
    public required string Text { get; init => field = value ?? ""; }

    /// <summary>Makes it plain text.</summary>
    public static implicit operator TextObject(string text) => new PlainText { Text = text };
}

/// <summary>Text that Slack shows as is, except that <c>:emoji:</c> names become emoji.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
// Not sealed: a sealed type would not write its type discriminator where a property is declared as PlainText.
public record PlainText : TextObject
{
    /// <summary>Whether emoji are converted to <c>:name:</c> text; Slack's default is true.</summary>
    public bool? Emoji { get; init; }

    /// <summary>Makes it plain text.</summary>
    public static implicit operator PlainText(string text) => new() { Text = text };
}

/// <summary>Text in Slack's mrkdwn. Build it from <see cref="Mrkdwn"/>'s methods: unescaped text can page a channel or forge a link.</summary>
public sealed record Markdown : TextObject
{
    /// <summary>Text that is mrkdwn already.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public Markdown(string text) => Text = text;

    /// <summary>True keeps Slack from turning URLs, channel names and @names into links.</summary>
    public bool? Verbatim { get; init; }
}
