using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>There was no answer, or the target no longer exists: the caller looks what happened, and tries again.</summary>
internal sealed class NoAnswerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The local workspace, used through its control API as people use its page.</summary>
internal sealed class Workspace(Uri address) : IDisposable
{
    public const string Psirt = "sec-psirt-team";

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) };

    public Uri Address => address;

    /// <summary>Waits until everything due by now is done and shown.</summary>
    public Func<Task> Settles { private get; init; } = () => Task.CompletedTask;

    /// <summary>Moments at which everything was shown. The order between two of them is arbitrary: people and due work do not wait for each other.</summary>
    public List<DateTimeOffset> Cuts { get; } = [];

    /// <summary>Types a slash command, by default in the PSIRT channel, and returns the app's answer.</summary>
    public async Task<JsonNode?> Command(string user, string command, string text = "", string channel = Psirt)
    {
        var answer = await Post("commands", new() { ["user"] = user, ["channel"] = channel, ["command"] = command, ["text"] = text });
        return Answered(answer, $"{command} {text}");
    }

    public async Task Press(string user, Shown message, string label)
    {
        var button = message.Button(label) ?? throw new InvalidOperationException($"There is no button “{label}” in: {message.Text}");
        Answered(
            await Post("actions", new() { ["user"] = user, ["channel"] = message.Channel, ["ts"] = message.Ts, ["actionId"] = (string?)button["action_id"] }),
            label);
    }

    public async Task Shortcut(string user, string callbackId, Shown message) =>
        Answered(
            await Post("shortcuts", new() { ["user"] = user, ["callbackId"] = callbackId, ["channel"] = message.Channel, ["ts"] = message.Ts }), callbackId);

    public Task Say(string user, string text) => Post("messages", new() { ["user"] = user, ["channel"] = Psirt, ["text"] = text });

    /// <summary>The modal this person sees; null when none is open.</summary>
    public async Task<JsonObject?> View(string user)
    {
        using var response = await Send(() => _http.GetAsync($"/control/users/{user}/view"));
        return response.StatusCode == HttpStatusCode.NotFound ? null : await Json(response);
    }

    public async Task<JsonObject> Home(string user) => await Get($"users/{user}/home?open=true");

    /// <summary>Submits a modal.</summary>
    /// <returns>Errors by label; empty when it was accepted.</returns>
    public async Task<JsonObject> Submit(string user, JsonObject view, JsonObject values)
    {
        var answer = await Post($"views/{view["id"]}/submit", new() { ["user"] = user, ["values"] = values.DeepClone() });
        return (string?)answer["status"] switch
        {
            "ok" => [],
            "errors" => (JsonObject)answer["errors"]!,
            _ => throw new NoAnswerException($"{view["title"]?["text"]}: {answer["error"]}"),
        };
    }

    /// <summary>Closes a modal.</summary>
    public Task Close(string user, JsonObject view) => Post($"views/{view["id"]}/close", new() { ["user"] = user });

    /// <summary>What this person sees in a channel (by default PSIRT's), oldest first.</summary>
    public async Task<IReadOnlyList<Shown>> Messages(string user, string channel = Psirt) =>
        [.. ((JsonArray)(await Get($"channels/{channel}/messages?user={user}"))["messages"]!).Select(m => new Shown((JsonObject)m!, channel))];

    /// <summary>Names of the channels, excluding direct messages.</summary>
    public async Task<IReadOnlyList<string>> Channels() =>
        [.. ((JsonArray)(await Get($"state?user={Day.Grace}"))["channels"]!).Where(c => !(bool)c!["is_im"]!).Select(c => (string)c!["name"]!)];

    /// <summary>Waits until everything due by now is done and shown.</summary>
    public async Task Settled()
    {
        await Settles();
        Cuts.Add((DateTimeOffset)(await Get("clock"))["now"]!);
    }

    /// <summary>A file's content.</summary>
    public async Task<byte[]> File(string id)
    {
        using var response = await Send(() => _http.GetAsync($"/control/files/{id}"));
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public Task SetClock(DateTimeOffset now) =>
        Post("clock", new() { ["set"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) });

    public Task Fault(JsonObject fault) => Post("faults", fault);

    public async Task<IReadOnlyList<JsonObject>> Requests() => [.. ((JsonArray)(await Get("requests?limit=1000"))["requests"]!).Select(r => (JsonObject)r!)];

    public async Task<JsonObject> Get(string path)
    {
        using var response = await Send(() => _http.GetAsync($"/control/{path}"));
        return await Json(response);
    }

    public async Task<JsonObject> Post(string path, JsonObject body)
    {
        using var response = await Send(() => _http.PostAsJsonAsync($"/control/{path}", body));
        return await Json(response);
    }

    public void Dispose() => _http.Dispose();

    private static JsonNode? Answered(JsonObject answer, string what) => (int)answer["status"]! switch
    {
        200 => answer["body"],
        var status => throw new NoAnswerException($"{what}: {status} {answer["body"]?["error"]}"),
    };

    private static async Task<HttpResponseMessage> Send(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
        {
            throw new NoAnswerException("The workspace did not answer.", fault);
        }
    }

    private static async Task<JsonObject> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
            return (JsonObject)JsonNode.Parse(text)!;
        var words = $"{response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {text}";
        // The button or form has changed since it was read.
        throw response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict ? new NoAnswerException(words) : new InvalidOperationException(words);
    }
}
