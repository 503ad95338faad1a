using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SecurityReleaseChatOps.LocalSlack.Sockets;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>The connection to the app: signed HTTP or its sockets, with the time limit for answers and the injected faults.</summary>
internal sealed class AppLink(Workspace workspace, Journal journal, Faults faults, SocketHub sockets, LocalSlackOptions options) : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        MaxResponseContentBufferSize = LargestAnswer,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Delivers and returns the app's answer; never throws for anything the app does.</summary>
    /// <param name="ct">For the workspace's shutdown only: a delivery is made even if whoever caused it disconnects.</param>
    public async Task<AppAnswer> Deliver(Delivery delivery, CancellationToken ct = default)
    {
        if (!faults.Doubles(delivery.Kind, delivery.Type))
            return await Once(delivery, ct);
        var (first, second) = (Once(delivery, ct), Once(delivery, ct));
        await Task.WhenAll(first, second);
        return await first;
    }

    public void Dispose() => _client.Dispose();

    private async Task<AppAnswer> Once(Delivery delivery, CancellationToken ct)
    {
        var (started, at) = (workspace.Clock.GetTimestamp(), workspace.Clock.GetUtcNow());
        var fault = faults.ForDelivery(delivery.Kind, delivery.Type);
        var overSocket = workspace.App.SocketMode;
        var (body, headers) = overSocket ? (delivery.Payload.ToText(), []) : Write(delivery);
        var answer = fault?.Kind == "drop" ? Failed : overSocket ? await OverSocket(delivery, ct) : await OverHttp(delivery, body, headers, ct);
        answer = fault?.Kind switch { "timeout" => TimedOut, "500" => new AppAnswer(500, "", "dispatch_failed", "http_error"), _ => answer };
        journal.Add(new JournalEntry
        {
            At = at, Direction = "delivery", Kind = delivery.Kind, Name = delivery.Type, HttpMethod = overSocket
                ? "SOCKET"
                : "POST", Url = delivery.Url?.ToString() ?? "",
            Headers = headers, Request = body, Status = answer.Status, Response = answer.Text, Ms = workspace.Clock.GetElapsedTime(started).TotalMilliseconds,
            LimitMs = (int)options.AnswerTime.TotalMilliseconds,
            Signature = overSocket ? "none" : "valid", Error = answer.Error, Fault = fault?.Kind, RetryNum = delivery.RetryNum > 0 ? delivery.RetryNum : null,
        });
        return answer;
    }

    private static AppAnswer TimedOut => new(0, "", "operation_timeout", "http_timeout");

    private static AppAnswer Failed => new(0, "", "dispatch_failed", "connection_failed");

    private async Task<AppAnswer> OverSocket(Delivery delivery, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(options.AnswerTime);
        try
        {
            return await sockets.Send(delivery, timeout.Token) is { } text
                ? new AppAnswer(200, text)
                : new AppAnswer(0, "", "dispatch_failed", "connection_failed");
        }
        catch (OperationCanceledException)
        {
            return new AppAnswer(0, "", "operation_timeout", "timeout");
        }
    }

    private async Task<AppAnswer> OverHttp(Delivery delivery, string body, Dictionary<string, string> headers, CancellationToken ct)
    {
        if (delivery.Url is null)
            return new AppAnswer(0, "", "app_not_reachable", "connection_failed");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(options.AnswerTime);
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        try
        {
            using var response = await _client.SendAsync(request, timeout.Token);
            var text = await response.Content.ReadAsStringAsync(timeout.Token);
            var noRetry = response.Headers.TryGetValues("X-Slack-No-Retry", out var values) && values.Contains("1");
            return response.IsSuccessStatusCode
                ? new AppAnswer((int)response.StatusCode, text)
                : new AppAnswer((int)response.StatusCode, text, "dispatch_failed", "http_error") { NoRetry = noRetry };
        }
        catch (OperationCanceledException)
        {
            return TimedOut;
        }
        catch (HttpRequestException)
        {
            return Failed;
        }
    }

    private (string Body, Dictionary<string, string> Headers) Write(Delivery delivery)
    {
        var body = delivery.Kind switch
        {
            "event" => delivery.Payload.ToText(),
            "command" => Form(delivery.Payload.Select(field => (field.Key, field.Value?.ToString() ?? ""))),
            _ => Form([("payload", delivery.Payload.ToText())]),
        };
        var seconds = options.ClockOfApp(workspace.Clock).GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Content-Type"] = delivery.Kind == "event" ? "application/json" : "application/x-www-form-urlencoded",
            ["User-Agent"] = "Slackbot 1.0 (+https://api.slack.com/robots)",
            ["X-Slack-Request-Timestamp"] = seconds,
            ["X-Slack-Signature"] = Sign(workspace.Team.SigningSecret, seconds, body),
        };
        if (delivery.RetryNum > 0)
        {
            headers["X-Slack-Retry-Num"] = delivery.RetryNum.ToString(CultureInfo.InvariantCulture);
            headers["X-Slack-Retry-Reason"] = delivery.RetryReason ?? "unknown_error";
        }
        return (body, headers);
    }

    private static string Sign(string secret, string seconds, string body) =>
        $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{seconds}:{body}")))}";

    private static string Form(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));
}
