using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>User groups, such as @psirt.</summary>
internal static class UserGroupMethods
{
    public static readonly ApiMethod[] All =
    [
        new("usergroups.list", 2, List, "usergroups:read"),
        new("usergroups.users.list", 2, Users, "usergroups:read"),
        new("usergroups.users.update", 2, UpdateUsers, "usergroups:write"),
        new("usergroups.create", 2, Create, "usergroups:write"),
        new("usergroups.update", 2, Update, "usergroups:write"),
        new("usergroups.enable", 2, call => Enable(call, enable: true), "usergroups:write"),
        new("usergroups.disable", 2, call => Enable(call, enable: false), "usergroups:write"),
    ];

    private static JsonObject List(ApiCall call) => new()
    {
        ["usergroups"] = SlackJson.Array(call.Workspace.Groups.Values.Where(g => g.Disabled == 0 || call.Flag("include_disabled")).Select(g => Json(call, g))),
    };

    private static JsonObject Users(ApiCall call) => new() { ["users"] = SlackJson.Texts(Group(call).Users) };

    private static JsonObject UpdateUsers(ApiCall call)
    {
        var group = Group(call);
        var users = call.List("users");
        if (users.Length == 0)
            throw new SlackError("no_users_provided");
        if (users.Any(id => call.Workspace.Users.GetValueOrDefault(id) is null or { Deleted: true } or { IsBot: true }
            or { IsRestricted: true } or { IsUltraRestricted: true }))
            throw new SlackError("invalid_users");
        SetUsers(call.Change, group, [.. users.Distinct()]);
        return new() { ["usergroup"] = SlackJson.Group(call.Workspace, group, users: true) };
    }

    /// <summary>Replaces a group's members.</summary>
    public static void SetUsers(Change change, UserGroup group, List<string> users)
    {
        var (added, removed, before) = (users.Except(group.Users).ToArray(), group.Users.Except(users).ToArray(), group.Updated);
        group.Users = users;
        Save(change, group);
        change.Emit("subteam_members_changed", new JsonObject
        {
            ["subteam_id"] =
                group.Id, ["team_id"] = change.Workspace.Team.Id, ["date_previous_update"] = before, ["date_update"] = group.Updated,
            ["added_users"] =
                SlackJson.Texts(added), ["added_users_count"] =
                    added.Length, ["removed_users"] = SlackJson.Texts(removed), ["removed_users_count"] = removed.Length,
        });
        change.Emit("subteam_updated", new JsonObject { ["subteam"] = SlackJson.Group(change.Workspace, group, users: true) });
    }

    private static JsonObject Create(ApiCall call)
    {
        var name = call.Required("name");
        var handle = call.Text("handle") is { Length: > 0 } given ? given.TrimStart('@') : name.ToLowerInvariant().Replace(' ', '-');
        if (call.Workspace.FindGroup(handle) is not null || call.Workspace.FindUser(handle) is not null)
            throw new SlackError("handle_already_exists");
        var group = new UserGroup
        {
            Id = call.Change.NextId("S"), Name = name, Handle = handle, Description = call.Text("description") ?? "",
            Created = call.Workspace.Seconds
        };
        Save(call.Change, group);
        call.Change.Emit("subteam_created", new JsonObject { ["subteam"] = SlackJson.Group(call.Workspace, group, users: true) });
        return new() { ["usergroup"] = Json(call, group) };
    }

    private static JsonObject Update(ApiCall call)
    {
        var group = Group(call);
        group.Name = call.Text("name") ?? group.Name;
        group.Handle = call.Text("handle")?.TrimStart('@') ?? group.Handle;
        group.Description = call.Text("description") ?? group.Description;
        return Saved(call, group);
    }

    private static JsonObject Enable(ApiCall call, bool enable)
    {
        var group = Group(call);
        group.Disabled = enable ? 0 : call.Workspace.Seconds;
        return Saved(call, group);
    }

    private static JsonObject Saved(ApiCall call, UserGroup group)
    {
        Save(call.Change, group);
        call.Change.Emit("subteam_updated", new JsonObject { ["subteam"] = SlackJson.Group(call.Workspace, group, users: true) });
        return new() { ["usergroup"] = Json(call, group) };
    }

    private static void Save(Change change, UserGroup group)
    {
        // Later than the change before, also within a second: so it tells them apart.
        group.Updated = Math.Max(change.Workspace.Seconds, group.Updated + 1);
        change.Save(group);
        change.Signal("users");
    }

    private static UserGroup Group(ApiCall call) =>
        call.Workspace.Groups.GetValueOrDefault(call.Required("usergroup")) ?? throw new SlackError("no_such_subteam");

    private static JsonObject Json(ApiCall call, UserGroup group) => SlackJson.Group(call.Workspace, group, call.Flag("include_users"));
}
