using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>What people and the app do with messages and channels, with the events this causes.</summary>
internal static class Messaging
{
    /// <summary>Where Slack truncates a message's text.</summary>
    private const int LongestText = 40_000;

    public static Message Post(this Change change, Message message)
    {
        if (message.Text.Length > LongestText)
            message.Text = message.Text[..LongestText];
        change.Save(message);
        if (message.EphemeralTo is not null)
        {
            change.Signal("ephemeral", ("channel", message.Channel), ("ts", message.Ts), ("user", message.EphemeralTo));
            return message;
        }
        change.Signal("message", ("channel", message.Channel), ("ts", message.Ts), ("thread_ts", message.ThreadTs), ("user", message.User));
        var workspace = change.Workspace;
        var channel = workspace.Channels[message.Channel];
        var json = SlackJson.Message(workspace, message, metadata: true);
        (json["channel"], json["event_ts"], json["channel_type"]) = (channel.Id, message.Ts, channel.Type);
        change.EmitMessage(channel, json);
        if (message.BotId is null && message.Text.Contains($"<@{Seed.BotUser}>", StringComparison.Ordinal))
            change.Emit(
                "app_mention",
                new JsonObject
                {
                    ["user"] = message.User, ["text"] = message.Text, ["ts"] = message.Ts, ["channel"] = channel.Id, ["event_ts"] = message.Ts,
                    ["thread_ts"] = message.ThreadTs
                }, channel);
        return message;
    }

    /// <summary>Saves a message whose content was changed; <paramref name="before"/> is its previous form as sent to the app.</summary>
    public static void Edited(this Change change, Message message, JsonObject before)
    {
        change.Save(message);
        change.Signal("message_changed", ("channel", message.Channel), ("ts", message.Ts));
        if (message.EphemeralTo is not null)
            return;
        var channel = change.Workspace.Channels[message.Channel];
        var ts = change.Workspace.NewTs(channel.Id);
        change.EmitMessage(channel, new JsonObject
        {
            ["type"] = "message", ["subtype"] = "message_changed", ["hidden"] = true, ["message"] = SlackJson.Message(
                change.Workspace, message, metadata: true),
            ["previous_message"] = before, ["channel"] = channel.Id, ["ts"] = ts, ["event_ts"] = ts, ["channel_type"] = channel.Type,
        });
    }

    public static void Delete(this Change change, Message message)
    {
        var before = SlackJson.Message(change.Workspace, message, metadata: true);
        change.Remove(message);
        var channel = change.Workspace.Channels[message.Channel];
        if (channel.Pins.RemoveAll(p => p.Ts == message.Ts) > 0)
            change.Save(channel);
        change.Signal("message_deleted", ("channel", message.Channel), ("ts", message.Ts));
        if (message.EphemeralTo is not null)
            return;
        var ts = change.Workspace.NewTs(channel.Id);
        change.EmitMessage(channel, new JsonObject
        {
            ["type"] = "message", ["subtype"] = "message_deleted", ["hidden"] = true, ["deleted_ts"] = message.Ts, ["previous_message"] = before,
            ["channel"] = channel.Id, ["ts"] = ts, ["event_ts"] = ts, ["channel_type"] = channel.Type,
        });
    }

    /// <summary>Adds a person's reaction.</summary>
    /// <returns>False if it was there already.</returns>
    public static bool React(this Change change, Message message, string user, string name)
    {
        var reaction = message.Reactions.Find(r => r.Name == name);
        if (reaction is null)
            message.Reactions.Add(reaction = new Reaction(name, []));
        if (reaction.Users.Contains(user))
            return false;
        reaction.Users.Add(user);
        change.Reacted("reaction_added", message, user, name);
        return true;
    }

    /// <summary>Removes a person's reaction.</summary>
    /// <returns>False if there was none.</returns>
    public static bool Unreact(this Change change, Message message, string user, string name)
    {
        if (message.Reactions.Find(r => r.Name == name) is not { } reaction || !reaction.Users.Remove(user))
            return false;
        if (reaction.Users.Count == 0)
            message.Reactions.Remove(reaction);
        change.Reacted("reaction_removed", message, user, name);
        return true;
    }

    /// <summary>Adds people to a channel, skipping those already in it.</summary>
    public static void Join(this Change change, Channel channel, string? inviter, params IEnumerable<string> users)
    {
        foreach (var user in users.Where(user => !channel.Members.Contains(user)).ToArray())
        {
            channel.Members.Add(user);
            change.Emit("member_joined_channel", new JsonObject
            {
                ["user"] = user, ["channel"] = channel.Id, ["channel_type"] = TypeLetter(channel), ["team"] = change.Workspace.Team.Id, ["inviter"] = inviter,
            }, channel);
        }
        change.Save(channel);
        change.Signal("channel", ("channel", channel.Id));
    }

    public static void Leave(this Change change, Channel channel, string user)
    {
        change.Emit(
            "member_left_channel",
            new JsonObject { ["user"] = user, ["channel"] = channel.Id, ["channel_type"] = TypeLetter(channel), ["team"] = change.Workspace.Team.Id }, channel);
        if (user == Seed.BotUser)
            change.Emit(channel.IsPrivate ? "group_left" : "channel_left", new JsonObject { ["channel"] = channel.Id }, channel);
        channel.Members.Remove(user);
        change.Save(channel);
        change.Signal("channel", ("channel", channel.Id));
    }

    /// <summary>Sets a channel's topic or purpose, and posts the message that Slack posts about it.</summary>
    /// <param name="what"><c>topic</c> or <c>purpose</c>.</param>
    public static void Describe(this Change change, Channel channel, string user, string what, string text)
    {
        if (what == "topic")
            channel.Topic = text;
        else
            channel.Purpose = text;
        change.Save(channel);
        change.Signal("channel", ("channel", channel.Id));
        change.Post(new Message
        {
            Channel = channel.Id, Ts = change.Workspace.NewTs(channel.Id), User = user, Subtype = $"channel_{what}",
            Text = text.Length > 0 ? $"<@{user}> set the channel {what}: {text}" : $"<@{user}> cleared the channel {what}",
        });
    }

    /// <summary>The conversation of exactly these people: a direct message for two, a group message for more.</summary>
    public static Channel OpenDirect(this Change change, IReadOnlyList<string> members)
    {
        var everyone = members.Distinct().Order(StringComparer.Ordinal).ToList();
        if (change.Workspace.Channels.Values.FirstOrDefault(c =>
            (c.IsIm || c.IsMpim) && c.Members.Order(StringComparer.Ordinal).SequenceEqual(everyone)) is { } known)
            return known;
        var several = everyone.Count > 2;
        var channel = change.Save(new Channel
        {
            Id = change.NextId(several ? "G" : "D"), IsIm =
                !several, IsMpim = several, IsPrivate = several, Members = everyone, Created = change.Workspace.Seconds,
            Name = several ? $"mpdm-{string.Join("--", everyone.Select(id => change.Workspace.Users[id].Name))}-1" : "",
        });
        change.Signal("channel", ("channel", channel.Id));
        return channel;
    }

    /// <summary>The channel type in member events; not always the id's first letter, as a private channel's id may also begin with C.</summary>
    private static string TypeLetter(Channel channel) => channel.IsPrivate ? "G" : channel.Id[..1];

    private static void Reacted(this Change change, string type, Message message, string user, string name)
    {
        change.Save(message);
        change.Signal("reaction", ("channel", message.Channel), ("ts", message.Ts));
        change.Emit(type, new JsonObject
        {
            ["user"] = user, ["reaction"] = name, ["item_user"] = message.User, ["event_ts"] = change.Workspace.NewTs(message.Channel),
            ["item"] = new JsonObject { ["type"] = "message", ["channel"] = message.Channel, ["ts"] = message.Ts },
        }, change.Workspace.Channels[message.Channel]);
    }
}
