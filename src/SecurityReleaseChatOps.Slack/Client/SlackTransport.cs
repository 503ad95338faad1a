using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Sends calls and tells valid answers from failures. Tokens travel in the Authorization header only, and only to Slack's own hosts.</summary>
internal sealed class SlackTransport(SlackSettings settings, SlackMetrics metrics, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8");
    private static readonly TimeSpan UnsaidRetryAfter = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,
    });

    /// <summary>A call with its arguments as JSON.</summary>
    public Task<TReply> Post<TArguments, TReply>(
        string method, TArguments arguments, JsonTypeInfo<TArguments> argumentsType, JsonTypeInfo<TReply> replyType, CancellationToken cancellation,
        TimeSpan? within = null)
        where TReply : Reply =>
        Call(method, () => Json(arguments, argumentsType), () => settings.ApiToken, replyType, within ?? settings.ApiTimeout, cancellation);

    /// <summary>A call with its arguments as a form; null arguments are left out.</summary>
    public Task<TReply> Form<TReply>(
        string method, JsonTypeInfo<TReply> replyType, CancellationToken cancellation, params ReadOnlySpan<(string Name, string? Value)> arguments)
        where TReply : Reply
    {
        var form = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in arguments)
        {
            if (value is not null)
                form.Add(new(name, value));
        }
        return Call(method, () => new FormUrlEncodedContent(form), () => settings.ApiToken, replyType, settings.ApiTimeout, cancellation);
    }

    /// <summary>A call to apps.*, which needs the app-level token.</summary>
    public Task<TReply> AppCall<TReply>(string method, JsonTypeInfo<TReply> replyType, CancellationToken cancellation)
        where TReply : Reply =>
        Call(method, () => new FormUrlEncodedContent([]), () => settings.AppLevelToken, replyType, settings.ApiTimeout, cancellation);

    /// <summary>Sends a message to a response_url.</summary>
    public Task Respond(string url, MessageArguments message, CancellationToken cancellation) =>
        Deliver("response_url", url, Json(message, SlackJson.Web.MessageArguments), cancellation);

    /// <summary>Posts to an address from Slack, without a token.</summary>
    public Task Deliver(string name, string url, HttpContent content, CancellationToken cancellation) => Measured(name, async () =>
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsTrusted(uri))
            throw new SlackException(name, "untrusted_url");
        var (status, _, body) = await Send(name, new(HttpMethod.Post, uri) { Content = content }, settings.ApiTimeout, Whole, cancellation);
        if (status is >= 200 and < 300)
            return true;
        var error = TryRead(body, SlackJson.Web.OkReply)?.Error ?? System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 64)));
        throw new SlackException(name, error.Length > 0 && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : $"http_{status}");
    });

    /// <summary>Reads a file at an address from Slack, with the token: from Slack's own hosts, and never more than <paramref name="most"/> bytes.</summary>
    public Task<byte[]> Fetch(string name, string url, int most, CancellationToken cancellation) => Measured(name, async () =>
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !KeepsFiles(uri))
            throw new SlackException(name, "untrusted_url");
        var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Authorization = Bearer(settings.ApiToken) ?? throw new SlackException(name, "not_authed") } };
        var (status, _, body) = await Send(name, request, settings.ApiTimeout, (content, until) => AtMost(most, name, content, until), cancellation);
        // Slack shows a sign-in page, usually by a redirect, to anyone who may not read the file.
        return status is >= 200 and < 300 ? body : throw new SlackException(name, status is >= 300 and < 400 or 401 or 403 ? "not_allowed" : $"http_{status}");
    });

    public void Dispose() => _http.Dispose();

    private Task<TReply> Call<TReply>(
        string method, Func<HttpContent> content, Func<string?> token, JsonTypeInfo<TReply> replyType, TimeSpan within, CancellationToken cancellation)
        where TReply : Reply => Measured(method, async () =>
    {
        var used = token();
        try
        {
            return await Call(method, content(), Bearer(used), replyType, within, cancellation);
        }
        catch (SlackException refused) when (refused.ErrorCode is "invalid_auth" or "token_revoked" or "token_expired" or "account_inactive" && IsRenewed())
        {
            return await Call(method, content(), Bearer(token()), replyType, within, cancellation);
        }

        bool IsRenewed()
        {
            settings.Renew();
            return token() != used;
        }
    });

    private async Task<TReply> Call<TReply>(
        string method, HttpContent content, AuthenticationHeaderValue? token, JsonTypeInfo<TReply> replyType, TimeSpan within, CancellationToken cancellation)
        where TReply : Reply
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(settings.ApiUrl, method))
        {
            Content = content,
            Headers = { Authorization = token ?? throw new SlackException(method, "not_authed") }
        };
        var (status, headers, body) = await Send(method, request, within, Whole, cancellation);
        var reply = TryRead(body, replyType);
        if (reply?.Ok is not { } ok)
            throw new SlackUnreachableException(method, $"HTTP {status} without Slack's JSON");
        if (!ok)
            throw new SlackException(method, reply.Error ?? "unknown_error", reply.Details);
        if (reply is AuthTestReply test)
            return (TReply)(Reply)(test with
            {
                Date = headers.Date,
                Scopes = headers.TryGetValues("X-OAuth-Scopes", out var scopes)
                    ? [.. string.Join(',', scopes).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
                    : null,
            });
        return reply;
    }

    private async Task<T> Measured<T>(string method, Func<Task<T>> call)
    {
        var begun = Stopwatch.GetTimestamp();
        using var activity = Tracing.Part("slack " + method, ActivityKind.Client);
        try
        {
            var answered = await call();
            metrics.Called(method, null, Stopwatch.GetElapsedTime(begun));
            return answered;
        }
        catch (SlackException refused)
        {
            metrics.Called(method, refused.ErrorCode, Stopwatch.GetElapsedTime(begun));
            activity?.SetStatus(ActivityStatusCode.Error, refused.ErrorCode);
            throw;
        }
    }

    private async Task<(int Status, HttpResponseHeaders Headers, byte[] Body)> Send(
        string method, HttpRequestMessage request, TimeSpan within, Func<HttpContent, CancellationToken, Task<byte[]>> read, CancellationToken cancellation)
    {
        using var sent = request;
        using var timeout = new CancellationTokenSource(within, time);
        using var either = cancellation.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token) : null;
        var until = either?.Token ?? timeout.Token;
        try
        {
            using var response = await _http.SendAsync(request, until);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                throw new SlackRateLimitException(method, RetryAfter(response.Headers.RetryAfter));
            if ((int)response.StatusCode >= 500)
                throw new SlackUnreachableException(method, $"HTTP {(int)response.StatusCode}");
            return ((int)response.StatusCode, response.Headers, await read(response.Content, until));
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new SlackUnreachableException(method, $"no answer within {within.TotalSeconds} s", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new SlackUnreachableException(method, fault.Message, fault);
        }
    }

    private TimeSpan RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : UnsaidRetryAfter);

    private bool IsTrusted(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == settings.ApiUrl.Scheme && uri.Authority == settings.ApiUrl.Authority);

    // Slack's files are at files.slack.com; any other server's share the host of its Web API.
    private bool KeepsFiles(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps && uri.Authority == "files." + settings.ApiUrl.Authority)
            || (uri.Scheme == settings.ApiUrl.Scheme && uri.Authority == settings.ApiUrl.Authority);

    private static Task<byte[]> Whole(HttpContent content, CancellationToken until) => content.ReadAsByteArrayAsync(until);

    private static async Task<byte[]> AtMost(int most, string name, HttpContent content, CancellationToken until)
    {
        if (content.Headers.ContentLength > most)
            throw new SlackException(name, "file_too_large");
        await using var stream = await content.ReadAsStreamAsync(until);
        var bytes = new byte[(int)Math.Min(content.Headers.ContentLength ?? most, most) + 1];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, until);
        return read < bytes.Length ? bytes[..read] : throw new SlackException(name, "file_too_large");
    }

    private static T? TryRead<T>(byte[] body, JsonTypeInfo<T> type)
        where T : Reply
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = JsonType;
        return content;
    }

    private static AuthenticationHeaderValue? Bearer(string? token) => token is { Length: > 0 } ? new("Bearer", token) : null;
}
