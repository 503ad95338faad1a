using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>A call from the app, or a delivery to it.</summary>
internal sealed record JournalEntry
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary><c>call</c> or <c>delivery</c>.</summary>
    public required string Direction { get; init; }

    /// <summary><c>web_api</c>, <c>response_url</c>, <c>upload</c>, or a delivery's <c>command</c>, <c>action</c>, <c>options</c>, <c>event</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The Web API method, or what is delivered, such as <c>view_submission</c>.</summary>
    public required string Name { get; init; }
    public required string HttpMethod { get; init; }
    public required string Url { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public string Request { get; init; } = "";
    public int Status { get; init; }
    public string Response { get; init; } = "";
    public double Ms { get; init; }

    /// <summary>For a delivery: how long the app had to answer.</summary>
    public int? LimitMs { get; init; }
    public string? Error { get; init; }

    /// <summary>For a delivery: <c>valid</c>, or <c>none</c> on a socket, where it is not needed.</summary>
    public string? Signature { get; init; }

    /// <summary>For a call: <c>bot</c>, <c>app</c>, <c>invalid</c> or <c>missing</c>.</summary>
    public string? Token { get; init; }
    public string? Fault { get; init; }
    public int? RetryNum { get; init; }
    public string? Warning { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id, ["at"] = At.ToString("O"), ["direction"] = Direction, ["kind"] = Kind, ["name"] = Name, ["http_method"] = HttpMethod, ["url"] = Url,
            ["headers"] = new JsonObject(Headers.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value))), ["request"] = Request,
            ["status"] = Status, ["response"] = Response, ["ms"] = Math.Round(Ms, 1),
        };
        if (LimitMs is not null)
            json["limit_ms"] = LimitMs;
        foreach (var (name, value) in new[] { ("signature", Signature), ("token", Token), ("error", Error), ("fault", Fault), ("warning", Warning) })
        {
            if (value is not null)
                json[name] = value;
        }
        if (RetryNum is not null)
            json["retry_num"] = RetryNum;
        return json;
    }
}

/// <summary>The latest calls and deliveries, in memory and without tokens.</summary>
internal sealed class Journal(Workspace workspace)
{
    private const int MostEntries = 1000;
    private const int MostCharacters = 8_000_000;
    private const int LongestBody = 64_000;

    private readonly Lock _gate = new();
    private readonly Queue<JournalEntry> _entries = [];
    private long _last;
    private int _characters;

    public void Add(JournalEntry entry)
    {
        lock (_gate)
        {
            entry = entry with { Id = ++_last, Url = Bounded(entry.Url), Request = Bounded(entry.Request), Response = Bounded(entry.Response) };
            _entries.Enqueue(entry);
            _characters += entry.Request.Length + entry.Response.Length;
            while (_entries.Count > MostEntries || _characters > MostCharacters)
            {
                var oldest = _entries.Dequeue();
                _characters -= oldest.Request.Length + oldest.Response.Length;
            }
        }
        workspace.Signals.Publish(new JsonObject { ["type"] = "journal", ["id"] = entry.Id });
    }

    /// <summary>The entries after this id, oldest first; at most the last <paramref name="most"/>.</summary>
    public IReadOnlyList<JournalEntry> After(long id, int most)
    {
        lock (_gate)
            return [.. _entries.Where(e => e.Id > id).TakeLast(most)];
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _characters = 0;
        }
    }

    private string Bounded(string body)
    {
        body = body.Replace(workspace.Team.BotToken, "xoxb-…").Replace(workspace.Team.AppToken, "xapp-…");
        return body.Length <= LongestBody ? body : $"{body[..LongestBody]}… ({body.Length} characters)";
    }
}
