using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>An element of a context block: <see cref="PlainText"/>, <see cref="Markdown"/> or <see cref="ImageElement"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
[JsonDerivedType(typeof(Markdown), "mrkdwn")]
[JsonDerivedType(typeof(ImageElement), "image")]
public interface IContextElement;
