using System.Net;

namespace SecurityReleaseChatOps.Slack;

/// <summary>What Slack is answered, and what is done once it has the answer.</summary>
/// <param name="Status">The HTTP status; over a socket, 500 and more are not acknowledged, so that Slack tries again.</param>
/// <param name="Body">JSON, or nothing.</param>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>200 and nothing else.</summary>
    public static Answer Ok { get; } = new((int)HttpStatusCode.OK);

    /// <summary>Slack is to send it again.</summary>
    public static Answer Failed { get; } = new((int)HttpStatusCode.InternalServerError);

    /// <summary>Still at it; Slack is to ask again.</summary>
    public static Answer Busy { get; } = new((int)HttpStatusCode.ServiceUnavailable);

    /// <summary>Done right after Slack has the answer: the view opens, the response_url gets its message.</summary>
    public Func<CancellationToken, Task>? After { get; init; }

    /// <summary>Done instead of both when the handler was slower than Slack waits.</summary>
    public Func<CancellationToken, Task>? Late { get; init; }

    public static Answer Json(byte[] body) => new((int)HttpStatusCode.OK, body);
}
