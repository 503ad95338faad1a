using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.Blocks;

/// <summary>Block Kit's rules for blocks, with Slack's error messages.</summary>
internal sealed class BlockRules(Problems problems, bool isMessage)
{
    private const int LongestId = 255;
    private readonly HashSet<string> _blockIds = [];
    private readonly ElementRules _elements = new(problems);
    private int _markdown;
    private int _tables;

    /// <summary>The problems of a message's blocks; none if Slack would accept them.</summary>
    public static IReadOnlyList<string> CheckMessage(JsonArray blocks)
    {
        var problems = new Problems();
        new BlockRules(problems, isMessage: true).Blocks(new JsonObject { ["blocks"] = blocks.DeepClone() }, "", 50);
        return problems.All;
    }

    /// <summary>Checks a list of blocks, including its length.</summary>
    public void Blocks(JsonObject owner, string at, int most)
    {
        foreach (var (item, place) in problems.Items(owner, "blocks", at, most))
            Block(item, place);
    }

    private void Block(JsonNode? node, string at)
    {
        if (node is not JsonObject block)
        {
            problems.Add("must provide an object", at);
            return;
        }
        if (!problems.Needs(block, "type", at))
            return;
        switch (Elements.TypeOf(block))
        {
            case "section": Section(block, at); break;
            case "header": Of(block, at, "text"); problems.TextObject(block, "text", at, 150, plain: true, required: true); break;
            case "context": Context(block, at); break;
            case "actions": Actions(block, at); break;
            case "divider": Of(block, at); break;
            case "image": Image(block, at); break;
            case "input": Input(block, at); break;
            case "rich_text": RichText(block, at); break;
            case "video": problems.Text(block, "alt_text", at, 2000, required: true); break;
            case "markdown" when isMessage: Markdown(block, at); break;
            case "table" when isMessage: Table(block, at); break;
            case var type: problems.Add($"unsupported type: {type}", $"{at}/type"); return;
        }
        problems.Text(block, "block_id", at, LongestId);
        if (block["block_id"] is JsonValue value && value.TryGetValue<string>(out var id) && id.Length > 0 && !_blockIds.Add(id))
            problems.Add($"`block_id` {id} already exists", $"{at}/block_id");
    }

    private void Of(JsonObject block, string at, params IEnumerable<string> fields) => problems.Object(block, at, [.. fields, "type", "block_id"]);

    private void Section(JsonObject block, string at)
    {
        Of(block, at, "text", "fields", "accessory", "expand");
        if (block["text"] is null && block["fields"] is null)
            problems.Add("missing required field: text", at);
        problems.TextObject(block, "text", at, 3000, plain: false);
        foreach (var (item, place) in problems.Items(block, "fields", at, 10, least: 1))
            problems.TextObject(item, place, 2000, plain: false);
        problems.Flag(block, "expand", at);
        if (block["accessory"] is { } accessory)
            _elements.Element(accessory, $"{at}/accessory", ElementRules.Place.Section);
    }

    private void Context(JsonObject block, string at)
    {
        Of(block, at, "elements");
        problems.Needs(block, "elements", at);
        foreach (var (item, place) in problems.Items(block, "elements", at, 10, least: 1))
        {
            if (item is JsonObject image && Elements.TypeOf(image) == "image")
                _elements.Element(image, place, ElementRules.Place.Context);
            else
                problems.TextObject(item, place, 3000, plain: false);
        }
    }

    private void Actions(JsonObject block, string at)
    {
        Of(block, at, "elements");
        problems.Needs(block, "elements", at);
        var actionIds = new HashSet<string>();
        foreach (var (item, place) in problems.Items(block, "elements", at, 25, least: 1))
        {
            _elements.Element(item, place, ElementRules.Place.Actions);
            if (item?["action_id"] is JsonValue value && value.TryGetValue<string>(out var id) && !actionIds.Add(id))
                problems.Add($"`action_id` {id} already exists for another element", $"{place}/action_id");
        }
    }

    private void Image(JsonObject block, string at)
    {
        Of(block, at, "image_url", "slack_file", "alt_text", "title");
        ElementRules.ImageSource(problems, block, at);
        problems.Text(block, "alt_text", at, 2000, required: true, least: 1);
        problems.TextObject(block, "title", at, 2000, plain: true);
    }

    private void Input(JsonObject block, string at)
    {
        Of(block, at, "label", "element", "hint", "optional", "dispatch_action");
        problems.TextObject(block, "label", at, 2000, plain: true, required: true);
        problems.TextObject(block, "hint", at, 2000, plain: true);
        problems.Flag(block, "optional", at);
        problems.Flag(block, "dispatch_action", at);
        if (problems.Needs(block, "element", at))
            _elements.Element(block["element"], $"{at}/element", ElementRules.Place.Input);
    }

    private void RichText(JsonObject block, string at)
    {
        Of(block, at, "elements");
        problems.Needs(block, "elements", at);
        foreach (var (item, place) in problems.Items(block, "elements", at, int.MaxValue, least: 1))
        {
            if (item is not JsonObject part
                || Elements.TypeOf(part) is not ("rich_text_section" or "rich_text_list" or "rich_text_preformatted" or "rich_text_quote"))
                problems.Add($"unsupported type: {(item as JsonObject)?["type"]}", $"{place}/type");
            else if (problems.Needs(part, "elements", place))
                _ = problems.Items(part, "elements", place, int.MaxValue).Count();
        }
    }

    private void Markdown(JsonObject block, string at)
    {
        const int longest = 12_000;
        Of(block, at, "text");
        problems.Text(block, "text", at, longest, required: true, least: 1);
        var before = _markdown;
        _markdown += Elements.Characters(block);
        if (before <= longest && _markdown > longest && before > 0)
            problems.Add($"must be less than {longest + 1} characters in all markdown blocks", $"{at}/text");
    }

    private void Table(JsonObject block, string at)
    {
        Of(block, at, "rows", "column_settings");
        problems.Needs(block, "rows", at);
        if (++_tables == 2)
            problems.Add("only one table is allowed", at);
        foreach (var (row, place) in problems.Items(block, "rows", at, 100, least: 1))
        {
            foreach (var (cell, cellAt) in problems.Items(new JsonObject { ["cells"] = row?.DeepClone() }, "cells", place, 20, least: 1))
            {
                if (cell is not JsonObject json || Elements.TypeOf(json) is not ("raw_text" or "raw_number" or "rich_text"))
                    problems.Add("unsupported type of a table's cell", $"{cellAt.Replace("/cells/", "/")}");
            }
        }
        _ = problems.Items(block, "column_settings", at, 20).Count();
    }
}
