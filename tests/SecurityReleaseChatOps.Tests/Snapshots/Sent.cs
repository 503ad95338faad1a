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

    /// <summary>A message only one person sees.</summary>
    public static JsonObject Answer(Message message) => Json(Names.In(message));

    public static JsonObject Json(ViewDefinition view) =>
        JsonSerializer.SerializeToNode(BlockLimits.Fit(Names.In(view)), SlackJson.Web.ViewDefinition)!.AsObject();

    private static NamesForOne Names { get; } = new(new Everyone());

    private sealed class Everyone : ISlackNames
    {
        public string? NameOf(string target) => target is ['@', .. var user] ? Gallery.Plain(user) : "a-group";
    }

    /// <summary>For a person to read and approve.</summary>
    public static string Text(JsonObject json) => json.ToJsonString(Readable) + "\n";
}
