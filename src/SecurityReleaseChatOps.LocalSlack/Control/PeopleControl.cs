using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Adding and removing people and channels.</summary>
internal static partial class PeopleControl
{
    private static readonly string[] Colors = ["9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c"];

    public static void Map(ControlEndpoints control, IEndpointRouteBuilder routes)
    {
        control.Map(routes, "POST", "/control/users", AddUser);
        control.Map(routes, "POST", "/control/users/{user}/deactivate", Deactivate);
        control.Map(routes, "POST", "/control/users/{user}/status", SetStatus);
        control.Map(routes, "POST", "/control/usergroups/{group}", SetGroup);
        control.Map(routes, "POST", "/control/channels", AddChannel);
        control.Map(routes, "POST", "/control/channels/{channel}/members", AddMembers);
        control.Map(routes, "POST", "/control/channels/{channel}/leave", Leave);
        control.Map(routes, "POST", "/control/channels/{channel}/archive", Archive);
        control.Map(routes, "POST", "/control/channels/{channel}/topic", SetTopic);
        control.Map(routes, "POST", "/control/channels/{channel}/privacy", Convert);
        control.Map(routes, "POST", "/control/channels/{channel}/delete", Delete);
    }

    private static JsonObject AddUser(ControlCall call) => call.Workspace.Do(change =>
    {
        var name = call.Required("name").ToLowerInvariant();
        var zone = call.Text("tz") ?? "Etc/UTC";
        if (!UserName().IsMatch(name))
            throw ControlError.Bad($"'{name}' is not a user name: letters, digits, '.', '-' and '_'.");
        if (call.Workspace.FindUser(name) is not null || call.Workspace.FindGroup(name) is not null)
            throw new ControlError(StatusCodes.Status409Conflict, $"'{name}' is taken.");
        if (!Zones.Exists(zone))
            throw ControlError.Bad($"'{zone}' is not a time zone such as Europe/Amsterdam.");
        var user = change.Save(new User
        {
            Id = change.NextId("U"), Name = name, RealName = call.Text("real_name")
                ?? name, Tz = zone, Title = call.Text("title") ?? "", Color = Colors[call.Workspace.Users.Count % Colors.Length],
            IsRestricted = call.Flag("is_restricted"), IsUltraRestricted = call.Flag("is_ultra_restricted"), OtherTeam = call.Flag("is_stranger")
                ? "T0OTHER"
                : null,
        });
        change.Signal("users");
        change.Emit("team_join", new JsonObject { ["user"] = SlackJson.User(call.Workspace, user, email: true) });
        return new JsonObject { ["user"] = StateControl.User(call.Workspace, user) };
    });

    private static JsonObject Deactivate(ControlCall call) => call.Workspace.Do(change =>
    {
        var user = call.Person(call.Route("user"));
        if (user.IsBot)
            throw ControlError.Bad($"{user.Name} is a bot.");
        user.Deleted = true;
        change.Save(user);
        change.Signal("users");
        change.Close(user.Id, call.Workspace.StackOf(user.Id));
        foreach (var channel in call.Workspace.Channels.Values.Where(c => !c.IsIm && c.Members.Contains(user.Id)).ToArray())
            change.Leave(channel, user.Id);
        foreach (var group in call.Workspace.Groups.Values.Where(g => g.Users.Contains(user.Id)).ToArray())
            UserGroupMethods.SetUsers(change, group, [.. group.Users.Where(id => id != user.Id)]);
        change.Emit("user_change", new JsonObject { ["user"] = SlackJson.User(call.Workspace, user, email: true) });
        return new JsonObject { ["user"] = StateControl.User(call.Workspace, user) };
    });

    private static JsonObject SetStatus(ControlCall call) => call.Workspace.Do(change =>
    {
        var (text, emoji) = (call.Text("text") ?? "", call.Text("emoji") ?? "");
        var user = call.Person(call.Route("user"));
        var expiration = long.TryParse(call.Text("expiration") ?? "0", CultureInfo.InvariantCulture, out var at) && at >= 0
            ? at : throw ControlError.Bad("'expiration' must be Unix seconds; 0 for never.");
        if (text.Length > PersonStatus.Longest)
            throw ControlError.Bad($"A status has at most {PersonStatus.Longest} characters.");
        if (emoji.Length > 0 && !Emoji().IsMatch(emoji))
            throw ControlError.Bad($"'{emoji}' is not an emoji such as :palm_tree:.");
        if (expiration > 0 && expiration <= call.Workspace.Seconds)
            throw ControlError.Bad("The expiration is past.");
        PersonStatus.Set(change, user, text, emoji, expiration);
        return new JsonObject { ["user"] = StateControl.User(call.Workspace, user) };
    });

    private static JsonObject SetGroup(ControlCall call) => call.Workspace.Do(change =>
    {
        var group = call.Workspace.FindGroup(call.Route("group")) ?? throw ControlError.NotFound($"There is no group '{call.Route("group")}'.");
        UserGroupMethods.SetUsers(change, group, [.. Users(call).Select(u => u.Id).Distinct()]);
        return new JsonObject { ["usergroup"] = StateControl.Group(group) };
    });

    private static JsonObject AddChannel(ControlCall call) => call.Workspace.Do(change =>
    {
        var user = call.Actor();
        return Json(
            call, ChannelChangeMethods.Create(change, call.Required("name").TrimStart('#'), user.Id, call.Flag("is_private"), call.Flag("is_ext_shared")));
    });

    private static JsonObject AddMembers(ControlCall call) => call.Workspace.Do(change =>
    {
        var channel = Channel(call);
        change.Join(channel, call.Text("user") is { } inviter ? call.Person(inviter).Id : null, [.. Users(call).Select(u => u.Id)]);
        return Json(call, channel);
    });

    private static JsonObject Leave(ControlCall call) => call.Workspace.Do(change =>
    {
        var channel = Channel(call);
        change.Leave(channel, call.Actor().Id);
        return Json(call, channel);
    });

    private static JsonObject Archive(ControlCall call) => call.Workspace.Do(change =>
    {
        var channel = Channel(call);
        ChannelChangeMethods.Archive(change, channel, call.Text("archived") != "false", call.Text("user") is { } user ? call.Person(user).Id : "U11");
        return Json(call, channel);
    });

    private static JsonObject SetTopic(ControlCall call) => call.Workspace.Do(change =>
    {
        var channel = Channel(call);
        var topic = call.Text("topic") ?? "";
        if (topic.Length > ChannelChangeMethods.LongestTopic)
            throw ControlError.Bad($"A topic has at most {ChannelChangeMethods.LongestTopic} characters.");
        change.Describe(channel, call.Actor().Id, "topic", Composer.Message(call.Workspace, topic));
        return Json(call, channel);
    });

    // Slack reports this only by a message in the channel, to apps that read messages; here no such message is posted.
    private static JsonObject Convert(ControlCall call) => call.Workspace.Do(change =>
    {
        var channel = Channel(call);
        channel.IsPrivate = call.Flag("is_private");
        change.Save(channel);
        change.Signal("channel", ("channel", channel.Id));
        return Json(call, channel);
    });

    private static JsonObject Delete(ControlCall call) => call.Workspace.Do(change =>
    {
        var channel = Channel(call);
        change.Emit(channel.IsPrivate ? "group_deleted" : "channel_deleted", new JsonObject { ["channel"] = channel.Id }, channel);
        foreach (var message in call.Workspace.MessagesOf(channel.Id).ToArray())
            change.Remove(message);
        change.Remove(channel);
        change.Signal("channel", ("channel", channel.Id));
        return new JsonObject { ["ok"] = true };
    });

    private static Channel Channel(ControlCall call) => call.Channel(call.Route("channel"), null);

    private static IEnumerable<User> Users(ControlCall call) => call.Body["users"] is JsonArray users
        ? users.Select(item => call.Person(item?.ToString() ?? ""))
        : throw ControlError.Bad("'users' must be an array.");

    private static JsonObject Json(ControlCall call, Channel channel) => new() { ["channel"] = StateControl.Channel(call.Workspace, channel) };

    [GeneratedRegex("^:[a-z0-9_+'-]+:$", RegexOptions.NonBacktracking)]
    private static partial Regex Emoji();

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex UserName();
}
