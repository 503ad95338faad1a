using System.Text;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Paging with Slack's cursors: a part of a list, and where the next part starts.</summary>
internal static class Page
{
    /// <summary>The page of items that the call asks for by cursor and limit.</summary>
    /// <param name="key">Identifies an item in a cursor; the items are sorted by it.</param>
    public static (List<T> Items, string Next) Of<T>(ApiCall call, IEnumerable<T> items, Func<T, string> key, int standard = 100, int most = 1000)
    {
        var limit = (int)Math.Clamp(call.Number("limit") ?? standard, long.MinValue, most);
        if (limit < 1)
            throw limit == 0 && call.Has("limit") ? new SlackError("limit_required") : new SlackError("invalid_limit");
        var rest = items.ToList();
        if (call.Text("cursor") is { Length: > 0 } cursor)
        {
            var start = rest.FindIndex(item => key(item) == Decode(cursor));
            if (start < 0)
                throw new SlackError("invalid_cursor");
            rest.RemoveRange(0, start);
        }
        return rest.Count > limit ? (rest[..limit], Encode(key(rest[limit]))) : (rest, "");
    }

    public static JsonObject Metadata(string next) => new() { ["next_cursor"] = next };

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"next:{key}"));

    private static string Decode(string cursor)
    {
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length) is var text
            && text.StartsWith("next:", StringComparison.Ordinal)
            ? text["next:".Length..]
            : throw new SlackError("invalid_cursor");
    }
}
