using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.Blocks;

/// <summary>Collects what is wrong with blocks, in Slack's wording with a JSON pointer to each place.</summary>
internal sealed class Problems
{
    public List<string> All { get; } = [];

    public void Add(string sentence, string at) => All.Add($"{sentence} [json-pointer:{at}]");

    /// <summary>Checks that a node is an object without fields other than these.</summary>
    public JsonObject? Object(JsonNode? node, string at, params IEnumerable<string> fields)
    {
        if (node is not JsonObject json)
        {
            Add("must provide an object", at);
            return null;
        }
        foreach (var (name, _) in json.Where(field => !fields.Contains(field.Key, StringComparer.Ordinal)))
            Add($"invalid additional property: {name}", at);
        return json;
    }

    public bool Needs(JsonObject json, string field, string at)
    {
        if (json[field] is not null)
            return true;
        Add($"missing required field: {field}", at);
        return false;
    }

    /// <summary>Checks a text field and its length.</summary>
    public void Text(JsonObject json, string field, string at, int most, bool required = false, int least = 0)
    {
        if (json[field] is null)
        {
            if (required)
                Needs(json, field, at);
            return;
        }
        if (json[field] is not JsonValue value || !value.TryGetValue<string>(out var text))
            Add("must provide a string", $"{at}/{field}");
        else if (text.Length > most)
            Add($"must be less than {most + 1} characters", $"{at}/{field}");
        else if (text.Length < least)
            Add($"must be more than {least - 1} characters", $"{at}/{field}");
    }

    /// <summary>Checks a text field with a fixed set of values.</summary>
    public void OneOf(JsonObject json, string field, string at, params string[] allowed)
    {
        if (json[field] is { } node && !(node is JsonValue value && value.TryGetValue<string>(out var text) && allowed.Contains(text)))
            Add($"must be one of: {string.Join(", ", allowed)}", $"{at}/{field}");
    }

    public void Flag(JsonObject json, string field, string at)
    {
        if (json[field] is { } node && node.GetValueKind() is not JsonValueKind.True and not JsonValueKind.False)
            Add("must provide a boolean", $"{at}/{field}");
    }

    /// <summary>Checks an integer field and its range.</summary>
    public void Number(JsonObject json, string field, string at, long least, long most)
    {
        if (json[field] is not { } node)
            return;
        if (node is not JsonValue value || !value.TryGetValue<long>(out var number))
            Add("must provide an integer", $"{at}/{field}");
        else if (number < least || number > most)
            Add($"must be between {least} and {most}", $"{at}/{field}");
    }

    /// <summary>Checks a list and its length; returns the items with their places, none if it is missing or not a list.</summary>
    public IEnumerable<(JsonNode? Item, string At)> Items(JsonObject json, string field, string at, int most, int least = 0)
    {
        if (json[field] is not { } node)
            return [];
        var place = $"{at}/{field}";
        if (node is not JsonArray array)
        {
            Add("must provide an array", place);
            return [];
        }
        if (array.Count > most)
            Add($"no more than {most} items allowed", place);
        else if (array.Count < least)
            Add($"no less than {least} items allowed", place);
        return array.Select((item, i) => (item, $"{place}/{i}"));
    }

    /// <summary>Checks a text object.</summary>
    /// <param name="plain">Whether it must be plain_text.</param>
    public void TextObject(JsonObject json, string field, string at, int most, bool plain, bool required = false)
    {
        if (json[field] is { } node)
            TextObject(node, $"{at}/{field}", most, plain);
        else if (required)
            Needs(json, field, at);
    }

    public void TextObject(JsonNode? node, string at, int most, bool plain)
    {
        if (Object(node, at, "type", "text", "emoji", "verbatim") is not { } text)
            return;
        if (!Needs(text, "type", at))
            return;
        if (plain)
            OneOf(text, "type", at, "plain_text");
        else
            OneOf(text, "type", at, "plain_text", "mrkdwn");
        Text(text, "text", at, most, required: true, least: 1);
        Flag(text, "emoji", at);
        Flag(text, "verbatim", at);
    }
}
