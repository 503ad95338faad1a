using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SecurityReleaseChatOps.LocalSlack;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>A workspace with the test's own app, which opens one modal on <c>/form</c> and keeps what is submitted.</summary>
internal sealed class PageApp : IAsyncDisposable
{
    /// <summary>#sec-psirt-team.</summary>
    public const string Channel = "C02";

    private readonly string _folder = Directory.CreateTempSubdirectory("chatops-page-").FullName;
    private readonly WebApplication _app;
    private readonly TaskCompletionSource<JsonNode> _submitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http = new();
    private LocalWorkspace _slack = null!;

    private PageApp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/", Answer);
    }

    /// <summary>The workspace as people use it.</summary>
    public Workspace Workspace { get; private set; } = null!;

    public JsonObject Modal { get; set; } = Form();

    /// <summary>Id of the modal opened last.</summary>
    public string ViewId { get; private set; } = "";

    /// <summary>The first submission, or the first press of a message's button.</summary>
    public Task<JsonNode> Submitted => _submitted.Task.WaitAsync(Patience.Seen);

    public static async Task<PageApp> Start()
    {
        var app = new PageApp();
        await app._app.StartAsync();
        var installed = new AppRegistration { Name = "Form app", Commands = [new("/form", "Opens the form", "", ShouldEscape: false, Url: null)] };
        app._slack = LocalWorkspace.Create(
            new()
            {
                Url = "http://127.0.0.1:0", DataPath = Path.Combine(app._folder, "workspace.db"), RateLimits = false, AnswerTime = Patience.Seen, TriggerLife = Patience.Seen,
                App = installed.AtOne(new Uri(app._app.Urls.First()))
            }, new WorkspaceClock());
        await app._slack.StartAsync();
        app._http.BaseAddress = new Uri(app._slack.Url);
        app.Workspace = new Workspace(new Uri(app._slack.Url));
        return app;
    }

    /// <summary>Calls the Web API as the app.</summary>
    public async Task<JsonObject> Call(string method, JsonObject arguments)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{method}") { Content = JsonContent.Create(arguments) };
        request.Headers.Authorization = new("Bearer", _slack.BotToken);
        using var response = await _http.SendAsync(request);
        var answer = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((bool)answer["ok"]!).ShouldBeTrue(answer.ToJsonString());
        return answer;
    }

    public Task<byte[]> Read(string path) => _http.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    public static JsonObject Form(params JsonNode[] blocks) => new()
    {
        ["type"] = "modal", ["callback_id"] = "form", ["title"] = Plain("Form"), ["submit"] = Plain("Send"), ["blocks"] = new JsonArray(blocks),
    };

    /// <summary>An input whose block id is its label.</summary>
    public static JsonObject Input(string label, JsonObject element, bool optional = false)
    {
        element["action_id"] = "value";
        return new() { ["type"] = "input", ["block_id"] = label, ["label"] = Plain(label), ["optional"] = optional, ["element"] = element };
    }

    public static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    public async ValueTask DisposeAsync()
    {
        Workspace.Dispose();
        _http.Dispose();
        await _slack.DisposeAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IResult> Answer(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form.TryGetValue("payload", out var payload))
            _submitted.TrySetResult(JsonNode.Parse(payload.ToString())!);
        else
            ViewId = (string)(await Call("views.open", new() { ["trigger_id"] = form["trigger_id"].ToString(), ["view"] = Modal.DeepClone() }))["view"]!["id"]!;
        return Results.Ok();
    }
}
