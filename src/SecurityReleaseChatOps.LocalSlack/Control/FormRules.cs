using System.Globalization;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>The checks Slack's client makes before it sends a submission.</summary>
internal static class FormRules
{
    /// <summary>The errors in a view's values: block_id → message.</summary>
    public static JsonObject Check(JsonArray blocks, JsonObject values)
    {
        var errors = new JsonObject();
        foreach (var (block, element) in Elements.In(blocks))
        {
            var kind = Elements.Kinds[Elements.TypeOf(element)];
            if (kind.State is null || Elements.TypeOf(block) != "input")
                continue;
            var blockId = (string)block["block_id"]!;
            var value = values[blockId]?[(string)element["action_id"]!]?[kind.State];
            var problem = IsEmpty(value)
                ? (bool?)block["optional"] ?? false ? null : "Please complete this required field."
                : Problem(element, value!);
            if (problem is not null)
                errors[blockId] = problem;
        }
        return errors;
    }

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonValue text => text.ToString().Length == 0,
        _ => false,
    };

    private static string? Problem(JsonObject element, JsonNode value) => Elements.TypeOf(element) switch
    {
        "plain_text_input" => Length(value.ToString().Length, (int?)element["min_length"] ?? 0, (int?)element["max_length"] ?? 3000),
        "number_input" => Number(element, value.ToString()),
        "url_text_input" =>
            Uri.TryCreate(value.ToString(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? null : "Please enter a valid URL.",
        "email_text_input" =>
            value.ToString().Split('@') is [{ Length: > 0 }, { Length: > 2 } domain] && domain.Contains('.') ? null : "Please enter a valid email address.",
        "file_input" =>
            value is JsonArray files && ((int?)element["max_files"] ?? 10) is var most && files.Count > most ? $"Please choose no more than {most}." : null,
        _ when value is JsonArray items && (int?)element["max_selected_items"] is { } most && items.Count > most => $"Please choose no more than {most}.",
        _ => null,
    };

    private static string? Length(int length, int least, int most) =>
        length > most ? $"Please shorten this to {most} characters; it has {length}."
        : length < least ? $"Please write at least {least} characters; it has {length}."
        : null;

    private static string? Number(JsonObject element, string text)
    {
        var style = ((bool?)element["is_decimal_allowed"] ?? false) ? NumberStyles.Float : NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number))
            return "Please enter a number.";
        if (decimal.TryParse(element["min_value"]?.ToString(), CultureInfo.InvariantCulture, out var least) && number < least)
            return $"Please enter {least} or more.";
        return decimal.TryParse(element["max_value"]?.ToString(), CultureInfo.InvariantCulture, out var most) && number > most
            ? $"Please enter {most} or less."
            : null;
    }
}
