namespace SecurityReleaseChatOps.Slack;

/// <summary>Slack refused a call.</summary>
/// <param name="method">The Web API's method, or <c>response_url</c>.</param>
/// <param name="errorCode">Slack's word for it: <c>channel_not_found</c>, …</param>
/// <param name="errorMessages">What is wrong where, if Slack said so.</param>
public class SlackException(string method, string errorCode, IReadOnlyList<string>? errorMessages = null, Exception? inner = null)
    : Exception(errorMessages is { Count: > 0 } ? $"{method}: {errorCode}: {string.Join("; ", errorMessages)}" : $"{method}: {errorCode}", inner)
{
    /// <summary>The Web API's method.</summary>
    public string Method { get; } = method;

    /// <summary>Slack's word for it.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>What is wrong where.</summary>
    public IReadOnlyList<string> ErrorMessages { get; } = errorMessages ?? [];
}

/// <summary>Slack asks to wait: HTTP 429.</summary>
/// <param name="method">The Web API's method.</param>
/// <param name="retryAfter">How long, as Slack says, or 30 seconds if it does not say.</param>
public sealed class SlackRateLimitException(string method, TimeSpan retryAfter) : SlackException(method, "ratelimited")
{
    /// <summary>How long to wait.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>
/// No sound answer came: no connection, a timeout, a 5xx, or something that is not Slack's JSON. Whether the call had its effect is not known.
/// </summary>
/// <param name="method">The Web API's method.</param>
/// <param name="reason">What came instead, in words.</param>
/// <param name="inner">The fault under it.</param>
public sealed class SlackUnreachableException(string method, string reason, Exception? inner = null)
    : SlackException(method, "unreachable", [reason], inner);
