using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>A message's content, checked by Slack's rules.</summary>
internal sealed record MessageContent(string? Text, JsonArray? Blocks, JsonArray? Attachments, JsonObject? Metadata)
{
    /// <summary>The limit for all characters in a message's blocks; Slack publishes no exact figure.</summary>
    private const int LongestBlocks = 13_200;

    public static MessageContent Read(ApiCall call)
    {
        var text = call.Text("text") ?? call.Text("markdown_text");
        var blocks = ReadBlocks(call.Json("blocks", "invalid_blocks_format"));
        var attachments = call.Json("attachments", "invalid_attachments") as JsonArray;
        if (string.IsNullOrEmpty(text) && blocks is not { Count: > 0 } && attachments is not { Count: > 0 })
            throw new SlackError("no_text");
        return new MessageContent(text, blocks, attachments, ReadMetadata(call.Json("metadata", "invalid_metadata_format")));
    }

    /// <summary>Checks blocks and fills in missing block_ids and action_ids.</summary>
    public static JsonArray? ReadBlocks(JsonNode? node)
    {
        if (node is null)
            return null;
        if (node is not JsonArray blocks)
            throw new SlackError("invalid_blocks_format");
        var problems = BlockRules.CheckMessage(blocks);
        if (problems.Count > 0)
            throw SlackError.Invalid("invalid_blocks", problems);
        if (Elements.Characters(blocks) > LongestBlocks)
            throw new SlackError("msg_blocks_too_long");
        Elements.NameAll(blocks);
        return blocks;
    }

    private static JsonObject? ReadMetadata(JsonNode? node) => node switch
    {
        null => null,
        JsonObject { Count: 0 } empty => empty,
        JsonObject metadata when metadata["event_type"] is JsonValue && metadata["event_payload"] is JsonObject => metadata,
        _ => throw new SlackError("invalid_metadata_format"),
    };
}
