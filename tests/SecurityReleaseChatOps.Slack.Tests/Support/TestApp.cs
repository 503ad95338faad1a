using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack.Tests.Support;

/// <summary>An app with the Slack layer on real Kestrel, beside a fake Web API.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Token = "xoxb-the-token";

    private readonly WebApplication _app;
    private readonly bool _ownsSlack;
    private readonly HttpClient _http;
    private int _triggers;

    private TestApp(WebApplication app, bool ownsSlack, FakeSlack slack, Handlers handlers, WatchedTime time, LogLines logs)
    {
        (_app, _ownsSlack, Slack, Handlers, Time, Logs) = (app, ownsSlack, slack, handlers, time, logs);
        _http = new() { BaseAddress = new Uri(app.Urls.First()) };
    }

    public FakeSlack Slack { get; }

    public Handlers Handlers { get; }

    public WatchedTime Time { get; }

    public LogLines Logs { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Url => new(_app.Urls.First());

    public ISlackApiClient Client => _app.Services.GetRequiredService<ISlackApiClient>();

    public static async Task<TestApp> Start(
        Action<SlackRegistration>? configure = null, bool signed = true, FakeSlack? slack = null, ISocketGate? gate = null)
    {
        var ownsSlack = slack is null;
        slack ??= await FakeSlack.Start();
        var (handlers, time, logs) = (new Handlers(), new WatchedTime(), new LogLines());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(handlers).AddSingleton<ISlackGate>(handlers);
        if (gate is not null)
            builder.Services.AddSingleton(gate);
        builder.Services.AddSlackNet(c =>
        {
            c.UseApiToken(Token).UseAppLevelToken("xapp-the-token").UseApiUrl(slack.ApiUrl);
            if (signed)
                c.UseSigningSecret(Secret);
            c.RegisterSlashCommandHandler<Handlers>("/release")
                .RegisterBlockActionHandler<BlockAction, Handlers>("act")
                .RegisterViewSubmissionHandler<Handlers>("form")
                .RegisterGlobalShortcutHandler<Handlers>("global")
                .RegisterMessageShortcutHandler<Handlers>("on_message")
                .RegisterBlockOptionProvider<Handlers>("find")
                .RegisterEventHandler<AppHomeOpened, Handlers>();
            configure?.Invoke(c);
        });
        builder.Services.AddSlackNet(c => c.RegisterEventHandler<MemberJoinedChannel, Handlers>());
        var app = builder.Build();
        app.UseSlackNet();
        await app.StartAsync();
        return new(app, ownsSlack, slack, handlers, time, logs);
    }

    /// <summary>Posts a body, signed as by Slack.</summary>
    public Task<(int Status, string Body)> Post(string path, string body, string contentType = "application/x-www-form-urlencoded") =>
        Send(Signed(path, body, contentType));

    public async Task<(int Status, string Body)> Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request).WaitAsync(Patience.Limit);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public HttpRequestMessage Signed(string path, string body, string contentType = "application/x-www-form-urlencoded", TimeSpan ago = default)
    {
        var timestamp = (Time.GetUtcNow() - ago).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add(
            "X-Slack-Signature",
            "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"))));
        return request;
    }

    public string Trigger() => "trigger." + Interlocked.Increment(ref _triggers);

    /// <summary>A slash command's body.</summary>
    public string Command(string command = "/release", string text = "", string? trigger = null) =>
        $"token=x&team_id=T1&team_domain=d&channel_id=C1&channel_name=general&user_id=U1&user_name=ann&command={Uri.EscapeDataString(command)}&text={Uri.EscapeDataString(text)}"
        + $"&api_app_id=A1&is_enterprise_install=false&response_url={Uri.EscapeDataString(Slack.ResponseUrl)}&trigger_id={trigger ?? Trigger()}";

    /// <summary>Posts an interaction, with an anonymous object as Slack's payload.</summary>
    public Task<(int Status, string Body)> Interact(object payload, string path = "/slack/action") =>
        Post(path, "payload=" + Uri.EscapeDataString(JsonSerializer.Serialize(payload)));

    /// <summary>Posts an event.</summary>
    public Task<(int Status, string Body)> Event(object slackEvent, string eventId = "Ev1") =>
        Post("/slack/event", JsonSerializer.Serialize(
            new { token = "x", team_id = "T1", api_app_id = "A1", type = "event_callback", event_id = eventId, event_time = 1, @event = slackEvent }),
            "application/json; charset=utf-8");

    /// <summary>Stops the app, which finishes the work it has begun.</summary>
    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsSlack)
            await Slack.DisposeAsync();
    }
}
