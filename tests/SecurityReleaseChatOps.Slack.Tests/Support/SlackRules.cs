using System.Text.Json;

namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>Slack's limits as documented, checked on the JSON that is sent; written independently of the code under test.</summary>
internal sealed class SlackRules
{
    private readonly List<string> _errors = [];

    public static IReadOnlyList<string> Check(string blocks, int maxBlocks)
    {
        var rules = new SlackRules();
        var all = JsonElement.Parse(blocks);
        rules.Expect(all.GetArrayLength() <= maxBlocks, "/blocks", $"{all.GetArrayLength()} blocks");
        var ids = new HashSet<string>();
        var tables = 0;
        foreach (var (i, block) in all.EnumerateArray().Index())
        {
            rules.Block($"/blocks/{i}", block);
            if (block.TryGetProperty("block_id", out var id))
                rules.Expect(ids.Add(id.GetString()!), $"/blocks/{i}/block_id", "twice");
            tables += Type(block) == "table" ? 1 : 0;
        }
        rules.Expect(tables <= 1, "/blocks", "several tables");
        return rules._errors;
    }

    private static string? Type(JsonElement json) => json.GetProperty("type").GetString();

    private void Expect(bool holds, string pointer, string what)
    {
        if (!holds)
            _errors.Add($"{pointer}: {what}");
    }

    private void Block(string at, JsonElement block)
    {
        Length(at, block, "block_id", 1, 255);
        switch (Type(block))
        {
            case "section":
                Expect(block.TryGetProperty("text", out _) || block.TryGetProperty("fields", out _), at, "neither text nor fields");
                Text(at, block, "text", 3000);
                foreach (var (i, field) in Many(at, block, "fields", 1, 10))
                    TextOf($"{at}/fields/{i}", field, 2000);
                if (block.TryGetProperty("accessory", out var accessory))
                    Element(at + "/accessory", accessory);
                break;
            case "header":
                Text(at, block, "text", 150, plain: true, required: true);
                break;
            case "context":
                foreach (var (i, element) in Many(at, block, "elements", 1, 10, required: true))
                {
                    if (Type(element) == "image")
                        Element($"{at}/elements/{i}", element);
                    else
                        TextOf($"{at}/elements/{i}", element, 3000);
                }
                break;
            case "actions":
                var ids = new HashSet<string>();
                foreach (var (i, element) in Many(at, block, "elements", 1, 25, required: true))
                {
                    Element($"{at}/elements/{i}", element);
                    if (element.TryGetProperty("action_id", out var id))
                        Expect(ids.Add(id.GetString()!), $"{at}/elements/{i}/action_id", "twice");
                }
                break;
            case "input":
                Text(at, block, "label", 2000, plain: true, required: true);
                Text(at, block, "hint", 2000, plain: true);
                Element(at + "/element", block.GetProperty("element"));
                break;
            case "image":
                Length(at, block, "image_url", 1, 3000, required: true);
                Length(at, block, "alt_text", 1, 2000, required: true);
                Text(at, block, "title", 2000, plain: true);
                break;
            case "markdown":
                Length(at, block, "text", 1, 12_000, required: true);
                break;
            case "table":
                foreach (var (_, row) in Many(at, block, "rows", 1, 100, required: true))
                    Expect(row.GetArrayLength() is >= 1 and <= 20, at, "columns");
                break;
            case "divider" or "rich_text":
                break;
            default:
                Expect(false, at, "type");
                break;
        }
    }

    private void Element(string at, JsonElement element)
    {
        Length(at, element, "action_id", 1, 255);
        Text(at, element, "placeholder", 150, plain: true);
        if (element.TryGetProperty("confirm", out var confirm))
        {
            Text(at + "/confirm", confirm, "title", 100, plain: true);
            Text(at + "/confirm", confirm, "text", 300, required: true);
            Text(at + "/confirm", confirm, "confirm", 30, plain: true);
            Text(at + "/confirm", confirm, "deny", 30, plain: true);
        }
        switch (Type(element))
        {
            case "button":
                Text(at, element, "text", 75, plain: true, required: true);
                Length(at, element, "value", 0, 2000);
                Length(at, element, "url", 0, 3000);
                break;
            case "image":
                Length(at, element, "image_url", 1, 3000, required: true);
                Length(at, element, "alt_text", 1, 2000, required: true);
                break;
            case "overflow":
                Options(at, element, 1, 5, plain: true);
                break;
            case "checkboxes" or "radio_buttons":
                Options(at, element, 1, 10, plain: false);
                break;
            case "static_select" or "multi_static_select":
                if (element.TryGetProperty("option_groups", out _))
                {
                    foreach (var (i, group) in Many(at, element, "option_groups", 1, 100))
                    {
                        Text($"{at}/option_groups/{i}", group, "label", 75, plain: true, required: true);
                        Options($"{at}/option_groups/{i}", group, 1, 100, plain: true);
                    }
                }
                else
                {
                    Options(at, element, 1, 100, plain: true);
                }
                break;
            case "plain_text_input":
                var max = element.TryGetProperty("max_length", out var m) ? m.GetInt32() : 3000;
                Expect(max is >= 1 and <= 3000, at, "max_length");
                Expect(!element.TryGetProperty("min_length", out var least) || (least.GetInt32() >= 0 && least.GetInt32() <= max), at, "min_length");
                Length(at, element, "initial_value", 1, max);
                break;
        }
    }

    private void Options(string at, JsonElement holder, int min, int max, bool plain)
    {
        var options = Many(at, holder, "options", min, max, required: true).ToList();
        foreach (var (i, option) in options)
        {
            Text($"{at}/options/{i}", option, "text", 75, plain, required: true);
            Text($"{at}/options/{i}", option, "description", 75, plain);
            Length($"{at}/options/{i}", option, "value", 1, 150, required: true);
        }
        if (holder.TryGetProperty("initial_option", out var initial) && options.Count > 0)
            Expect(options.Exists(o => JsonElement.DeepEquals(o.Item, initial)), at, "initial_option is none of the options");
        foreach (var (_, one) in Many(at, holder, "initial_options", 1, max))
            Expect(options.Exists(o => JsonElement.DeepEquals(o.Item, one)), at, "initial_options are none of the options");
    }

    private IEnumerable<(int Index, JsonElement Item)> Many(string at, JsonElement json, string name, int min, int max, bool required = false)
    {
        if (!json.TryGetProperty(name, out var many))
        {
            Expect(!required, at, name + " is missing");
            return [];
        }
        Expect(many.GetArrayLength() >= min && many.GetArrayLength() <= max, $"{at}/{name}", $"{many.GetArrayLength()} of them");
        return many.EnumerateArray().Index();
    }

    private void Text(string at, JsonElement json, string name, int max, bool plain = false, bool required = false)
    {
        if (json.TryGetProperty(name, out var text))
            TextOf($"{at}/{name}", text, max, plain);
        else
            Expect(!required, at, name + " is missing");
    }

    private void TextOf(string at, JsonElement text, int max, bool plain = false)
    {
        Expect(Type(text) == "plain_text" || (!plain && Type(text) == "mrkdwn"), at, "type");
        Length(at, text, "text", 1, max, required: true);
        Expect(!string.IsNullOrWhiteSpace(text.GetProperty("text").GetString()), at, "nothing but space");
    }

    private void Length(string at, JsonElement json, string name, int min, int max, bool required = false)
    {
        if (json.TryGetProperty(name, out var value))
            Expect(value.GetString()!.Length >= min && value.GetString()!.Length <= max, $"{at}/{name}", $"{value.GetString()!.Length} characters");
        else
            Expect(!required, at, name + " is missing");
    }
}
