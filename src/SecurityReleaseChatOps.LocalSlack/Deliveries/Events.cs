using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>Events for the app, sent if its manifest subscribes to them and the bot may see what they contain.</summary>
internal static class Events
{
    /// <summary>Emits an event of this type; <paramref name="within"/> is the channel the bot must be in to receive it.</summary>
    public static void Emit(this Change change, string type, JsonObject body, Channel? within = null) => change.Emit(type, type, body, within);

    public static void EmitMessage(this Change change, Channel channel, JsonObject body) =>
        change.Emit(
            channel.Type switch { "channel" => "message.channels", "group" => "message.groups", "im" => "message.im", _ => "message.mpim" }, "message", body,
            channel);

    private static void Emit(this Change change, string subscription, string type, JsonObject body, Channel? within)
    {
        var workspace = change.Workspace;
        if (!workspace.App.Events.Contains(subscription) || (within is not null && !within.Members.Contains(Seed.BotUser)))
            return;
        body["type"] = type;
        body["event_ts"] ??= Workspace.FormatTs(workspace.Clock.GetUtcNow().Subtract(DateTimeOffset.UnixEpoch).Ticks / 10);
        var id = change.NextId("Ev");
        var pending = change.Save(new PendingEvent
        {
            Id = id,
            Due = workspace.Clock.GetUtcNow(),
            Envelope = new JsonObject
            {
                ["token"] =
                    workspace.Team.VerificationToken, ["team_id"] =
                        workspace.Team.Id, ["context_team_id"] = workspace.Team.Id, ["context_enterprise_id"] = null,
                ["api_app_id"] = Seed.AppId, ["event"] = body, ["type"] = "event_callback", ["event_id"] = id, ["event_time"] = workspace.Seconds,
                ["authorizations"] = new JsonArray(new JsonObject
                {
                    ["enterprise_id"] = null, ["team_id"] = workspace.Team.Id, ["user_id"] = Seed.BotUser, ["is_bot"] = true, ["is_enterprise_install"] = false,
                }),
                ["is_ext_shared_channel"] = within?.IsExtShared ?? false,
                ["event_context"] = $"4-{id}",
            },
        });
        change.Events.Add(pending);
    }
}
