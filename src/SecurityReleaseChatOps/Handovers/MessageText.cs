using System.Text.Json;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The words of a message, wherever they are in it, in plain text.</summary>
internal static class MessageText
{
    /// <summary>The beginning of its words: from its text or blocks, attachments, and names of files.</summary>
    /// <param name="nameOf">From the target of a mention to a name; null when it has none.</param>
    public static string Of(MessageInfo message, Func<string, string?> nameOf)
    {
        IEnumerable<string> parts =
        [
            Said(message),
            .. (message.Attachments ?? []).Select(Words),
            Names(message.Files),
        ];
        var mrkdwn = string.Join('\n', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return Text.PlainText.Cut(SlackText.Plain(SlackText.Named(mrkdwn, nameOf)).Trim(), CollectRules.ExcerptLength);
    }

    /// <summary>The name of the bot that wrote it; null when a person did.</summary>
    public static string? BotOf(MessageInfo message) =>
        message.User is { Length: > 0 } ? null : message.Username ?? message.BotProfile?.Name ?? message.BotId ?? "someone";

    // A bot's message shows its blocks, and its text is only the fallback; a person's text and blocks say the same.
    private static string Said(MessageInfo message) =>
        Words(message.Blocks) is { Length: > 0 } blocks && (message.BotId is { Length: > 0 } || string.IsNullOrWhiteSpace(message.Text))
            ? blocks
            : message.Text ?? "";

    private static string Names(IReadOnlyList<Slack.FileInfo>? files) =>
        string.Join(", ", (files ?? []).Select(file => Mrkdwn.Escape(file.Name ?? file.Title)));

    private static string Words(MessageAttachment attached)
    {
        var fields = (attached.Fields ?? []).Select(field => string.IsNullOrWhiteSpace(field.Title) ? field.Value : $"{field.Title}: {field.Value}");
        string?[] said = [attached.Pretext, attached.Title, attached.Text, Words(attached.Blocks), .. fields, Names(attached.Files)];
        var words = string.Join('\n', said.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct());
        return words.Length == 0 ? Mrkdwn.Escape(attached.Fallback)
            : string.IsNullOrWhiteSpace(attached.AuthorName) ? words : $"{Mrkdwn.Escape(attached.AuthorName)}: {words}";
    }

    private static string Words(JsonElement? blocks) => blocks is { ValueKind: JsonValueKind.Array } all
        ? string.Join('\n', all.EnumerateArray().Select(block => string.Concat(Said(block)).Trim()).Where(words => words.Length > 0))
        : "";

    /// <summary>The words of a block as mrkdwn, without the labels of buttons and menus.</summary>
    private static IEnumerable<string> Said(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
            return node.EnumerateArray().SelectMany(part => Said(part));
        if (node.ValueKind != JsonValueKind.Object)
            return [];
        var type = String(node, "type");
        return type switch
        {
            "actions" or "button" => [],
            "mrkdwn" or "markdown" => [String(node, "text"), " "],
            "plain_text" => [Mrkdwn.Escape(String(node, "text")), " "],
            "text" => [Mrkdwn.Escape(String(node, "text"))],
            "link" => [Mrkdwn.Link(String(node, "url"), String(node, "text") is { Length: > 0 } label ? label : null)],
            "user" => [Mrkdwn.User(String(node, "user_id"))],
            "channel" => [$"<#{Mrkdwn.Escape(String(node, "channel_id"))}>"],
            "usergroup" => [Mrkdwn.Group(String(node, "usergroup_id"))],
            "broadcast" => ["@" + String(node, "range")],
            "emoji" => [$":{String(node, "name")}:"],
            "image" => [Mrkdwn.Escape(String(node, "alt_text")), " "],
            // Items of a list and lines of a quote go one after another.
            _ => node.EnumerateObject().Where(part => part.Name is "text" or "title" or "fields" or "elements").SelectMany(part => Said(part.Value))
                .Concat(type is "rich_text_section" or "rich_text_quote" or "rich_text_preformatted" ? [" "] : []),
        };
    }

    private static string String(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
