using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Shows the result of a submission that took longer than Slack waits, in the modal that says “still working”.</summary>
internal sealed class LateSubmission(ISlackApiClient slack, SlackTransport transport, FollowUp followUp)
{
    /// <summary>What the modal shows in the meantime.</summary>
    public static ModalViewDefinition StillWorking { get; } = FollowUp.Words("Still working on it. What comes of it appears here.", "One moment");

    private static readonly ModalViewDefinition Done = FollowUp.Words("Done. You can close this.", "Done");

    public Task Show(ViewInfo view, ReadOnlyMemory<byte> payload, ViewSubmissionResponse response, CancellationToken cancellation) =>
        followUp.Redraw(
            () => response.FieldErrors is { Count: > 0 } errors
                ? transport.Post("views.update", FormAgain(view.Id, payload.Span, errors), SlackJson.Web.JsonObject, SlackJson.Web.ViewReply, cancellation)
                : slack.Views.Update(view.Id, response.UpdatedView ?? response.PushedView ?? Done, cancellation: cancellation),
            cancellation);

    /// <summary>The form as submitted, with its values kept and the errors at its top.</summary>
    internal static JsonObject FormAgain(string viewId, ReadOnlySpan<byte> payload, IReadOnlyDictionary<string, string> errors)
    {
        var view = JsonNode.Parse(payload)!["view"]!;
        var blocks = new JsonArray();
        foreach (var error in errors.Values)
            blocks.Add(JsonSerializer.SerializeToNode(new SectionBlock { Text = ":warning: " + error }, SlackJson.Web.Block));
        foreach (var block in view["blocks"]?.AsArray() ?? [])
        {
            var copy = block!.DeepClone();
            if (copy["element"] is JsonObject element
                && view["state"]?["values"]?[(string?)copy["block_id"] ?? ""]?[(string?)element["action_id"] ?? ""] is JsonObject value)
                Fill(element, value);
            blocks.Add(copy);
        }
        var again = new JsonObject { ["type"] = "modal", ["blocks"] = blocks };
        foreach (var name in (ReadOnlySpan<string>)["title", "submit", "close", "callback_id", "private_metadata", "external_id", "notify_on_close",
            "clear_on_close"])
        {
            if (view[name] is { } kept && !(kept.GetValueKind() == JsonValueKind.String && kept.GetValue<string>().Length == 0))
                again[name] = kept.DeepClone();
        }
        return new() { ["view_id"] = viewId, ["view"] = again };
    }

    // What a state calls selected_x is initial_x in an element; typed text is initial_value.
    private static void Fill(JsonObject element, JsonObject value)
    {
        foreach (var (name, filled) in value)
        {
            var initial = name == "value" ? "initial_value" : name.StartsWith("selected_") ? "initial_" + name["selected_".Length..] : null;
            if (initial is null)
                continue;
            element.Remove(initial);
            if (filled is not null and not JsonArray { Count: 0 })
                element[initial] = filled.DeepClone();
        }
    }
}
