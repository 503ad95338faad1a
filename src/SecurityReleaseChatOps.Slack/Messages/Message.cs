using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A message as the app writes it. What is over a limit of Slack's is fitted when sent.</summary>
public sealed record Message
{
    /// <summary>Where to: a channel's id, or a person's id for a direct message. Not needed in an answer.</summary>
    public string? Channel { get; init; }

    /// <summary>mrkdwn; with <see cref="Blocks"/> it is what notifications show.</summary>
    public string? Text { get; init; }

    /// <summary>≤ 50 blocks.</summary>
    public IReadOnlyList<Block>? Blocks { get; init; }

    /// <summary>The message whose thread it belongs to.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Whether a reply in a thread is shown in the channel too.</summary>
    public bool? ReplyBroadcast { get; init; }

    /// <summary>Data for programs, unseen by people.</summary>
    public MessageMetadata? Metadata { get; init; }

    /// <summary>Whether links get a preview.</summary>
    public bool? UnfurlLinks { get; init; }

    /// <summary>Whether links to media get a preview.</summary>
    public bool? UnfurlMedia { get; init; }

    /// <summary>mrkdwn in a section, with buttons under it.</summary>
    public static Message Of(string mrkdwn, params IReadOnlyList<BlockElement> buttons) => new()
    {
        Text = mrkdwn,
        Blocks = [SectionBlock.Of(mrkdwn), .. buttons.Count > 0 ? [ActionsBlock.Of(buttons)] : Array.Empty<Block>()],
    };

    /// <summary>A message of these words.</summary>
    public static implicit operator Message(string text) => new() { Text = text };
}

/// <summary>Data for programs that a message carries.</summary>
public sealed record MessageMetadata
{
    /// <summary>What kind of data it is.</summary>
    public string EventType { get; init => field = value ?? ""; } = "";

    /// <summary>The data.</summary>
    public IReadOnlyDictionary<string, JsonElement> EventPayload
    {
        get; init =>
        field = value ?? new Dictionary<string, JsonElement>();
    } = new Dictionary<string, JsonElement>();

    /// <summary>Metadata of texts.</summary>
    public static MessageMetadata Of(string eventType, params IEnumerable<(string Name, string Value)> payload) => new()
    {
        EventType = eventType,
        EventPayload = payload.ToDictionary(p => p.Name, p => JsonSerializer.SerializeToElement(p.Value, SlackJson.Web.String)),
    };

    /// <summary>A text of the payload; null if there is none of that name.</summary>
    public string? Get(string name) =>
        EventPayload.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A message sent to a response_url.</summary>
public sealed record ResponseMessage
{
    /// <summary>What it says; without it only <see cref="DeleteOriginal"/> makes sense.</summary>
    public Message? Message { get; init; }

    /// <summary>Who sees it.</summary>
    public ResponseType ResponseType { get; init; }

    /// <summary>Whether it takes the place of the message that was clicked.</summary>
    public bool ReplaceOriginal { get; init; }

    /// <summary>Whether the message that was clicked goes away.</summary>
    public bool DeleteOriginal { get; init; }
}

/// <summary>Who sees an answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResponseType>))]
public enum ResponseType
{
    /// <summary>Only the one who asked.</summary>
    [JsonStringEnumMemberName("ephemeral")] Ephemeral,

    /// <summary>The whole channel.</summary>
    [JsonStringEnumMemberName("in_channel")] InChannel,
}
