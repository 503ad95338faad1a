using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A message as the app writes it. Anything over Slack's limits is made to fit when sent.</summary>
public sealed record Message
{
    /// <summary>The channel's id, or a person's id for a direct message. Not needed in an answer.</summary>
    public string? Channel { get; init; }

    /// <summary>mrkdwn; if there are <see cref="Blocks"/>, this is what notifications show.</summary>
    public string? Text { get; init; }

    /// <summary>≤ 50 blocks.</summary>
    public IReadOnlyList<Block>? Blocks { get; init; }

    /// <summary>The parent message's id, for a reply in its thread.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Whether a reply in a thread also appears in the channel.</summary>
    public bool? ReplyBroadcast { get; init; }

    /// <summary>Data for programs, hidden from people.</summary>
    public MessageMetadata? Metadata { get; init; }

    /// <summary>Whether links get a preview.</summary>
    public bool? UnfurlLinks { get; init; }

    /// <summary>Whether links to media get a preview.</summary>
    public bool? UnfurlMedia { get; init; }

    /// <summary>A message with a section of mrkdwn and buttons below it.</summary>
    public static Message Of(string mrkdwn, params IReadOnlyList<BlockElement> buttons) => new()
    {
        Text = mrkdwn,
        Blocks = [SectionBlock.Of(mrkdwn), .. buttons.Count > 0 ? [ActionsBlock.Of(buttons)] : Array.Empty<Block>()],
    };

    /// <summary>A message of this mrkdwn.</summary>
    public static implicit operator Message(string text) => new() { Text = text };
}

/// <summary>Data for programs, carried by a message.</summary>
public sealed record MessageMetadata
{
    /// <summary>The kind of data.</summary>
    public string EventType { get; init => field = value ?? ""; } = "";

    /// <summary>The data.</summary>
    public IReadOnlyDictionary<string, JsonElement> EventPayload
    {
        get; init =>
        field = value ?? new Dictionary<string, JsonElement>();
    } = new Dictionary<string, JsonElement>();

    /// <summary>Metadata with string values.</summary>
    public static MessageMetadata Of(string eventType, params IEnumerable<(string Name, string Value)> payload) => new()
    {
        EventType = eventType,
        EventPayload = payload.ToDictionary(p => p.Name, p => JsonSerializer.SerializeToElement(p.Value, SlackJson.Web.String)),
    };

    /// <summary>A string from the payload; null if there is none of that name.</summary>
    public string? Get(string name) =>
        EventPayload.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A message sent to a response_url.</summary>
public sealed record ResponseMessage
{
    /// <summary>The content; without it only <see cref="DeleteOriginal"/> makes sense.</summary>
    public Message? Message { get; init; }

    /// <summary>Who sees it.</summary>
    public ResponseType ResponseType { get; init; }

    /// <summary>Whether it replaces the message that was clicked.</summary>
    public bool ReplaceOriginal { get; init; }

    /// <summary>Whether the message that was clicked is deleted.</summary>
    public bool DeleteOriginal { get; init; }
}

/// <summary>Who sees an answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResponseType>))]
public enum ResponseType
{
    /// <summary>Only the person who asked.</summary>
    [JsonStringEnumMemberName("ephemeral")] Ephemeral,

    /// <summary>The whole channel.</summary>
    [JsonStringEnumMemberName("in_channel")] InChannel,
}
