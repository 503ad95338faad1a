using System.Net;

namespace SecurityReleaseChatOps.Slack;

/// <summary>The answer to Slack, and the work to do once Slack has it.</summary>
/// <param name="Status">The HTTP status; over a socket, 500 and above is not acknowledged, so that Slack tries again.</param>
/// <param name="Body">JSON, or nothing.</param>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body = default)
{
    /// <summary>200 with an empty body.</summary>
    public static Answer Ok { get; } = new((int)HttpStatusCode.OK);

    /// <summary>Slack should send it again.</summary>
    public static Answer Failed { get; } = new((int)HttpStatusCode.InternalServerError);

    /// <summary>Still being handled; Slack should send it again.</summary>
    public static Answer Busy { get; } = new((int)HttpStatusCode.ServiceUnavailable);

    /// <summary>Runs right after Slack has the answer: opens the view, sends the message to the response_url.</summary>
    public Func<CancellationToken, Task>? After { get; init; }

    /// <summary>Runs instead of both when the handler took longer than Slack waits.</summary>
    public Func<CancellationToken, Task>? Late { get; init; }

    public static Answer Json(byte[] body) => new((int)HttpStatusCode.OK, body);
}
