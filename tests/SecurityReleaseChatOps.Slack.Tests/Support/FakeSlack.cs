using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>A call that the fake Web API received.</summary>
internal sealed record SlackCall(string Method, string Body, string? ContentType, string? Authorization)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Field(string name) => Form(Body).GetValueOrDefault(name);

    private static Dictionary<string, string> Form(string body) =>
        body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=')).ToDictionary(
            f => f[0], f => Uri.UnescapeDataString(f[1].Replace('+', ' ')));
}

/// <summary>A small Web API on its own port: it records the calls, and answers ok or as the test says.</summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<SlackCall> _calls = Channel.CreateUnbounded<SlackCall>();
    private readonly Dictionary<string, Queue<Func<HttpContext, Task>>> _scripted = [];

    private FakeSlack()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(Answer);
    }

    /// <summary>The address it listens on.</summary>
    public Uri Url => new(_app.Urls.First());

    public string ApiUrl => new Uri(Url, "/api/").ToString();

    public string ResponseUrl => new Uri(Url, "/respond/1").ToString();

    /// <summary>Handles the requests to /ws.</summary>
    public Func<HttpContext, Task>? OnSocket { get; set; }

    public static async Task<FakeSlack> Start()
    {
        var slack = new FakeSlack();
        await slack._app.StartAsync();
        return slack;
    }

    /// <summary>Sets the answer to the next call of a method, once; several apply in order.</summary>
    public void Next(string method, Func<HttpContext, Task> answer)
    {
        lock (_scripted)
        {
            if (!_scripted.TryGetValue(method, out var queue))
                _scripted[method] = queue = [];
            queue.Enqueue(answer);
        }
    }

    public void Next(string method, string json, int status = 200, string? retryAfter = null) => Next(method, context =>
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Say(context, json, status);
    });

    /// <summary>The next call.</summary>
    public async Task<SlackCall> Call() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    /// <summary>The next call, which must be of this method.</summary>
    public async Task<SlackCall> Call(string method)
    {
        var call = await Call();
        call.Method.ShouldBe(method);
        return call;
    }

    /// <summary>The calls received but not read yet.</summary>
    public IReadOnlyList<SlackCall> Left()
    {
        var left = new List<SlackCall>();
        while (_calls.Reader.TryRead(out var call))
            left.Add(call);
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        if (context.Request.Path == "/ws" && OnSocket is { } socket)
        {
            await socket(context);
            return;
        }
        var method = context.Request.Path.Value!.Split('/')[^1];
        if (context.Request.Path.StartsWithSegments("/respond"))
            method = "response_url";
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Func<HttpContext, Task>? scripted = null;
        lock (_scripted)
        {
            if (_scripted.TryGetValue(method, out var queue))
                queue.TryDequeue(out scripted);
        }
        _calls.Writer.TryWrite(new(method, body, context.Request.ContentType, context.Request.Headers.Authorization));
        await (scripted?.Invoke(context)
            ?? Say(context, method == "apps.connections.open" ? $$"""{"ok":true,"url":"ws://{{Url.Authority}}/ws"}""" : """{"ok":true}"""));
    }

    private static Task Say(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/html";
        return context.Response.WriteAsync(body);
    }
}
