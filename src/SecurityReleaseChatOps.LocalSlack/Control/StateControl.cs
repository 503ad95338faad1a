using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>The workspace's state: people, channels, groups, commands; a channel's messages; the clock.</summary>
internal static class StateControl
{
    public static void Map(ControlEndpoints control, IEndpointRouteBuilder routes)
    {
        control.Map(routes, "GET", "/control/state", State);
        control.Map(routes, "GET", "/control/channels/{channel}/messages", Messages);
        control.Map(routes, "GET", "/control/clock", call => Clock(call.Workspace));
        control.Map(routes, "POST", "/control/clock", MoveClock);
    }

    private static JsonObject State(ControlCall call) => call.Workspace.Do(_ =>
    {
        var w = call.Workspace;
        var viewer = call.Query("user") is { } name ? call.Person(name) : null;
        return new JsonObject
        {
            ["team"] = new JsonObject { ["id"] = w.Team.Id, ["name"] = w.Team.Name, ["domain"] = w.Team.Domain },
            ["users"] = SlackJson.Array(w.Users.Values.Select(u => User(w, u))),
            ["channels"] = SlackJson.Array(
                w.Channels.Values.Where(c => viewer is null || c.Type == "channel" || c.Members.Contains(viewer.Id)).Select(c => Channel(w, c))),
            ["usergroups"] = SlackJson.Array(w.Groups.Values.Select(Group)),
            ["commands"] = SlackJson.Array(w.App.Commands.Select(c => new JsonObject
            {
                ["command"] = c.Command, ["description"] = c.Description, ["usage_hint"] = c.UsageHint,
            })),
            ["shortcuts"] = SlackJson.Array(w.App.Shortcuts.Select(s => new JsonObject
            {
                ["name"] = s.Name, ["type"] = s.Type, ["callback_id"] = s.CallbackId, ["description"] = s.Description,
            })),
            ["app"] = new JsonObject
            {
                ["id"] = Seed.AppId, ["name"] = w.App.Name, ["bot_user_id"] = Seed.BotUser, ["bot_id"] = Seed.BotId,
                ["socket_mode"] = w.App.SocketMode
            },
            ["clock"] = Clock(w),
        };
    });

    public static JsonObject User(Workspace w, User user)
    {
        var now = w.Clock.GetUtcNow();
        return new JsonObject
        {
            ["id"] = user.Id, ["name"] =
                user.Name, ["real_name"] = user.RealName, ["title"] = user.Title, ["tz"] = user.Tz, ["tz_label"] = Zones.Label(user.Tz, now),
            ["tz_offset"] = (int)Zones.Offset(user.Tz, now).TotalSeconds, ["is_bot"] = user.IsBot, ["is_admin"] = user.IsAdmin, ["deleted"] = user.Deleted,
            ["color"] = user.Color, ["email"] = user.Email, ["status_text"] = user.StatusText, ["status_emoji"] = user.StatusEmoji,
            ["status_expiration"] = user.StatusExpiration,
        };
    }

    public static JsonObject Channel(Workspace w, Channel channel) => new()
    {
        ["id"] = channel.Id, ["name"] = channel.Name, ["topic"] = channel.Topic, ["purpose"] = channel.Purpose, ["is_private"] = channel.IsPrivate,
        ["is_im"] = channel.IsIm, ["is_mpim"] = channel.IsMpim, ["is_archived"] = channel.IsArchived, ["is_ext_shared"] = channel.IsExtShared,
        ["members"] = SlackJson.Texts(channel.Members), ["pins"] = SlackJson.Texts(channel.Pins.Select(p => p.Ts)),
        ["bookmarks"] = SlackJson.Array(channel.Bookmarks.Select(b => ItemMethods.BookmarkJson(channel, b))),
        ["latest"] = w.MessagesOf(channel.Id).LastOrDefault(m => m.EphemeralTo is null)?.Ts,
    };

    public static JsonObject Group(UserGroup group) => new()
    {
        ["id"] = group.Id, ["handle"] = group.Handle, ["name"] = group.Name, ["description"] = group.Description, ["users"] = SlackJson.Texts(group.Users),
    };

    private static JsonObject Messages(ControlCall call) => call.Workspace.Do(_ =>
    {
        var viewer = call.Query("user") is { } name ? call.Person(name) : null;
        var channel = viewer is null ? call.Channel(call.Route("channel"), null) : call.AskedIn(call.Route("channel"), viewer);
        var reads = viewer is null || channel.Type == "channel" || channel.Members.Contains(viewer.Id);
        var thread = call.Query("thread_ts");
        var messages = call.Workspace.MessagesOf(channel.Id).Where(m =>
            (m.EphemeralTo is null ? reads : m.EphemeralTo == viewer?.Id) && (thread is null || m.Ts == thread || m.ThreadTs == thread));
        var most = int.TryParse(call.Query("limit"), CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : int.MaxValue;
        return new JsonObject { ["messages"] = SlackJson.Array(messages.TakeLast(most).Select(m => Message(call.Workspace, m, viewer))) };
    });

    private static JsonObject Message(Workspace w, Message message, User? viewer)
    {
        var json = SlackJson.Message(w, message, metadata: true);
        if (message.EphemeralTo is not null)
            json["ephemeral"] = true;
        if (viewer is not null && message.Picked.GetValueOrDefault(viewer.Id) is { } picked)
            json["state"] = new JsonObject { ["values"] = picked.DeepClone() };
        return json;
    }

    private static JsonObject Clock(Workspace w) => new()
    {
        ["now"] = w.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"), ["offset"] = XmlConvert.ToString(w.Clock.Offset), ["offset_seconds"] = Math.Round(
            w.Clock.Offset.TotalSeconds, 3),
    };

    private static JsonObject MoveClock(ControlCall call)
    {
        var clock = call.Workspace.Clock;
        var now = clock.GetUtcNow();
        switch (call.Text("advance"), call.Text("set"))
        {
            case ({ } advance, null):
                var by = Duration(advance);
                Check(now, by);
                clock.Advance(by);
                break;
            case (null, { } set) when DateTimeOffset.TryParse(set, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at):
                Check(at, TimeSpan.Zero);
                clock.Set(at);
                break;
            default:
                throw ControlError.Bad("Give either 'advance', such as PT1H, or 'set', such as 2026-11-25T17:00:00Z.");
        }
        return Clock(call.Workspace);
    }

    private static void Check(DateTimeOffset at, TimeSpan by)
    {
        if (Math.Abs(by.TotalDays) > 100_000 || (at + by).Year is < 2000 or > 2199)
            throw ControlError.Bad("The clock runs from the year 2000 to 2199.");
    }

    private static TimeSpan Duration(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw ControlError.Bad($"'{text}' is not a duration such as PT1H or P1DT30M.");
        }
    }
}
