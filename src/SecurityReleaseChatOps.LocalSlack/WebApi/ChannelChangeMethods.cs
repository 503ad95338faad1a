using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Creating channels, and changing their members and properties.</summary>
internal static partial class ChannelChangeMethods
{
    public const int LongestTopic = 250;
    private const int MostInDirect = 8;

    public static readonly ApiMethod[] All =
    [
        new("conversations.open", 3, Open),
        new("conversations.join", 3, Join, "channels:join"),
        new("conversations.leave", 3, Leave),
        new("conversations.create", 2, Create),
        new("conversations.invite", 3, Invite),
        new("conversations.kick", 3, Kick),
        new("conversations.archive", 2, call => Archive(call, archive: true)),
        new("conversations.unarchive", 2, call => Archive(call, archive: false)),
        new("conversations.setTopic", 2, call => Describe(call, "topic")),
        new("conversations.setPurpose", 2, call => Describe(call, "purpose")),
        new("conversations.mark", 3, call => new() { ["channel"] = call.OwnChannel().Id }),
    ];

    private static JsonObject Open(ApiCall call)
    {
        if (call.Text("channel") is { Length: > 0 })
            return Opened(call, call.OwnChannel());
        var users = call.List("users");
        if (users.Length == 0)
            throw new SlackError("users_list_not_supplied");
        if (users.Length > MostInDirect)
            throw new SlackError("too_many_users");
        call.Need(users.Length == 1 ? "im:write" : "mpim:write");
        foreach (var user in users.Select(id => call.User(id)))
        {
            if (user.Deleted)
                throw new SlackError("user_disabled");
            if (user.IsBot)
                throw new SlackError("cannot_dm_bot");
        }
        return Opened(call, call.Change.OpenDirect([Seed.BotUser, .. users]));
    }

    private static JsonObject Opened(ApiCall call, Channel channel) => new()
    {
        ["channel"] = call.Flag("return_im") || channel.IsMpim
            ? SlackJson.Channel(call.Workspace, channel, Seed.BotUser)
            : new JsonObject { ["id"] = channel.Id },
    };

    private static JsonObject Join(ApiCall call)
    {
        var channel = call.Channel();
        if (channel.Type != "channel")
            throw new SlackError("method_not_supported_for_channel_type");
        if (channel.IsArchived)
            throw new SlackError("is_archived");
        call.Change.Join(channel, null, Seed.BotUser);
        return Changed(call, channel);
    }

    private static JsonObject Leave(ApiCall call)
    {
        var channel = call.Channel();
        call.Need($"{ConversationMethods.Family(channel)}:write", "channels:manage");
        if (!channel.Members.Contains(Seed.BotUser))
            return new() { ["not_in_channel"] = true };
        call.Change.Leave(channel, Seed.BotUser);
        return [];
    }

    private static JsonObject Create(ApiCall call)
    {
        var isPrivate = call.Flag("is_private");
        call.Need(isPrivate ? "groups:write" : "channels:manage");
        var name = call.Required("name");
        return Changed(call, Create(call.Change, name, Seed.BotUser, isPrivate, isExtShared: false));
    }

    /// <summary>Creates a channel with its creator as the first member.</summary>
    /// <exception cref="SlackError">The name is not a valid channel name, or is taken.</exception>
    public static Channel Create(Change change, string name, string creator, bool isPrivate, bool isExtShared)
    {
        if (!ChannelName().IsMatch(name))
            throw new SlackError("invalid_name_specials");
        if (change.Workspace.FindChannel(name) is not null)
            throw new SlackError("name_taken");
        var channel = change.Save(new Channel
        {
            Id = change.NextId("C"), Name =
                name, IsPrivate = isPrivate, IsExtShared = isExtShared, Creator = creator, Created = change.Workspace.Seconds, Members = [creator],
        });
        change.Signal("channel", ("channel", channel.Id));
        if (!isPrivate)
            change.Emit(
                "channel_created",
                new JsonObject { ["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = name, ["created"] = channel.Created, ["creator"] = creator } });
        return channel;
    }

    private static JsonObject Invite(ApiCall call)
    {
        var channel = call.OwnChannel();
        call.Need(channel.IsPrivate ? "groups:write" : "channels:manage", channel.IsPrivate ? "groups:write.invites" : "channels:write.invites");
        if (channel.IsArchived)
            throw new SlackError("is_archived");
        var users = call.List("users").Select(id => call.User(id).Id).ToArray();
        if (users.Length == 0)
            throw new SlackError("no_user");
        if (users.Contains(Seed.BotUser))
            throw new SlackError("cant_invite_self");
        if (users.All(channel.Members.Contains))
            throw new SlackError("already_in_channel");
        call.Change.Join(channel, Seed.BotUser, users);
        return Changed(call, channel);
    }

    private static JsonObject Kick(ApiCall call)
    {
        var channel = call.OwnChannel();
        call.Need(channel.IsPrivate ? "groups:write" : "channels:manage");
        var user = call.User(call.Required("user"));
        if (user.Id == Seed.BotUser)
            throw new SlackError("cant_kick_self");
        if (!channel.Members.Contains(user.Id))
            throw new SlackError("not_in_channel");
        call.Change.Leave(channel, user.Id);
        return [];
    }

    private static JsonObject Archive(ApiCall call, bool archive)
    {
        var channel = call.Channel();
        call.Need(channel.IsPrivate ? "groups:write" : "channels:manage");
        if (channel.IsArchived == archive)
            throw new SlackError(archive ? "already_archived" : "not_archived");
        Archive(call.Change, channel, archive, Seed.BotUser);
        return [];
    }

    /// <summary>Archives or unarchives a channel.</summary>
    public static void Archive(Change change, Channel channel, bool archive, string user)
    {
        channel.IsArchived = archive;
        change.Save(channel);
        change.Signal("channel", ("channel", channel.Id));
        change.Emit(
            (channel.IsPrivate ? "group_" : "channel_") + (archive ? "archive" : "unarchive"), new JsonObject { ["channel"] = channel.Id, ["user"] = user },
            channel);
    }

    private static JsonObject Describe(ApiCall call, string what)
    {
        var channel = call.OwnChannel();
        call.Need(channel.IsPrivate ? "groups:write" : "channels:manage", $"{ConversationMethods.Family(channel)}:write.topic");
        var text = call.Text(what) ?? throw SlackError.Missing(what);
        if (text.Length > LongestTopic)
            throw new SlackError("too_long");
        if (channel.IsArchived)
            throw new SlackError("is_archived");
        call.Change.Describe(channel, Seed.BotUser, what, text);
        return Changed(call, channel);
    }

    private static JsonObject Changed(ApiCall call, Channel channel) => new() { ["channel"] = SlackJson.Channel(call.Workspace, channel, Seed.BotUser) };

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\p{Nd}_-]{1,80}$", RegexOptions.NonBacktracking)]
    private static partial Regex ChannelName();
}
