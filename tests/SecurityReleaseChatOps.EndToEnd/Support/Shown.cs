using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>A message as a person sees it.</summary>
internal sealed partial record Shown(JsonObject Json, string Channel)
{
    public string Ts => (string)Json["ts"]!;

    public string? Thread => (string?)Json["thread_ts"] is { } thread && thread != Ts ? thread : null;

    public string User => (string?)Json["user"] ?? "";

    public bool Ephemeral => (bool?)Json["ephemeral"] ?? false;

    public bool FromApp => Json["bot_id"] is not null;

    /// <summary>The app's key of the message, unique within a channel.</summary>
    public string? Key => (string?)Json["metadata"]?["event_payload"]?["key"];

    /// <summary>All of its texts, one per line.</summary>
    public string Text { get; } = string.Join('\n', Texts(Json).Distinct(StringComparer.Ordinal));

    /// <summary>The button with this label; null if there is none.</summary>
    public JsonObject? Button(string label) =>
        Elements(Json["blocks"]).FirstOrDefault(e => (string?)e["type"] == "button" && (string?)e["text"]?["text"] == label);

    /// <summary>The content that is the same on every run of a day: without Slack's ids and times.</summary>
    public string Normal() =>
        Times().Replace(Ids().Replace(Canonical(Json["blocks"]) is { Length: > 0 } blocks ? blocks : (string)Json["text"]!, "ts"), "<!date^at^");

    private static string Canonical(JsonNode? blocks)
    {
        if (blocks?.DeepClone() is not JsonArray copy)
            return "";
        foreach (var block in copy.OfType<JsonObject>())
            block.Remove("block_id");
        return copy.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(p => p.Key is "text" or "blocks" or "fields" or "elements" or "accessory").SelectMany(p => Texts(p.Value)),
        JsonArray a => a.SelectMany(Texts),
        JsonValue v when v.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static IEnumerable<JsonObject> Elements(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Elements(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Elements),
        _ => [],
    };

    [GeneratedRegex(@"<!date\^\d+\^[^|>]*\|[^>]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"p?\d{10}\.?\d{6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();
}
