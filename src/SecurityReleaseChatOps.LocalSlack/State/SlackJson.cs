using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>The workspace's documents in the form Slack sends to apps.</summary>
internal static class SlackJson
{
    public static JsonObject User(Workspace workspace, User user, bool email)
    {
        var now = workspace.Clock.GetUtcNow();
        var profile = new JsonObject
        {
            ["title"] = user.Title, ["real_name"] = user.RealName, ["real_name_normalized"] = user.RealName,
            ["display_name"] = user.Name, ["display_name_normalized"] = user.Name, ["status_text"] = user.StatusText, ["status_emoji"] = user.StatusEmoji,
            ["status_expiration"] = user.StatusExpiration, ["team"] = workspace.Team.Id,
        };
        if (email && !user.IsBot)
            profile["email"] = user.Email;
        if (user.IsBot)
            (profile["bot_id"], profile["api_app_id"]) = (Seed.BotId, Seed.AppId);
        return new JsonObject
        {
            ["id"] = user.Id, ["team_id"] = user.OtherTeam ?? workspace.Team.Id, ["name"] = user.Name, ["deleted"] = user.Deleted, ["color"] = user.Color,
            ["real_name"] = user.RealName, ["tz"] = user.Tz, ["tz_label"] = Zones.Label(user.Tz, now),
            ["tz_offset"] = (int)Zones.Offset(user.Tz, now).TotalSeconds, ["profile"] = profile,
            ["is_admin"] = user.IsAdmin, ["is_owner"] = false, ["is_primary_owner"] = false, ["is_restricted"] = user.IsRestricted || user.IsUltraRestricted,
            ["is_ultra_restricted"] =
                user.IsUltraRestricted, ["is_stranger"] =
                    user.OtherTeam is not null, ["is_bot"] = user.IsBot, ["is_app_user"] = false, ["updated"] = workspace.Seconds,
        };
    }

    public static JsonObject Channel(Workspace workspace, Channel channel, string viewer)
    {
        var json = new JsonObject
        {
            ["id"] = channel.Id, ["created"] = channel.Created, ["creator"] = channel.Creator, ["is_archived"] = channel.IsArchived,
            ["is_channel"] = channel.Type == "channel", ["is_group"] = channel.Type == "group", ["is_im"] = channel.IsIm, ["is_mpim"] = channel.IsMpim,
            ["is_private"] = channel.IsPrivate || channel.IsIm || channel.IsMpim, ["is_general"] = channel.Id == "C01",
            ["is_shared"] = channel.IsExtShared, ["is_ext_shared"] = channel.IsExtShared, ["is_org_shared"] = false, ["is_pending_ext_shared"] = false,
            ["is_member"] = channel.Members.Contains(viewer), ["context_team_id"] = workspace.Team.Id, ["num_members"] = channel.Members.Count,
        };
        if (channel.IsIm)
        {
            json["user"] = channel.Members.Find(id => id != viewer) ?? viewer;
            return json;
        }
        json["name"] = channel.Name;
        json["name_normalized"] = channel.Name;
        json["topic"] = new JsonObject { ["value"] = channel.Topic, ["creator"] = channel.Creator, ["last_set"] = channel.Created };
        json["purpose"] = new JsonObject { ["value"] = channel.Purpose, ["creator"] = channel.Creator, ["last_set"] = channel.Created };
        return json;
    }

    public static JsonObject Message(Workspace workspace, Message message, bool metadata)
    {
        var json = new JsonObject { ["type"] = "message", ["user"] = message.User, ["ts"] = message.Ts, ["text"] = message.Text, ["team"] = workspace.Team.Id };
        if (message.Subtype is not null)
            json["subtype"] = message.Subtype;
        if (message.BotId is not null)
        {
            (json["bot_id"], json["app_id"]) = (message.BotId, Seed.AppId);
            json["bot_profile"] = new JsonObject
            {
                ["id"] = message.BotId, ["app_id"] = Seed.AppId, ["name"] = workspace.Bot.RealName,
                ["team_id"] = workspace.Team.Id, ["deleted"] = false
            };
        }
        if (message.Blocks is { Count: > 0 })
            json["blocks"] = message.Blocks.DeepClone();
        if (message.Attachments is { Count: > 0 })
            json["attachments"] = message.Attachments.DeepClone();
        if (message.EditedTs is not null)
            json["edited"] = new JsonObject { ["user"] = message.User, ["ts"] = message.EditedTs };
        if (message.Reactions.Count > 0)
            json["reactions"] = Array(
                message.Reactions.Select(r => new JsonObject { ["name"] = r.Name, ["users"] = Texts(r.Users), ["count"] = r.Users.Count }));
        if (message.Files.Count > 0)
            json["files"] = Array(message.Files.Where(workspace.Files.ContainsKey).Select(id => File(workspace, workspace.Files[id])));
        if (metadata && message.Metadata is not null)
            json["metadata"] = message.Metadata.DeepClone();
        Thread(json, message);
        return json;
    }

    public static JsonObject Group(Workspace workspace, UserGroup group, bool users)
    {
        var json = new JsonObject
        {
            ["id"] = group.Id, ["team_id"] = workspace.Team.Id, ["is_usergroup"] = true, ["name"] = group.Name, ["description"] = group.Description,
            ["handle"] =
                group.Handle, ["is_external"] = false, ["date_create"] = group.Created, ["date_update"] = group.Updated, ["date_delete"] = group.Disabled,
            ["auto_type"] = null, ["created_by"] = "U11", ["updated_by"] = "U11", ["prefs"] = new JsonObject
            {
                ["channels"] = new JsonArray(),
                ["groups"] = new JsonArray()
            },
            ["user_count"] = group.Users.Count,
        };
        if (users)
            json["users"] = Texts(group.Users);
        return json;
    }

    public static JsonObject View(Workspace workspace, View view)
    {
        var d = view.Definition;
        return new JsonObject
        {
            ["id"] = view.Id, ["team_id"] = workspace.Team.Id, ["type"] = view.IsHome ? "home" : "modal", ["blocks"] = d["blocks"]!.DeepClone(),
            ["private_metadata"] = (string?)d["private_metadata"]
                ?? "", ["callback_id"] = (string?)d["callback_id"] ?? "", ["external_id"] = view.ExternalId ?? "",
            ["state"] = new JsonObject { ["values"] = view.Values.DeepClone() }, ["hash"] = view.Hash,
            ["title"] = d["title"]?.DeepClone() ?? new JsonObject { ["type"] = "plain_text", ["text"] = "View Title", ["emoji"] = true },
            ["submit"] = d["submit"]?.DeepClone(), ["close"] = d["close"]?.DeepClone(), ["submit_disabled"] = false,
            ["clear_on_close"] = (bool?)d["clear_on_close"] ?? false, ["notify_on_close"] = (bool?)d["notify_on_close"] ?? false,
            ["previous_view_id"] = view.PreviousId, ["root_view_id"] = view.RootId, ["app_id"] = Seed.AppId, ["bot_id"] = Seed.BotId,
            ["app_installed_team_id"] = workspace.Team.Id,
        };
    }

    public static JsonObject File(Workspace workspace, StoredFile file) => new()
    {
        ["id"] = file.Id, ["name"] = file.Name, ["title"] = file.Title, ["size"] = file.Length, ["user"] = file.User, ["created"] = file.Created,
        ["timestamp"] = file.Created, ["mode"] = "hosted", ["url_private"] = $"{workspace.Address()}/files/{file.Id}", ["channels"] = Texts(file.Channels),
        ["alt_txt"] = file.AltText,
    };

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray Texts(IEnumerable<string> items) => new([.. items.Select(text => (JsonNode?)JsonValue.Create(text))]);

    private static void Thread(JsonObject json, Message message)
    {
        if (message.ThreadTs is not null)
            json["thread_ts"] = message.ThreadTs;
        if (message.Replies.Count == 0)
            return;
        var users = message.Replies.Select(r => r.User).Distinct().ToArray();
        (json["thread_ts"], json["reply_count"], json["reply_users_count"]) = (message.Ts, message.Replies.Count, users.Length);
        (json["reply_users"], json["latest_reply"]) = (Texts(users), message.Replies[^1].Ts);
    }
}
