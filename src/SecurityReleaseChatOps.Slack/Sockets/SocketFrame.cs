using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A frame from Slack: a hello, a disconnect notice, or an envelope.</summary>
internal sealed record SocketFrame
{
    public string? Type { get; init; }

    /// <summary>The reason to disconnect: <c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>.</summary>
    public string? Reason { get; init; }

    public string? EnvelopeId { get; init; }

    public JsonElement Payload { get; init; }
}
