using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>
/// Checks everything sent during a test day: a mention notifies somebody, so it may occur only in messages that ask or tell them something;
/// everywhere else people are named. Runs at the end of every test day.
/// </summary>
internal static partial class Callings
{
    /// <summary>Describes each mention that notifies somebody without need.</summary>
    public static async Task<IReadOnlyList<string>> Find(TestDay day)
    {
        var requests = (await day.Control.Get("/control/requests?limit=1000"))["requests"]!.AsArray().OfType<JsonObject>();
        return [.. requests.SelectMany(Told).Where(told => !Asks().IsMatch(told.Key))
            .SelectMany(told => Texts(told.Json).Where(IsCalling).Select(text => $"{told.Key}: {text}"))];
    }

    /// <summary>The content that a call or an answer shows, with the message's key if it was posted, or the kind if only one person sees it.</summary>
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
