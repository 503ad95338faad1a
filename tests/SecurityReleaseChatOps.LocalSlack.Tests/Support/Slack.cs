using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace SecurityReleaseChatOps.LocalSlack.Tests.Support;

/// <summary>A workspace with its own data, an app that receives its deliveries, and access by the Web API and the control API.</summary>
internal sealed class Slack : IAsyncDisposable
{
    public const string Manifest = """
        {
          "display_information": { "name": "Test" },
          "features": {
            "bot_user": { "display_name": "Testbot" },
            "slash_commands": [
              { "command": "/test", "description": "Tests", "usage_hint": "[words]", "should_escape": true },
              { "command": "/plain", "description": "Takes text as it is" }
            ],
            "shortcuts": [
              { "name": "Go", "type": "global", "callback_id": "go", "description": "Goes" },
              { "name": "Note", "type": "message", "callback_id": "note", "description": "Notes" }
            ]
          },
          "oauth_config": { "scopes": { "bot": [
            "app_mentions:read", "bookmarks:write", "bookmarks:read", "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write", "commands",
            "files:read", "files:write", "groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write", "mpim:read", "mpim:write", "mpim:history",
            "pins:read", "pins:write", "reactions:read", "reactions:write", "usergroups:read", "usergroups:write", "users:read", "users:read.email"
          ] } },
          "settings": {
            "event_subscriptions": { "bot_events": [
              "app_home_opened", "app_mention", "channel_archive", "member_joined_channel", "message.channels", "message.groups", "message.im", "reaction_added", "subteam_members_changed",
              "user_change"
            ] },
            "interactivity": { "is_enabled": true }
          }
        }
        """;

    internal static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private readonly string _data;
    private readonly bool _ownsData;

    private Slack(LocalWorkspace workspace, WorkspaceClock clock, TestApp app, string data, bool ownsData)
    {
        (Workspace, Clock, App, _data, _ownsData) = (workspace, clock, app, data, ownsData);
        Http = new HttpClient { BaseAddress = new Uri(workspace.Url), Timeout = TimeSpan.FromMinutes(2) };
    }

    public LocalWorkspace Workspace { get; }
    public WorkspaceClock Clock { get; }
    public TestApp App { get; }
    public HttpClient Http { get; }

    /// <summary>Starts one, with so much time to answer that a busy machine does not fail tests.</summary>
    public static async Task<Slack> Start(Func<LocalSlackOptions, LocalSlackOptions>? change = null, FakeTimeProvider? time = null, string? data = null)
    {
        var app = await TestApp.Start();
        var file = data ?? Path.Combine(Path.GetTempPath(), $"local-slack-{Guid.NewGuid():N}", "workspace.db");
        var options = new LocalSlackOptions
        {
            Url = "http://127.0.0.1:0", DataPath = file, App = AppRegistration.FromManifest(Manifest).At(app.Address),
            RateLimits = false, AnswerTime = Long, TriggerLife = time is null ? Long : TimeSpan.FromSeconds(3)
        };
        var clock = new WorkspaceClock(time);
        var workspace = LocalWorkspace.Create(change?.Invoke(options) ?? options, clock);
        await workspace.StartAsync();
        return new Slack(workspace, clock, app, file, data is null);
    }

    /// <summary>Calls the Web API with the bot token and a JSON body.</summary>
    public async Task<JsonObject> Api(string method, JsonObject? arguments = null, string? token = null) => await Json(await Raw(method, arguments, token));

    /// <summary>Makes a Web API call that must succeed.</summary>
    public async Task<JsonObject> Ok(string method, JsonObject? arguments = null)
    {
        var answer = await Api(method, arguments);
        ((bool?)answer["ok"]).ShouldBe(true, answer.ToJsonString());
        return answer;
    }

    public async Task<HttpResponseMessage> Raw(string method, JsonObject? arguments = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{method}") { Content = JsonContent.Create(arguments ?? []) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Workspace.BotToken);
        return await Http.SendAsync(request);
    }

    /// <summary>Makes a control call that must succeed.</summary>
    public async Task<JsonObject> Control(string path, JsonObject? body = null)
    {
        using var response = body is null ? await Http.GetAsync($"/control/{path}") : await Http.PostAsJsonAsync($"/control/{path}", body);
        var json = await Json(response);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json.ToJsonString());
        return json;
    }

    /// <summary>Makes a control call that must be refused; returns its status and message.</summary>
    public async Task<(HttpStatusCode Status, string Error)> Refused(string path, JsonObject? body = null)
    {
        using var response = body is null ? await Http.GetAsync($"/control/{path}") : await Http.PostAsJsonAsync($"/control/{path}", body);
        var json = await Json(response);
        response.IsSuccessStatusCode.ShouldBeFalse(json.ToJsonString());
        return (response.StatusCode, (string)json["error"]!);
    }

    public async Task<string> Post(string text, string channel = "C02") =>
        (string)(await Ok("chat.postMessage", new() { ["channel"] = channel, ["text"] = text }))["ts"]!;

    public async Task<JsonObject[]> Messages(string channel = "sec-psirt-team", string user = "priya") =>
        [.. ((JsonArray)(await Control($"channels/{channel}/messages?user={user}"))["messages"]!).Select(m => (JsonObject)m!)];

    public async Task<string[]> Texts(string channel = "sec-psirt-team", string user = "priya") =>
        [.. (await Messages(channel, user)).Select(m => (string)m["text"]!)];

    /// <summary>Runs /test as priya in sec-psirt-team.</summary>
    public Task<JsonObject> Command(string text = "") =>
        Control("commands", new() { ["user"] = "priya", ["channel"] = "sec-psirt-team", ["command"] = "/test", ["text"] = text });

    /// <summary>Opens a modal for priya as an app would, with a command's trigger.</summary>
    public async Task<JsonObject> Open(JsonObject view)
    {
        await Command();
        var trigger = (await App.Next("command")).Text("trigger_id");
        return (JsonObject)(await Ok("views.open", new() { ["trigger_id"] = trigger, ["view"] = view }))["view"]!;
    }

    /// <summary>The view that priya has open, or her App Home, once it has this title or text.</summary>
    public async Task<JsonObject> Shown(string what, string text)
    {
        JsonObject? shown = null;
        await Until(async () =>
        {
            using var response = await Http.GetAsync($"/control/users/priya/{what}");
            shown = await Json(response);
            return response.IsSuccessStatusCode && shown.ToJsonString().Contains(text, StringComparison.Ordinal);
        });
        return shown!;
    }

    public Task<JsonObject> Submit(JsonObject view, JsonObject values) =>
        Control($"views/{view["id"]}/submit", new() { ["user"] = "priya", ["values"] = values });

    /// <summary>A modal with these blocks.</summary>
    public static JsonObject Modal(params JsonNode[] blocks) => new()
    {
        ["type"] = "modal", ["callback_id"] = "form", ["title"] = Plain("Title"), ["submit"] = Plain("Send"), ["blocks"] = new JsonArray(blocks),
    };

    public static JsonObject Input(string id, string label, JsonObject? element = null, bool optional = false) => new()
    {
        ["type"] = "input", ["block_id"] = id, ["label"] = Plain(label), ["optional"] = optional,
        ["element"] = element ?? new JsonObject { ["type"] = "plain_text_input", ["action_id"] = "value" },
    };

    public static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    public static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text } };

    public static JsonObject Button(string id, string value = "1") => new()
    {
        ["type"] = "actions", ["block_id"] = "row", ["elements"] = new JsonArray(
            new JsonObject { ["type"] = "button", ["action_id"] = id, ["value"] = value, ["text"] = Plain("Press") }),
    };

    public static async Task<JsonObject> Json(HttpResponseMessage response) => (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>Waits until a condition holds, checking it whenever the workspace reports a change.</summary>
    public async Task Until(Func<Task<bool>> so)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var stream = await Http.GetStreamAsync("/control/stream", patience.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (!await so())
            await reader.ReadLineAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Workspace.DisposeAsync();
        await App.DisposeAsync();
        if (_ownsData)
            Directory.Delete(Path.GetDirectoryName(_data)!, recursive: true);
    }
}
