using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary><c>/api/{method}</c>: Slack's Web API.</summary>
internal sealed partial class WebApiEndpoint(
    Workspace workspace, Journal journal, Faults faults, RateLimits? limits, ApiServices services, TimeProvider dated, ILogger<WebApiEndpoint> log)
{
    private const int LargestBody = 4 * 1024 * 1024;

    /// <summary>How long to hold a call with an injected timeout; clients give up long before.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(60);

    public async Task Handle(HttpContext http)
    {
        var name = (string)http.Request.RouteValues["method"]!;
        var started = workspace.Clock.GetTimestamp();
        var at = workspace.Clock.GetUtcNow();
        var body = await RequestBody.Read(http, LargestBody);
        if (body is null)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        var fault = faults.ForCall(name);
        var token = Presented(http);
        var answer = fault is null or { Applies: true } ? await Answer(http, name, body, token) : new Answered(0, null, token);
        if (fault is not null)
            answer = answer
                with
            {
                Status = fault.Kind switch { "ratelimited" => 429, "500" => 500, _ => fault.Error is null ? 0 : 200 },
                Json = fault.Error is { } error ? new SlackError(error).ToJson() : fault.Kind == "ratelimited" ? RateLimited() : null,
                RetryAfter = 1
            };
        var text = answer.Json?.ToText() ?? "";
        journal.Add(new JournalEntry
        {
            At = at, Direction =
                "call", Kind =
                    "web_api", Name = name, HttpMethod = http.Request.Method, Url = $"{services.BaseUrl()}{http.Request.Path}{http.Request.QueryString}",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = http.Request.ContentType ?? "" }, Request =
                Encoding.UTF8.GetString(body),
            Status = answer.Status, Response = text, Ms = workspace.Clock.GetElapsedTime(started).TotalMilliseconds,
            Token = TokenKind(answer.Token), Fault = fault?.Kind, Error = (string?)answer.Json?["error"],
        });
        if (workspace.App.Scopes is { } scopes && TokenKind(answer.Token) == "bot")
            http.Response.Headers["X-OAuth-Scopes"] = string.Join(',', scopes);
        http.Response.Headers.Date = dated.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        await Send(http, fault, answer, text);
    }

    private sealed record Answered(int Status, JsonObject? Json, string? Token, int? RetryAfter = null);

    private async Task<Answered> Answer(HttpContext http, string name, byte[] body, string? token)
    {
        try
        {
            var arguments = await RequestBody.Arguments(http, body);
            token ??= (string?)arguments["token"];
            var method = Find(name, token);
            if (limits?.Refuse(method, ChannelId(arguments["channel"]?.ToString())) is { } wait)
                return new Answered(429, RateLimited(), token, wait);
            var result = workspace.Do(change =>
            {
                var call = new ApiCall(name, arguments, change, services);
                call.Need(method.Scopes);
                return method.Run(call);
            });
            result.Insert(0, "ok", true);
            return new Answered(200, result, token);
        }
        catch (SlackError error)
        {
            return new Answered(200, error.ToJson(), token);
        }
        catch (InvalidOperationException e)
        {
            // A JSON field has the wrong type.
            LogRefused(log, name, e.Message);
            return new Answered(200, SlackError.Invalid("invalid_arguments", [e.Message]).ToJson(), token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(log, name, e);
            return new Answered(500, new SlackError("internal_error").ToJson(), token);
        }
    }

    /// <summary>The channel's id, so that calls by id and by name count towards the same rate limit.</summary>
    private string? ChannelId(string? idOrName) => workspace.Do(_ => workspace.FindChannel(idOrName)?.Id) ?? idOrName;

    private ApiMethod Find(string name, string? token)
    {
        switch (TokenKind(token))
        {
            case "missing": throw new SlackError("not_authed");
            case "invalid": throw new SlackError("invalid_auth");
            case "app" when name != "apps.connections.open": throw new SlackError("not_allowed_token_type");
            case "bot" when name == "apps.connections.open": throw new SlackError("not_allowed_token_type");
        }
        return ApiMethod.All.GetValueOrDefault(name) ?? throw new SlackError("unknown_method");
    }

    private string TokenKind(string? token) =>
        token is not { Length: > 0 } ? "missing" : Same(token, workspace.Team.BotToken) ? "bot" : Same(token, workspace.Team.AppToken) ? "app" : "invalid";

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static string? Presented(HttpContext http) =>
        AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header)
            && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? header.Parameter : null;

    private static JsonObject RateLimited() => new() { ["ok"] = false, ["error"] = "ratelimited" };

    private static async Task Send(HttpContext http, Fault? fault, Answered answer, string text)
    {
        if (fault?.Kind == "timeout")
            await Task.Delay(Held, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fault?.Kind is "timeout" or "drop")
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } wait && answer.Status == 429)
            http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    [LoggerMessage(LogLevel.Error, "{Method} failed")]
    private static partial void LogFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Method} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string method, string reason);
}
