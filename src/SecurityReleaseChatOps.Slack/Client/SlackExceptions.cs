namespace SecurityReleaseChatOps.Slack;

/// <summary>Slack refused a call.</summary>
/// <param name="method">The Web API's method, or <c>response_url</c>.</param>
/// <param name="errorCode">Slack's error code, such as <c>channel_not_found</c>.</param>
/// <param name="errorMessages">The details of the problem, if Slack sent any.</param>
public class SlackException(string method, string errorCode, IReadOnlyList<string>? errorMessages = null, Exception? inner = null)
    : Exception(errorMessages is { Count: > 0 } ? $"{method}: {errorCode}: {string.Join("; ", errorMessages)}" : $"{method}: {errorCode}", inner)
{
    /// <summary>The Web API's method.</summary>
    public string Method { get; } = method;

    /// <summary>Slack's error code.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>The details of the problem; empty if Slack sent none.</summary>
    public IReadOnlyList<string> ErrorMessages { get; } = errorMessages ?? [];
}

/// <summary>Slack asks the app to wait (HTTP 429).</summary>
/// <param name="method">The Web API's method.</param>
/// <param name="retryAfter">How long to wait; 30 seconds if Slack does not say.</param>
public sealed class SlackRateLimitException(string method, TimeSpan retryAfter) : SlackException(method, "ratelimited")
{
    /// <summary>How long to wait.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>
/// There was no valid answer: no connection, a timeout, a 5xx, or something other than Slack's JSON. Whether the call took effect is unknown.
/// </summary>
/// <param name="method">The Web API's method.</param>
/// <param name="reason">What happened instead, in plain words.</param>
/// <param name="inner">The underlying exception.</param>
public sealed class SlackUnreachableException(string method, string reason, Exception? inner = null)
    : SlackException(method, "unreachable", [reason], inner);
