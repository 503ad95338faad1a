using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Tests.Snapshots;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>
/// Looks at all that a day refused: what was wrong and what to do is said in few words, and a line for each finding. Every day that any
/// test plays is looked through.
/// </summary>
internal static partial class Refusals
{
    private const int Most = 25;

    /// <summary>Each refusal that is too long.</summary>
    public static async Task<IReadOnlyList<string>> Find(TestDay day)
    {
        var requests = (await day.Control.Get("/control/requests?limit=1000"))["requests"]!.AsArray().OfType<JsonObject>();
        return [.. requests.SelectMany(Said).Where(words => Words(words) > Most).Distinct().Select(words => $"{Words(words)} words: {words}")];
    }

    /// <summary>What stands under the inputs of a form, and what is said in a line of words and nothing else.</summary>
    private static IEnumerable<string> Said(JsonObject request) => ((string)request["name"]!, (string?)request["direction"]) switch
    {
        ("response_url", _) => Line(Read(request["request"])),
        (_, "delivery") when Read(request["response"]) is { } answer =>
            (string?)answer["response_action"] == "errors" ? answer["errors"]!.AsObject().Select(error => (string)error.Value!) : Line(answer),
        _ => [],
    };

    // With headings it is a report, and no refusal.
    private static IEnumerable<string> Line(JsonNode? message) =>
        message?["blocks"] is null && (string?)message?["text"] is { } text && !text.Contains("\n*", StringComparison.Ordinal) ? [text] : [];

    private static JsonNode? Read(JsonNode? body) => (string?)body is ['{', ..] json && json.EndsWith('}') ? JsonNode.Parse(json) : null;

    /// <summary>A line for each finding does not count, and what somebody typed is one word.</summary>
    private static int Words(string said) =>
        WordCount.Of(JsonValue.Create(string.Join('\n', Quoted().Replace(said, "typed").Split('\n').Where(line => !line.StartsWith('•')))));

    [GeneratedRegex("“[^”]*”|\"[^\"]*\"|`[^`]*`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
