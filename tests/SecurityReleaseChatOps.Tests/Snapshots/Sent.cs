using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Messages and views as the Slack layer sends them.</summary>
internal static class Sent
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Json(Message message) =>
        JsonSerializer.SerializeToNode(MessageArguments.Of(message), SlackJson.Web.MessageArguments)!.AsObject();

    public static JsonObject Json(ViewDefinition view) =>
        JsonSerializer.SerializeToNode(BlockLimits.Fit(view), SlackJson.Web.ViewDefinition)!.AsObject();

    /// <summary>For a person to read and approve.</summary>
    public static string Text(JsonObject json) => json.ToJsonString(Readable) + "\n";
}
