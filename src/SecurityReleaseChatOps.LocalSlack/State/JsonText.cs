using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>JSON as human-readable text: only what must be escaped is.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Parses untrusted JSON; duplicate names in an object are an error.</summary>
    /// <exception cref="JsonException">It is not valid JSON.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8) => JsonNode.Parse(utf8, null, Strict);

    /// <summary>Parses untrusted JSON; duplicate names in an object are an error.</summary>
    /// <exception cref="JsonException">It is not valid JSON.</exception>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, null, Strict);

    public static string ToText(this JsonNode node) => node.ToJsonString(Options);
}
