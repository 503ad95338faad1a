using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>The app's messages.</summary>
internal static class ChatMethods
{
    public static readonly ApiMethod[] All =
    [
        new("chat.postMessage", 5, PostMessage, "chat:write"),
        new("chat.update", 3, Update, "chat:write"),
        new("chat.delete", 3, Delete, "chat:write"),
        new("chat.postEphemeral", 4, PostEphemeral, "chat:write"),
        new("chat.getPermalink", 5, GetPermalink),
    ];

    /// <summary>The target of a message, given by a channel's id or name, or by a person's id for the direct message with them.</summary>
    public static Channel Target(ApiCall call)
    {
        var name = call.Required("channel");
        var channel = call.Workspace.FindChannel(name);
        if (channel is null && call.Workspace.Users.GetValueOrDefault(name) is { IsBot: false, Deleted: false } user)
            channel = call.Change.OpenDirect([Seed.BotUser, user.Id]);
        var member = channel?.Members.Contains(Seed.BotUser) ?? false;
        if (channel is null || (channel.Type != "channel" && !member))
            throw new SlackError("channel_not_found");
        if (channel.IsArchived)
            throw new SlackError("is_archived");
        return member || call.HasScope("chat:write.public") ? channel : throw new SlackError("not_in_channel");
    }

    private static JsonObject PostMessage(ApiCall call)
    {
        var content = MessageContent.Read(call);
        var channel = Target(call);
        var message = call.Change.Post(new Message
        {
            Channel = channel.Id, Ts = call.Workspace.NewTs(channel.Id), User = Seed.BotUser, BotId = Seed.BotId, Text = content.Text ?? "",
            Blocks = content.Blocks, Attachments = content.Attachments, Metadata = content.Metadata, ThreadTs = Thread(call, channel),
            Subtype = call.Flag("reply_broadcast") && call.Has("thread_ts") ? "thread_broadcast" : null,
        });
        return new() { ["channel"] = channel.Id, ["ts"] = message.Ts, ["message"] = SlackJson.Message(call.Workspace, message, metadata: true) };
    }

    private static JsonObject Update(ApiCall call)
    {
        var channel = call.Channel();
        var message = call.Message(channel);
        if (message.BotId != Seed.BotId)
            throw new SlackError("cant_update_message");
        var content = MessageContent.Read(call);
        var before = SlackJson.Message(call.Workspace, message, metadata: true);
        // Without new blocks the old ones stay only if no new text is given.
        message.Blocks = content.Blocks ?? (content.Text is null ? message.Blocks : null);
        message.Attachments = content.Attachments ?? message.Attachments;
        message.Metadata = content.Metadata is { Count: 0 } ? null : content.Metadata ?? message.Metadata;
        message.Text = content.Text ?? message.Text;
        // Slack marks only messages without new blocks as edited.
        message.EditedTs = content.Blocks is null ? call.Workspace.NewTs(channel.Id) : message.EditedTs;
        message.Picked.Clear();
        call.Change.Edited(message, before);
        return new()
        {
            ["channel"] = channel.Id, ["ts"] = message.Ts, ["text"] = message.Text,
            ["message"] = SlackJson.Message(call.Workspace, message, metadata: true)
        };
    }

    private static JsonObject Delete(ApiCall call)
    {
        var channel = call.Channel();
        var message = call.Message(channel);
        if (message.BotId != Seed.BotId)
            throw new SlackError("cant_delete_message");
        call.Change.Delete(message);
        return new() { ["channel"] = channel.Id, ["ts"] = message.Ts };
    }

    private static JsonObject PostEphemeral(ApiCall call)
    {
        var content = MessageContent.Read(call);
        var channel = Target(call);
        var user = call.Required("user");
        if (!channel.Members.Contains(user))
            throw new SlackError("user_not_in_channel");
        var message = call.Change.Post(new Message
        {
            Channel = channel.Id, Ts = call.Workspace.NewTs(channel.Id), User = Seed.BotUser, BotId = Seed.BotId, Text = content.Text ?? "",
            Blocks = content.Blocks, Attachments = content.Attachments, ThreadTs = Thread(call, channel), EphemeralTo = user,
        });
        return new() { ["message_ts"] = message.Ts };
    }

    private static JsonObject GetPermalink(ApiCall call)
    {
        var channel = call.Channel();
        var message = call.Message(channel, "message_ts");
        var link = $"{call.BaseUrl}/archives/{channel.Id}/p{message.Ts.Replace(".", "")}";
        return new() { ["channel"] = channel.Id, ["permalink"] = message.ThreadTs is null ? link : $"{link}?thread_ts={message.ThreadTs}&cid={channel.Id}" };
    }

    /// <summary>The thread's parent message, whichever message of the thread is given.</summary>
    private static string? Thread(ApiCall call, Channel channel) =>
        call.Has("thread_ts") && call.Message(channel, "thread_ts", "thread_not_found") is { } parent ? parent.ThreadTs ?? parent.Ts : null;
}
