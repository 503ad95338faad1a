using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>A text of 1–3000 characters. A bare string becomes <see cref="PlainText"/>: what a person typed is never read as markup by accident.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
[JsonDerivedType(typeof(Markdown), "mrkdwn")]
public abstract record TextObject : IContextElement
{
    /// <summary>The words, as they are sent.</summary>
    public required string Text { get; init => field = value ?? ""; }

    /// <summary>Plain text of these words.</summary>
    public static implicit operator TextObject(string text) => new PlainText { Text = text };
}

/// <summary>Text that Slack shows as it is; only <c>:emoji:</c> names are turned into pictures.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
// Not sealed: only so does it write its type where a property takes plain text alone.
public record PlainText : TextObject
{
    /// <summary>Whether emoji are to be written as <c>:name:</c> text; Slack's default is true.</summary>
    public bool? Emoji { get; init; }

    /// <summary>Plain text of these words.</summary>
    public static implicit operator PlainText(string text) => new() { Text = text };
}

/// <summary>Text in Slack's mrkdwn. Build it from <see cref="Mrkdwn"/>'s parts: unescaped words can page a channel or forge a link.</summary>
public sealed record Markdown : TextObject
{
    /// <summary>mrkdwn with these words.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public Markdown(string text) => Text = text;

    /// <summary>True stops Slack from turning URLs, channel names and @names into links.</summary>
    public bool? Verbatim { get; init; }
}
