using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Scheduled messages: posted when the workspace's clock reaches their time.</summary>
internal static class ScheduledMethods
{
    private const long FarthestSeconds = 120 * 24 * 3600;

    public static readonly ApiMethod[] All =
    [
        new("chat.scheduleMessage", 3, Schedule, "chat:write"),
        new("chat.deleteScheduledMessage", 3, Delete, "chat:write"),
        new("chat.scheduledMessages.list", 3, List),
    ];

    /// <summary>Posts the messages that are due.</summary>
    public static void PostDue(Change change)
    {
        foreach (var due in change.Workspace.Scheduled.Values.Where(s => s.PostAt <= change.Workspace.Seconds).OrderBy(s => s.PostAt).ToArray())
        {
            change.Remove(due);
            if (change.Workspace.Channels.GetValueOrDefault(due.Channel) is not { IsArchived: false } channel)
                continue;
            change.Post(new Message
            {
                Channel = channel.Id, Ts = change.Workspace.NewTs(channel.Id), User = Seed.BotUser, BotId = Seed.BotId, Text = due.Text,
                Blocks = due.Blocks, Metadata = due.Metadata, ThreadTs = due.ThreadTs,
            });
        }
    }

    private static JsonObject Schedule(ApiCall call)
    {
        var at = call.Number("post_at") ?? throw SlackError.Missing("post_at");
        var content = MessageContent.Read(call);
        var channel = ChatMethods.Target(call);
        if (at <= call.Workspace.Seconds)
            throw new SlackError("time_in_past");
        if (at > call.Workspace.Seconds + FarthestSeconds)
            throw new SlackError("time_too_far");
        var scheduled = call.Change.Save(new ScheduledMessage
        {
            Id = call.Change.NextId("Q"), Channel = channel.Id, PostAt = at, Created = call.Workspace.Seconds, Text = content.Text ?? "",
            Blocks = content.Blocks, Metadata = content.Metadata, ThreadTs = call.Text("thread_ts"),
        });
        return new()
        {
            ["channel"] = channel.Id, ["scheduled_message_id"] = scheduled.Id, ["post_at"] = at,
            ["message"] = new JsonObject
            {
                ["type"] = "delayed_message", ["text"] = scheduled.Text, ["bot_id"] = Seed.BotId, ["user"] = Seed.BotUser,
                ["team"] = call.Workspace.Team.Id
            },
        };
    }

    private static JsonObject Delete(ApiCall call)
    {
        if (call.Workspace.Scheduled.GetValueOrDefault(call.Required("scheduled_message_id")) is not { } scheduled
            || scheduled.Channel != call.Required("channel"))
            throw new SlackError("invalid_scheduled_message_id");
        call.Change.Remove(scheduled);
        return [];
    }

    private static JsonObject List(ApiCall call)
    {
        var wanted = call.Workspace.Scheduled.Values.Where(s => call.Text("channel") is not { } channel || s.Channel == channel).OrderBy(s => s.PostAt)
            .ThenBy(s => s.Id);
        var (items, next) = Page.Of(call, wanted, s => s.Id);
        return new()
        {
            ["scheduled_messages"] = SlackJson.Array(items.Select(s => new JsonObject
            {
                ["id"] = s.Id, ["channel_id"] = s.Channel, ["post_at"] = s.PostAt, ["date_created"] = s.Created, ["text"] = s.Text,
            })),
            ["response_metadata"] = Page.Metadata(next),
        };
    }
}
