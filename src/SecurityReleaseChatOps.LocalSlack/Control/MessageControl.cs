using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>People's own messages and reactions.</summary>
internal static class MessageControl
{
    public static void Map(ControlEndpoints control, IEndpointRouteBuilder routes)
    {
        control.Map(routes, "POST", "/control/messages", Post);
        control.Map(routes, "POST", "/control/messages/edit", Edit);
        control.Map(routes, "POST", "/control/messages/delete", Delete);
        control.Map(routes, "POST", "/control/reactions", React);
        control.Map(routes, "POST", "/control/dms", Direct);
    }

    private static JsonObject Post(ControlCall call)
    {
        var user = call.Actor();
        var channel = call.Channel(call.Required("channel"), user);
        if (channel.IsArchived)
            throw ControlError.Forbidden($"#{channel.Name} is archived.");
        var files = GivenFiles.TakeAll(call.Workspace, user, call.Body["files"]);
        var text = files.Count > 0 ? call.Text("text") ?? "" : call.Required("text");
        return call.Workspace.Do(change =>
        {
            var thread = call.Text("thread_ts") is { Length: > 0 } ts
                ? call.Workspace.FindMessage(channel.Id, ts) ?? throw ControlError.NotFound($"There is no message {ts} in that channel.")
                : null;
            // Slack requires joining a channel before writing in it.
            change.Join(channel, null, user.Id);
            foreach (var file in files.Select(id => call.Workspace.Files[id]))
            {
                file.Channels.Add(channel.Id);
                change.Save(file);
            }
            var message = change.Post(new Message
            {
                Channel = channel.Id, Ts = call.Workspace.NewTs(channel.Id), User = user.Id, Text = Composer.Message(call.Workspace,
                    text), ThreadTs = thread?.ThreadTs ?? thread?.Ts,
                Files = [.. files], Subtype = files.Count > 0 ? "file_share" : null,
            });
            return new JsonObject { ["channel"] = channel.Id, ["ts"] = message.Ts, ["message"] = SlackJson.Message(call.Workspace, message, metadata: true) };
        });
    }

    private static JsonObject Edit(ControlCall call)
    {
        var text = call.Required("text");
        return call.Workspace.Do(change =>
        {
            var message = Own(call);
            var before = SlackJson.Message(call.Workspace, message, metadata: true);
            (message.Text, message.EditedTs) = (Composer.Message(call.Workspace, text), call.Workspace.NewTs(message.Channel));
            change.Edited(message, before);
            return new JsonObject
            {
                ["channel"] = message.Channel, ["ts"] = message.Ts,
                ["message"] = SlackJson.Message(call.Workspace, message, metadata: true)
            };
        });
    }

    private static JsonObject Delete(ControlCall call) => call.Workspace.Do(change =>
    {
        var message = Own(call);
        change.Delete(message);
        return new JsonObject { ["channel"] = message.Channel, ["ts"] = message.Ts };
    });

    /// <summary>Adds a reaction, or removes it if it is there.</summary>
    private static JsonObject React(ControlCall call) => call.Workspace.Do(change =>
    {
        var user = call.Actor();
        var message = call.Message(user);
        var name = call.Required("name").Trim(':');
        var added = change.React(message, user.Id, name);
        if (!added)
            change.Unreact(message, user.Id, name);
        return new JsonObject { ["channel"] = message.Channel, ["ts"] = message.Ts, ["added"] = added };
    });

    private static JsonObject Direct(ControlCall call)
    {
        var user = call.Actor();
        string[] with = call.Body["with"] is JsonArray several ? [.. several.Select(item => item?.ToString() ?? "")] : [call.Required("with")];
        var others = with.Select(name => call.Person(name).Id);
        return call.Workspace.Do(change => new JsonObject { ["channel"] = change.OpenDirect([user.Id, .. others]).Id });
    }

    private static Message Own(ControlCall call)
    {
        var user = call.Actor();
        var message = call.Message(user);
        // People can also dismiss ephemeral messages addressed to them.
        return message.User == user.Id || message.EphemeralTo == user.Id ? message : throw ControlError.Forbidden($"{user.Name} did not write this message.");
    }
}
