using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>Messages in reply to what a person did: in the answer to a command, or through a response_url.</summary>
internal static class Replies
{
    /// <summary>Posts, replaces or deletes as the reply says: ephemeral to the person unless it says in_channel.</summary>
    /// <param name="original">The message that the person acted on, if any.</param>
    /// <exception cref="SlackError">Slack would refuse it.</exception>
    public static void Apply(Change change, JsonObject reply, Channel channel, string user, Message? original)
    {
        if (original is not null && Flag(reply, "delete_original"))
        {
            change.Delete(original);
            return;
        }
        var text = (string?)reply["text"];
        var blocks = MessageContent.ReadBlocks(reply["blocks"] is JsonValue value ? JsonText.Parse((string)value!) : reply["blocks"]?.DeepClone());
        var attachments = reply["attachments"]?.DeepClone() as JsonArray;
        if (string.IsNullOrEmpty(text) && blocks is not { Count: > 0 } && attachments is not { Count: > 0 })
            throw new SlackError("no_text");
        if (original is { BotId: not null } && Flag(reply, "replace_original"))
        {
            var before = SlackJson.Message(change.Workspace, original, metadata: true);
            (original.Text, original.Blocks, original.Attachments) = (text ?? "", blocks, attachments);
            original.Picked.Clear();
            change.Edited(original, before);
            return;
        }
        var inChannel = (string?)reply["response_type"] == "in_channel";
        change.Post(new Message
        {
            Channel = channel.Id, Ts = change.Workspace.NewTs(channel.Id), User = Seed.BotUser, BotId = Seed.BotId, Text = text ?? "", Blocks = blocks,
            Attachments = attachments, ThreadTs = (string?)reply["thread_ts"], EphemeralTo = inChannel ? null : user,
        });
    }

    /// <summary>Whether the answer to a command contains a message.</summary>
    public static bool IsMessage(JsonNode? answer) =>
        answer is JsonValue || answer is JsonObject json && (json["text"] is not null || json["blocks"] is not null || json["attachments"] is not null);

    private static bool Flag(JsonObject reply, string name) =>
        reply[name] is JsonValue value && (value.TryGetValue<bool>(out var flag) ? flag : value.ToString() == "true");
}
