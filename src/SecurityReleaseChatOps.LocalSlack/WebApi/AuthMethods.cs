using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Who the token belongs to, and the workspace it is for.</summary>
internal static class AuthMethods
{
    public static readonly ApiMethod[] All =
    [
        new("auth.test", 5, Test),
        new("api.test", 4, _ => []),
        new("team.info", 3, call => new() { ["team"] = Team(call) }, "team:read"),
        new("bots.info", 3, Bot, "users:read"),
        new("apps.connections.open", 3, call => new() { ["url"] = call.Services.Sockets.NewUrl(call.BaseUrl) }),
        new("emoji.list", 2, _ => new() { ["emoji"] = new JsonObject() }, "emoji:read"),
    ];

    private static JsonObject Test(ApiCall call) => new()
    {
        ["url"] = $"{call.BaseUrl}/", ["team"] = call.Workspace.Team.Name, ["user"] = call.Workspace.App.Name, ["team_id"] = call.Workspace.Team.Id,
        ["user_id"] = Seed.BotUser, ["bot_id"] = Seed.BotId, ["is_enterprise_install"] = false,
    };

    private static JsonObject Team(ApiCall call) => new()
    {
        ["id"] = call.Workspace.Team.Id, ["name"] = call.Workspace.Team.Name, ["domain"] = call.Workspace.Team.Domain, ["email_domain"] = "example.com",
    };

    private static JsonObject Bot(ApiCall call) => call.Text("bot") is null or Seed.BotId
        ? new()
        {
            ["bot"] = new JsonObject
            {
                ["id"] = Seed.BotId, ["deleted"] = false, ["name"] = call.Workspace.Bot.RealName, ["app_id"] = Seed.AppId,
                ["user_id"] = Seed.BotUser
            }
        }
        : throw new SlackError("bot_not_found");
}
