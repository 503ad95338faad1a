using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>The app's answer to a delivery.</summary>
/// <param name="Status">The HTTP status; 200 for an ack on a socket, 0 if there was no answer.</param>
/// <param name="Text">The answer's body.</param>
/// <param name="Error"><c>operation_timeout</c>, <c>dispatch_failed</c> or <c>app_not_reachable</c>; null if the app accepted it.</param>
/// <param name="Reason">The same as a value of X-Slack-Retry-Reason.</param>
internal sealed record AppAnswer(int Status, string Text, string? Error = null, string? Reason = null)
{
    /// <summary>Whether the app asks not to be sent this event again.</summary>
    public bool NoRetry { get; init; }

    public bool Ok => Error is null;

    /// <summary>The body as JSON; a JSON string if it is not JSON, null if it is empty.</summary>
    public JsonNode? Body
    {
        get
        {
            if (string.IsNullOrWhiteSpace(Text))
                return null;
            try
            {
                return JsonText.Parse(Text);
            }
            catch (JsonException)
            {
                return JsonValue.Create(Text);
            }
        }
    }
}

/// <summary>Something to deliver to the app.</summary>
/// <param name="Kind"><c>command</c>, <c>action</c>, <c>options</c> or <c>event</c>.</param>
/// <param name="Type">The specific type, such as <c>view_submission</c>.</param>
/// <param name="Url">Where it goes over HTTP.</param>
internal sealed record Delivery(string Kind, string Type, Uri? Url, JsonObject Payload)
{
    public int RetryNum { get; init; }
    public string? RetryReason { get; init; }
}
