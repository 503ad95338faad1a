using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>How much there is to read in a message or view: its words as Slack shows them, including button labels.</summary>
internal static partial class WordCount
{
    /// <param name="typed">What people typed, which does not count.</param>
    public static int Of(JsonNode? blocks, params IEnumerable<string> typed)
    {
        var shown = string.Join('\n', Texts(blocks).Select(Shown));
        foreach (var words in typed.OrderByDescending(words => words.Length))
            shown = shown.Replace(words, " ", StringComparison.Ordinal);
        return Word().Count(shown);
    }

    /// <summary>Visible text only; a menu's options are seen once it is opened.</summary>
    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject text when (string?)text["type"] is "mrkdwn" or "plain_text" => [(string)text["text"]!],
        JsonObject block =>
            new[] { "label", "text", "fields", "elements", "element", "accessory", "rows", "hint", "placeholder" }.SelectMany(part => Texts(block[part])),
        JsonArray all => all.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [(string)value!],
        _ => [],
    };

    /// <summary>A date counts as two words (day and time), a person as one, an emoji as none.</summary>
    private static string Shown(string mrkdwn) => Emoji().Replace(
        Markup().Replace(mrkdwn, found => found.Value switch
        {
            ['<', '!', 'd', ..] => "date time",
            ['<', '@' or '!' or '#', ..] => "name",
            var link => link.Contains('|', StringComparison.Ordinal) ? link[(link.IndexOf('|', StringComparison.Ordinal) + 1)..^1] : "link",
        }),
        " ");

    [GeneratedRegex("<[^<>]+>")]
    private static partial Regex Markup();

    [GeneratedRegex(":[a-z0-9_+-]+:")]
    private static partial Regex Emoji();

    [GeneratedRegex(@"[^\s]*[\p{L}\p{N}][^\s]*")]
    private static partial Regex Word();
}
