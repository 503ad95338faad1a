using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>The payloads that tell the app what people did. To be called while holding the workspace's lock.</summary>
internal static class Payloads
{
    public static JsonObject Slash(Workspace w, User user, Channel channel, string command, string text, string responseUrl, string trigger) => new()
    {
        ["token"] = w.Team.VerificationToken, ["team_id"] = w.Team.Id, ["team_domain"] = w.Team.Domain, ["channel_id"] = channel.Id,
        ["channel_name"] = channel.IsIm ? "directmessage" : channel.IsPrivate ? "privategroup" : channel.Name, ["user_id"] = user.Id, ["user_name"] = user.Name,
        ["command"] =
            command, ["text"] =
                text, ["api_app_id"] = Seed.AppId, ["is_enterprise_install"] = "false", ["response_url"] = responseUrl, ["trigger_id"] = trigger,
    };

    /// <summary>A click on something in a message.</summary>
    public static JsonObject MessageAction(Workspace w, User user, Message message, JsonObject action, string responseUrl, string trigger)
    {
        var json = Interaction(w, user, "block_actions");
        var container = new JsonObject
        {
            ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = message.Channel,
            ["is_ephemeral"] = message.EphemeralTo is not null
        };
        if (message.ThreadTs is not null)
            container["thread_ts"] = message.ThreadTs;
        (json["container"], json["trigger_id"], json["response_url"]) = (container, trigger, responseUrl);
        json["channel"] = ChannelRef(w.Channels[message.Channel]);
        // Slack does not send the content of an ephemeral message.
        if (message.EphemeralTo is null)
            json["message"] = SlackJson.Message(w, message, metadata: true);
        json["state"] = new JsonObject { ["values"] = Elements.Values(message.Blocks, message.Picked.GetValueOrDefault(user.Id)) };
        json["actions"] = new JsonArray(action);
        return json;
    }

    /// <summary>A click on something in a modal or in App Home.</summary>
    public static JsonObject ViewAction(Workspace w, User user, View view, JsonObject action, string trigger)
    {
        var json = Interaction(w, user, "block_actions");
        (json["container"], json["trigger_id"]) = (new JsonObject { ["type"] = "view", ["view_id"] = view.Id }, trigger);
        (json["view"], json["actions"]) = (SlackJson.View(w, view), new JsonArray(action));
        return json;
    }

    public static JsonObject Submission(Workspace w, User user, View view, JsonArray responseUrls, string trigger)
    {
        var json = Interaction(w, user, "view_submission");
        (json["trigger_id"], json["view"], json["response_urls"]) = (trigger, SlackJson.View(w, view), responseUrls);
        return json;
    }

    public static JsonObject Closed(Workspace w, User user, View view, bool cleared)
    {
        var json = Interaction(w, user, "view_closed");
        (json["view"], json["is_cleared"]) = (SlackJson.View(w, view), cleared);
        return json;
    }

    public static JsonObject GlobalShortcut(Workspace w, User user, string callbackId, string trigger)
    {
        var json = Interaction(w, user, "shortcut");
        json.Remove("api_app_id");
        (json["callback_id"], json["trigger_id"], json["action_ts"]) = (callbackId, trigger, ActionTs(w));
        return json;
    }

    public static JsonObject MessageShortcut(Workspace w, User user, string callbackId, Message message, string responseUrl, string trigger)
    {
        var json = Interaction(w, user, "message_action");
        (json["callback_id"], json["trigger_id"], json["action_ts"], json["message_ts"]) = (callbackId, trigger, ActionTs(w), message.Ts);
        (json["response_url"], json["channel"],
            json["message"]) = (responseUrl, ChannelRef(w.Channels[message.Channel]), SlackJson.Message(w, message, metadata: true));
        return json;
    }

    /// <summary>A request for an external select's options.</summary>
    public static JsonObject Suggestion(Workspace w, User user, Message? message, View? view, string blockId, string actionId, string value)
    {
        var json = Interaction(w, user, "block_suggestion");
        (json["block_id"], json["action_id"], json["value"]) = (blockId, actionId, value);
        json["container"] = message is not null
            ? new JsonObject
            {
                ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = message.Channel,
                ["is_ephemeral"] = message.EphemeralTo is not null
            }
            : new JsonObject { ["type"] = "view", ["view_id"] = view!.Id };
        if (message is not null)
            (json["channel"], json["message"]) = (ChannelRef(w.Channels[message.Channel]), SlackJson.Message(w, message, metadata: true));
        if (view is not null)
            json["view"] = SlackJson.View(w, view);
        return json;
    }

    public static string ActionTs(Workspace w) => Workspace.FormatTs((w.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10);

    private static JsonObject Interaction(Workspace w, User user, string type) => new()
    {
        ["type"] = type, ["team"] = new JsonObject { ["id"] = w.Team.Id, ["domain"] = w.Team.Domain },
        ["user"] = new JsonObject { ["id"] = user.Id, ["username"] = user.Name, ["name"] = user.Name, ["team_id"] = w.Team.Id },
        ["api_app_id"] = Seed.AppId, ["token"] = w.Team.VerificationToken, ["enterprise"] = null, ["is_enterprise_install"] = false,
    };

    private static JsonObject ChannelRef(Channel channel) => new()
    {
        ["id"] = channel.Id, ["name"] = channel.IsIm ? "directmessage" : channel.IsPrivate ? "privategroup" : channel.Name,
    };
}
