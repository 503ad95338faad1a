using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Tests.Snapshots;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>
/// Checks every refusal of a test day: it must say in few words what was wrong and what to do, plus a line for each finding. Runs at the
/// end of every test day.
/// </summary>
internal static partial class Refusals
{
    private const int Most = 25;

    /// <summary>The refusals that are too long.</summary>
    public static async Task<IReadOnlyList<string>> Find(TestDay day)
    {
        var requests = (await day.Control.Get("/control/requests?limit=1000"))["requests"]!.AsArray().OfType<JsonObject>();
        return [.. requests.SelectMany(Said).Where(words => Words(words) > Most).Distinct().Select(words => $"{Words(words)} words: {words}")];
    }

    /// <summary>The errors below the inputs of a form, and messages that are plain text only.</summary>
    private static IEnumerable<string> Said(JsonObject request) => ((string)request["name"]!, (string?)request["direction"]) switch
    {
        ("response_url", _) => Line(Read(request["request"])),
        (_, "delivery") when Read(request["response"]) is { } answer =>
            (string?)answer["response_action"] == "errors" ? answer["errors"]!.AsObject().Select(error => (string)error.Value!) : Line(answer),
        _ => [],
    };

    // With headings it is a report and not a refusal.
    private static IEnumerable<string> Line(JsonNode? message) =>
        message?["blocks"] is null && (string?)message?["text"] is { } text && !text.Contains("\n*", StringComparison.Ordinal) ? [text] : [];

    private static JsonNode? Read(JsonNode? body) => (string?)body is ['{', ..] json && json.EndsWith('}') ? JsonNode.Parse(json) : null;

    /// <summary>Counts the words without the lines for findings; a quotation counts as one word.</summary>
    private static int Words(string said) =>
        WordCount.Of(JsonValue.Create(string.Join('\n', Quoted().Replace(said, "typed").Split('\n').Where(line => !line.StartsWith('•')))));

    [GeneratedRegex("“[^”]*”|\"[^\"]*\"|`[^`]*`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
