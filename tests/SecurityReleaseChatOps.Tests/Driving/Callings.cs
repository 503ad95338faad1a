using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>
/// Looks at all that a day told: a mention notifies somebody, so it stands only in what is posted to ask or tell them something; people
/// are named everywhere else. Every day that any test plays is looked through.
/// </summary>
internal static partial class Callings
{
    /// <summary>Each mention that calls somebody for nothing, in words.</summary>
    public static async Task<IReadOnlyList<string>> Find(TestDay day)
    {
        var requests = (await day.Control.Get("/control/requests?limit=1000"))["requests"]!.AsArray().OfType<JsonObject>();
        return [.. requests.SelectMany(Told).Where(told => !Asks().IsMatch(told.Key))
            .SelectMany(told => Texts(told.Json).Where(IsCalling).Select(text => $"{told.Key}: {text}"))];
    }

    /// <summary>What a call or an answer puts before people, and the key of what is posted, or the kind of what one person alone sees.</summary>
    private static IEnumerable<(string Key, JsonNode? Json)> Told(JsonObject request) => ((string)request["name"]!, (string?)request["direction"]) switch
    {
        ("chat.postMessage", _) when Read(request["request"]) is { } posted =>
            [((string?)posted["metadata"]?["event_payload"]?["key"] ?? "without a key", posted)],
        ("chat.postEphemeral" or "response_url" or "views.open" or "views.push" or "views.update" or "views.publish", _) =>
            [("of " + request["name"], Read(request["request"]))],
        (_, "delivery") => [("answer to " + request["name"], Read(request["response"]))],
        _ => [],
    };

    private static JsonNode? Read(JsonNode? body) => (string?)body is ['{', ..] json && json.EndsWith('}') ? JsonNode.Parse(json) : null;

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(one => one is { Key: "text", Value: JsonValue text } ? [(string)text!] : Texts(one.Value)),
        JsonArray parts => parts.SelectMany(Texts),
        _ => [],
    };

    private static bool IsCalling(string text) => text.Contains("<@", StringComparison.Ordinal) || text.Contains("<!subteam", StringComparison.Ordinal);

    [GeneratedRegex("^(prompt|handover|away|danger|ping|own|changed|comms|ready|customer|thanks|lift|records|close-out|group)/"
        + "|^checklist/[^/]+/(fix-deadline|window-alarm|window-missed|follow-up)/")]
    private static partial Regex Asks();
}
