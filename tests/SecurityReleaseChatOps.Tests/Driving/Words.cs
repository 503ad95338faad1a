using System.Text;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>The text a person reads in a message or view: that of its blocks, one line for each text.</summary>
internal static class Words
{
    public static string Of(JsonNode? blocks, string? text = null)
    {
        var words = new StringBuilder();
        foreach (var block in blocks as JsonArray ?? [])
            Read(block, words);
        return words.Length > 0 ? words.ToString().TrimEnd() : text ?? "";
    }

    /// <summary>The elements that can be clicked or filled in, each with its block.</summary>
    public static IEnumerable<(JsonObject Block, JsonObject Element)> Elements(JsonNode? blocks) =>
        from block in (blocks as JsonArray ?? []).OfType<JsonObject>()
        from element in (block["elements"] as JsonArray ?? []).Append(block["element"]).Append(block["accessory"]).OfType<JsonObject>()
        where element["action_id"] is not null
        select (block, element);

    public static string? Label(JsonObject element) => (string?)element["text"]?["text"];

    private static void Read(JsonNode? node, StringBuilder words)
    {
        switch (node)
        {
            case JsonObject { } text when (string?)text["type"] is "mrkdwn" or "plain_text":
                words.Append((string?)text["text"]).Append('\n');
                break;
            case JsonObject parts:
                foreach (var part in new[] { "label", "text", "fields", "elements", "element", "accessory", "initial_value", "initial_option",
                    "initial_options", "hint", "rows" })
                    Read(parts[part], words);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Read(item, words);
                break;
            case JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String:
                words.Append(value).Append('\n');
                break;
        }
    }
}
