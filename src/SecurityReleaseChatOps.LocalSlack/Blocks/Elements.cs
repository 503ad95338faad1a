using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.Blocks;

/// <summary>The value of an interactive element.</summary>
/// <param name="State">Its field in state.values and, for a click, in actions; null if it holds no value.</param>
/// <param name="Initial">Its field in the block for the initial value.</param>
/// <param name="Several">Whether the value is a list.</param>
internal sealed record ElementKind(string? State, string? Initial = null, bool Several = false);

/// <summary>Finding elements in blocks, and giving them ids.</summary>
internal static class Elements
{
    public static IReadOnlyDictionary<string, ElementKind> Kinds { get; } = new Dictionary<string, ElementKind>(StringComparer.Ordinal)
    {
        ["button"] = new(null),
        ["workflow_button"] = new(null),
        ["overflow"] = new(null),
        ["plain_text_input"] = new("value", "initial_value"),
        ["url_text_input"] = new("value", "initial_value"),
        ["email_text_input"] = new("value", "initial_value"),
        ["number_input"] = new("value", "initial_value"),
        ["rich_text_input"] = new("rich_text_value", "initial_value"),
        ["file_input"] = new("files", null, true),
        ["static_select"] = new("selected_option", "initial_option"),
        ["external_select"] = new("selected_option", "initial_option"),
        ["radio_buttons"] = new("selected_option", "initial_option"),
        ["users_select"] = new("selected_user", "initial_user"),
        ["conversations_select"] = new("selected_conversation", "initial_conversation"),
        ["channels_select"] = new("selected_channel", "initial_channel"),
        ["datepicker"] = new("selected_date", "initial_date"),
        ["timepicker"] = new("selected_time", "initial_time"),
        ["datetimepicker"] = new("selected_date_time", "initial_date_time"),
        ["checkboxes"] = new("selected_options", "initial_options", true),
        ["multi_static_select"] = new("selected_options", "initial_options", true),
        ["multi_external_select"] = new("selected_options", "initial_options", true),
        ["multi_users_select"] = new("selected_users", "initial_users", true),
        ["multi_conversations_select"] = new("selected_conversations", "initial_conversations", true),
        ["multi_channels_select"] = new("selected_channels", "initial_channels", true),
    };

    /// <summary>All interactive elements, each with its block.</summary>
    public static IEnumerable<(JsonObject Block, JsonObject Element)> In(JsonArray? blocks)
    {
        foreach (var block in (blocks ?? []).OfType<JsonObject>())
        {
            var candidates = TypeOf(block) switch
            {
                "section" => new[] { block["accessory"] },
                "input" => [block["element"]],
                "actions" => [.. block["elements"] as JsonArray ?? []],
                _ => [],
            };
            foreach (var element in candidates.OfType<JsonObject>().Where(e => Kinds.ContainsKey(TypeOf(e))))
                yield return (block, element);
        }
    }

    public static string TypeOf(JsonObject element) => element["type"] is JsonValue value && value.TryGetValue<string>(out var type) ? type : "";

    /// <summary>Fills in missing block_ids and action_ids, as Slack does.</summary>
    public static void NameAll(JsonArray blocks)
    {
        foreach (var block in blocks.OfType<JsonObject>())
            Name(block, "block_id");
        foreach (var (_, element) in In(blocks))
            Name(element, "action_id");
    }

    /// <summary>The number of characters in the blocks.</summary>
    public static int Characters(JsonNode? node) => node switch
    {
        JsonArray array => array.Sum(Characters),
        JsonObject json =>
            json.Sum(field =>
                field is { Key: "text", Value: JsonValue value } && value.TryGetValue<string>(out var text) ? text.Length : Characters(field.Value)),
        _ => 0,
    };

    /// <summary>state.values of blocks: the earlier value where the same input still exists, otherwise its initial value.</summary>
    public static JsonObject Values(JsonArray? blocks, JsonObject? before = null)
    {
        var values = new JsonObject();
        foreach (var (block, element) in In(blocks))
        {
            var kind = Kinds[TypeOf(element)];
            if (kind.State is null)
                continue;
            var (blockId, actionId) = ((string)block["block_id"]!, (string)element["action_id"]!);
            var kept = before?[blockId]?[actionId] is JsonObject old && (string?)old["type"] == TypeOf(element) ? old : null;
            if (values[blockId] is not JsonObject fields)
                values[blockId] = fields = [];
            fields[actionId] = kept?.DeepClone() ?? new JsonObject
            {
                ["type"] = TypeOf(element),
                [kind.State] = (kind.Initial is null ? null : element[kind.Initial]?.DeepClone()) ?? (kind.Several ? new JsonArray() : null),
            };
        }
        return values;
    }

    private static void Name(JsonObject item, string field)
    {
        if (item[field] is not JsonValue value || !value.TryGetValue<string>(out var id) || id.Length == 0)
            item[field] = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 5);
    }
}
