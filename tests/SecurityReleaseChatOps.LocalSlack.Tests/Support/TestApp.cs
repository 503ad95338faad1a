using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace SecurityReleaseChatOps.LocalSlack.Tests.Support;

/// <summary>A request that the app received.</summary>
internal sealed record Received(string Path, JsonObject Payload, HeaderDictionary Headers, string Body)
{
    /// <summary>The payload's or the event's type; <c>command</c> for a slash command.</summary>
    public string Type => (string?)Payload["event"]?["type"] ?? (string?)Payload["type"] ?? "command";

    public string Text(string name) => (string?)Payload[name] ?? "";

    /// <summary>Whether it is correctly signed with this secret.</summary>
    public bool IsSigned(string secret)
    {
        var signed = $"v0:{Headers["X-Slack-Request-Timestamp"]}:{Body}";
        return Headers["X-Slack-Signature"] == "v0="
            + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
    }
}

/// <summary>An app over HTTP that answers as the test says and records the requests it receives.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _server;
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private readonly List<Received> _passedOver = [];

    private TestApp()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(Handle);
    }

    /// <summary>How it answers: null for an empty 200, an integer for a status, anything else as JSON.</summary>
    public Func<Received, Task<object?>> Answer { get; set; } = _ => Task.FromResult<object?>(null);

    public Uri Address => new(_server.Urls.First());

    public static async Task<TestApp> Start()
    {
        var app = new TestApp();
        await app._server.StartAsync();
        return app;
    }

    public void Answers(object? answer) => Answer = _ => Task.FromResult(answer);

    /// <summary>The next delivery of this type. Others before it are kept until asked for, since events arrive in any order.</summary>
    public async Task<Received> Next(string type)
    {
        if (_passedOver.Find(passed => passed.Type == type) is { } earlier)
        {
            _passedOver.Remove(earlier);
            return earlier;
        }
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var received = await _received.Reader.ReadAsync(patience.Token);
            if (received.Type == type)
                return received;
            _passedOver.Add(received);
        }
    }

    /// <summary>Whether every delivery so far has been read.</summary>
    public bool IsQuiet => !_received.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Handle(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var received = new Received(http.Request.Path, Payload(http.Request.ContentType ?? "", body), [], body);
        // Copied, because the request's own headers do not outlive it.
        foreach (var (name, value) in http.Request.Headers)
            received.Headers[name] = value;
        _received.Writer.TryWrite(received);
        switch (await Answer(received))
        {
            case null: break;
            case int status: http.Response.StatusCode = status; break;
            case string text: await http.Response.WriteAsync(text); break;
            case JsonNode json: await http.Response.WriteAsync(json.ToJsonString()); break;
        }
    }

    private static JsonObject Payload(string contentType, string body)
    {
        if (contentType.StartsWith("application/json", StringComparison.Ordinal))
            return (JsonObject)JsonNode.Parse(body)!;
        var form = QueryHelpers.ParseQuery(body);
        return form.TryGetValue("payload", out var payload)
            ? (JsonObject)JsonNode.Parse(payload.ToString())!
            : new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value.ToString())));
    }
}
