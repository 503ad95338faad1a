using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Converts input to the form of state.values: options by value or text, people by id or name, even as options of a menu.</summary>
internal sealed class FormValues(Workspace workspace, Interactions interactions)
{
    /// <summary>An element's state with this value; empty if the value is null.</summary>
    /// <exception cref="ControlError">The element cannot hold this value.</exception>
    public async Task<JsonObject> Read(User user, Message? message, View? view, JsonObject block, JsonObject element, JsonNode? value)
    {
        var type = Elements.TypeOf(element);
        var kind = Elements.Kinds[type];
        if (kind.State is null)
            throw ControlError.Bad($"A {type} takes no value.");
        JsonNode? state;
        if (kind.Several)
        {
            var items = new JsonArray();
            foreach (var item in value switch { null => [], JsonArray array => array, _ => new JsonArray(value.DeepClone()) })
                items.Add(await One(item!));
            state = items;
        }
        else
        {
            state = IsEmpty(value) ? null : await One(value!);
        }
        return new JsonObject { ["type"] = type, [kind.State] = state };

        async Task<JsonNode> One(JsonNode item) => type switch
        {
            "external_select" or "multi_external_select" when item is JsonValue => Option(await Offered(item.ToString()), item, type),
            "static_select" or "multi_static_select" or "radio_buttons" or "checkboxes" or "external_select" or "multi_external_select" =>
                Option(OptionsOf(element), item, type),
            "users_select" or "multi_users_select" => UserId(item.ToString()) ?? throw ControlError.Bad($"There is no user '{item}'."),
            "conversations_select" or "multi_conversations_select" or "channels_select" or "multi_channels_select" =>
                workspace.Do(_ => workspace.FindChannel(item.ToString())?.Id) ?? UserId(item.ToString())
                    ?? throw ControlError.Bad($"There is no channel '{item}'."),
            "datepicker" => Formatted<DateOnly>(item, "yyyy-MM-dd", DateOnly.TryParseExact),
            "timepicker" => Formatted<TimeOnly>(item, "HH:mm", TimeOnly.TryParseExact),
            "datetimepicker" => DateTime(item),
            "rich_text_input" => item is JsonObject ? item.DeepClone() : RichText(item.ToString()),
            "file_input" => SlackJson.File(workspace, GivenFiles.Take(workspace, user, element, item)),
            _ when item is JsonValue => JsonValue.Create(item.ToString()),
            _ => throw ControlError.Bad($"A {type} takes a text."),
        };

        async Task<JsonArray> Offered(string query)
        {
            var answer = await interactions.Options(user, message, view, (string)block["block_id"]!, (string)element["action_id"]!, query);
            return OptionsOf(answer.Body as JsonObject ?? []);
        }
    }

    /// <summary>Finds an element by its block_id, its label or its action_id.</summary>
    public static (JsonObject Block, JsonObject Element) Named(JsonArray blocks, string name)
    {
        var all = Elements.In(blocks).Where(e => Elements.Kinds[Elements.TypeOf(e.Element)].State is not null).ToArray();
        foreach (var says in new Func<(JsonObject Block, JsonObject Element), string?>[]
        {
            e => (string?)e.Block["block_id"], e => Label(e.Block), e => (string?)e.Element["action_id"],
        })
        {
            if (all.FirstOrDefault(e => string.Equals(says(e), name, StringComparison.OrdinalIgnoreCase)) is { Block: not null } found)
                return found;
        }
        throw ControlError.Bad($"There is no input '{name}'. There are: {string.Join(", ", all.Select(e => Label(e.Block) ?? (string?)e.Block["block_id"]))}.");
    }

    public static string? Label(JsonObject block) => (string?)block["label"]?["text"];

    private static JsonObject RichText(string text) => new()
    {
        ["type"] = "rich_text",
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section", ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        }),
    };

    private static bool IsEmpty(JsonNode? value) => value is null || (value.GetValueKind() == JsonValueKind.String && value.ToString().Length == 0);

    private static JsonArray OptionsOf(JsonObject owner) =>
        SlackJson.Array(
            (owner["option_groups"] as JsonArray ?? []).Select(g => g?["options"]).Append(owner["options"]).OfType<JsonArray>().SelectMany(o => o)
                .Select(o => o?.DeepClone()));

    private string? UserId(string idOrName) => workspace.Do(_ => workspace.FindUser(idOrName)?.Id);

    private JsonNode Option(JsonArray options, JsonNode wanted, string type)
    {
        // An option object is identified by its value.
        var name = wanted is JsonObject option ? option["value"]?.ToString() : wanted.ToString();
        if (type is "external_select" or "multi_external_select" && wanted is JsonObject)
            return wanted.DeepClone();
        return (Valued(name)
            ?? options.FirstOrDefault(o => string.Equals((string?)o?["text"]?["text"], name, StringComparison.OrdinalIgnoreCase))
            ?? Valued(UserId(name ?? "")))?.DeepClone()
            ?? throw ControlError.Bad($"There is no option '{name}'. There are: {string.Join(", ", options.Select(o => (string?)o?["text"]?["text"]))}.");

        JsonNode? Valued(string? value) => options.FirstOrDefault(o => value is not null && o?["value"]?.ToString() == value);
    }

    private delegate bool Parser<T>(string text, string format, IFormatProvider? provider, DateTimeStyles styles, out T value);

    private static JsonNode Formatted<T>(JsonNode item, string format, Parser<T> parse) =>
        parse(item.ToString(), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? JsonValue.Create(item.ToString())
            : throw ControlError.Bad($"'{item}' is not of the form {format}.");

    private static JsonNode DateTime(JsonNode item) =>
        long.TryParse(item.ToString(), CultureInfo.InvariantCulture, out var seconds) ? JsonValue.Create(seconds)
        : DateTimeOffset.TryParse(item.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        ? JsonValue.Create(at.ToUnixTimeSeconds())
        : throw ControlError.Bad($"'{item}' is neither unix seconds nor a time such as 2026-11-25T17:00:00Z.");
}
