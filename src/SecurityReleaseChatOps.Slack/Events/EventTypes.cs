using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;

namespace SecurityReleaseChatOps.Slack;

/// <summary>The events this layer knows, by Slack's names.</summary>
internal static class EventTypes
{
    private static readonly FrozenDictionary<string, JsonTypeInfo> ByName = new Dictionary<string, JsonTypeInfo>
    {
        ["app_home_opened"] = SlackJson.Web.AppHomeOpened,
        ["app_mention"] = SlackJson.Web.AppMention,
        ["message"] = SlackJson.Web.MessagePosted,
        ["member_joined_channel"] = SlackJson.Web.MemberJoinedChannel,
        ["member_left_channel"] = SlackJson.Web.MemberLeftChannel,
        ["channel_archive"] = SlackJson.Web.ChannelArchived,
        ["channel_unarchive"] = SlackJson.Web.ChannelUnarchived,
        ["channel_deleted"] = SlackJson.Web.ChannelDeleted,
        ["channel_rename"] = SlackJson.Web.ChannelRenamed,
        ["channel_shared"] = SlackJson.Web.ChannelShared,
        ["channel_unshared"] = SlackJson.Web.ChannelUnshared,
        ["channel_left"] = SlackJson.Web.ChannelLeft,
        ["channel_id_changed"] = SlackJson.Web.ChannelIdChanged,
        ["group_archive"] = SlackJson.Web.GroupArchived,
        ["group_unarchive"] = SlackJson.Web.GroupUnarchived,
        ["group_deleted"] = SlackJson.Web.GroupDeleted,
        ["group_left"] = SlackJson.Web.GroupLeft,
        ["group_rename"] = SlackJson.Web.GroupRenamed,
        ["user_change"] = SlackJson.Web.UserChanged,
        ["subteam_updated"] = SlackJson.Web.UserGroupUpdated,
    }.ToFrozenDictionary();

    /// <summary>How to read the event of this name; null if it is not known here.</summary>
    public static JsonTypeInfo? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Slack's name for an event type.</summary>
    public static string NameOf(Type type) => ByName.First(e => e.Value.Type == type).Key;
}
