using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>People.</summary>
internal static class UserMethods
{
    public static readonly ApiMethod[] All =
    [
        new("users.info", 4, call => User(call, call.User(call.Required("user"))), "users:read"),
        new("users.list", 2, List, "users:read"),
        new("users.lookupByEmail", 3, LookupByEmail, "users:read.email"),
        new("users.profile.get", 4, Profile, "users.profile:read"),
        new("users.getPresence", 3, _ => new() { ["presence"] = "active" }, "users:read"),
    ];

    private static JsonObject List(ApiCall call)
    {
        var (items, next) = Page.Of(call, call.Workspace.Users.Values, u => u.Id);
        return new()
        {
            ["members"] = SlackJson.Array(items.Select(u => Json(call, u))), ["cache_ts"] = call.Workspace.Seconds, ["response_metadata"] = Page.Metadata(next),
        };
    }

    private static JsonObject LookupByEmail(ApiCall call)
    {
        var email = call.Required("email");
        return User(
            call, call.Workspace.Users.Values.FirstOrDefault(u => !u.IsBot && !u.Deleted && u.Email.Equals(email, StringComparison.OrdinalIgnoreCase))
                ?? throw new SlackError("users_not_found"));
    }

    private static JsonObject Profile(ApiCall call)
    {
        var user = call.User(call.Text("user") ?? Seed.BotUser);
        return new() { ["profile"] = Json(call, user)["profile"]!.DeepClone() };
    }

    private static JsonObject User(ApiCall call, User user) => new() { ["user"] = Json(call, user) };

    private static JsonObject Json(ApiCall call, User user) => SlackJson.User(call.Workspace, user, call.HasScope("users:read.email"));
}
