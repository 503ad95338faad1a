using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>response_urls: addresses at which the app can answer later, without its token.</summary>
internal sealed class ResponseUrls(Workspace workspace, Journal journal, Func<string> baseUrl)
{
    private const int MostUses = 5;
    private const int LargestBody = 1024 * 1024;

    private const int SweepEvery = 1000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private int _issued;

    /// <summary>Issues an address for what a person does in a channel, possibly on a message.</summary>
    public string Issue(Change change, string kind, Channel channel, User user, Message? message)
    {
        if (++_issued % SweepEvery == 0)
            Sweep(change);
        var id = change.NextId("R");
        var url = change.Save(new ResponseUrl
        {
            Id = id, Path = $"{kind}/{workspace.Team.Id}/{id}/{Seed.Secret(12)}", Channel = channel.Id, User = user.Id, MessageTs = message?.Ts,
            IssuedReal = workspace.Clock.Real.GetUtcNow(),
        });
        return $"{baseUrl()}/response/{url.Path}";
    }

    /// <summary>Removes long-expired addresses, by real time: moving the clock must not cut off the app's answers.</summary>
    private void Sweep(Change change)
    {
        var now = workspace.Clock.Real.GetUtcNow();
        foreach (var old in workspace.ResponseUrls.Values.Where(u => now - u.IssuedReal > Life + Life).ToArray())
            change.Remove(old);
    }

    /// <summary><c>POST /response/{path}</c></summary>
    public async Task Handle(HttpContext http)
    {
        var (started, at) = (workspace.Clock.GetTimestamp(), workspace.Clock.GetUtcNow());
        var body = await RequestBody.Read(http, LargestBody) ?? [];
        var path = (string)http.Request.RouteValues["path"]!;
        var (status, json) = Answer(path, body);
        journal.Add(new JournalEntry
        {
            At = at, Direction = "call", Kind = "response_url", Name = "response_url", HttpMethod = "POST", Url = $"{baseUrl()}/response/{path}",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = http.Request.ContentType ?? "" },
            Request = Encoding.UTF8.GetString(body), Status = status, Response = json.ToText(),
            Ms = workspace.Clock.GetElapsedTime(started).TotalMilliseconds, Error = (string?)json["error"],
            Warning = http.Request.Headers.Authorization.Count > 0 ? "a token was sent to a response_url" : null,
        });
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(json.ToText(), http.RequestAborted);
    }

    private (int Status, JsonObject Json) Answer(string path, byte[] body)
    {
        try
        {
            if (JsonText.Parse(body) is not JsonObject content)
                return (400, new SlackError("invalid_payload").ToJson());
            return workspace.Do(change => Use(change, path, content));
        }
        catch (SlackError error)
        {
            return (400, error.ToJson());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (400, new SlackError("invalid_payload").ToJson());
        }
    }

    private (int Status, JsonObject Json) Use(Change change, string path, JsonObject content)
    {
        if (!workspace.ResponseUrls.TryGetValue(path, out var url))
            return (404, new SlackError("no_service").ToJson());
        if (workspace.Clock.Real.GetUtcNow() - url.IssuedReal > Life)
            return (404, new SlackError("expired_url").ToJson());
        if (url.Uses >= MostUses)
            return (404, new SlackError("used_url").ToJson());
        if (!workspace.Channels.TryGetValue(url.Channel, out var channel))
            return (404, new SlackError("channel_not_found").ToJson());
        Replies.Apply(change, content, channel, url.User, workspace.FindMessage(url.Channel, url.MessageTs));
        url.Uses++;
        change.Save(url);
        return (200, new() { ["ok"] = true });
    }
}
