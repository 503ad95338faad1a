using System.Collections.Frozen;

namespace SecurityReleaseChatOps.Slack;

/// <summary>The bot token scopes that each Web API method needs, from Slack's method reference.</summary>
public static class SlackScopes
{
    /// <summary>The scope for slash commands and shortcuts.</summary>
    public const string Commands = "commands";

    /// <summary>The app-level token's scope for apps.connections.open.</summary>
    public const string Connections = "connections:write";

    /// <summary>Method → scopes. Where Slack has a scope for each kind of conversation, only those for the kinds the app uses are listed.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByMethod { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["auth.test"] = [],
        ["bots.info"] = ["users:read"],
        ["chat.postMessage"] = ["chat:write"],
        ["chat.update"] = ["chat:write"],
        ["chat.delete"] = ["chat:write"],
        ["chat.postEphemeral"] = ["chat:write"],
        ["chat.getPermalink"] = [],
        ["conversations.history"] = ["channels:history", "groups:history", "im:history"],
        ["conversations.replies"] = ["channels:history", "groups:history", "im:history"],
        ["conversations.info"] = ["channels:read", "groups:read"],
        ["conversations.list"] = ["channels:read", "groups:read"],
        ["conversations.members"] = ["channels:read", "groups:read"],
        ["conversations.open"] = ["im:write"],
        ["conversations.join"] = ["channels:join"],
        ["conversations.setTopic"] = ["channels:write.topic", "groups:write.topic"],
        ["users.info"] = ["users:read"],
        ["users.list"] = ["users:read"],
        ["users.conversations"] = ["channels:read", "groups:read"],
        ["usergroups.list"] = ["usergroups:read"],
        ["usergroups.users.list"] = ["usergroups:read"],
        ["usergroups.users.update"] = ["usergroups:write"],
        ["views.open"] = [],
        ["views.push"] = [],
        ["views.update"] = [],
        ["views.publish"] = [],
        ["pins.add"] = ["pins:write"],
        ["bookmarks.add"] = ["bookmarks:write"],
        ["bookmarks.edit"] = ["bookmarks:write"],
        ["reactions.add"] = ["reactions:write"],
        ["files.getUploadURLExternal"] = ["files:write"],
        ["files.completeUploadExternal"] = ["files:write"],
        ["files.info"] = ["files:read"],
        // Not a method: a file's URL.
        ["url_private"] = ["files:read"],
        ["apps.connections.open"] = [],
    }.ToFrozenDictionary();

    /// <summary>Slack's name of an event → the scopes needed to receive it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByEvent { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["app_home_opened"] = [],
        ["app_mention"] = ["app_mentions:read"],
        ["message"] = ["channels:history", "groups:history"],
        ["member_joined_channel"] = ["channels:read", "groups:read"],
        ["member_left_channel"] = ["channels:read", "groups:read"],
        ["channel_archive"] = ["channels:read"],
        ["channel_unarchive"] = ["channels:read"],
        ["channel_deleted"] = ["channels:read"],
        ["channel_rename"] = ["channels:read"],
        ["channel_shared"] = ["channels:read", "groups:read"],
        ["channel_unshared"] = ["channels:read", "groups:read"],
        ["channel_left"] = ["channels:read"],
        ["channel_id_changed"] = ["channels:read", "groups:read"],
        ["group_archive"] = ["groups:read"],
        ["group_unarchive"] = ["groups:read"],
        ["group_deleted"] = ["groups:read"],
        ["group_left"] = ["groups:read"],
        ["group_rename"] = ["groups:read"],
        ["user_change"] = ["users:read"],
        ["subteam_updated"] = ["usergroups:read"],
    }.ToFrozenDictionary();

    /// <summary>All scopes of these methods, sorted.</summary>
    /// <exception cref="KeyNotFoundException">A method the app does not use.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> methods) =>
        [.. methods.SelectMany(m => ByMethod[m]).Distinct().Order(StringComparer.Ordinal)];
}
