using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>What comes over a socket: a hello, a notice to disconnect, or an envelope.</summary>
internal sealed record SocketFrame
{
    public string? Type { get; init; }

    /// <summary>Why to disconnect: <c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>.</summary>
    public string? Reason { get; init; }

    public string? EnvelopeId { get; init; }

    public JsonElement Payload { get; init; }
}
