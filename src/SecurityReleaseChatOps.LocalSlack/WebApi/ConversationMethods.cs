using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Reading channels and their messages.</summary>
internal static class ConversationMethods
{
    private static readonly string[] Kinds = ["public_channel", "private_channel", "mpim", "im"];

    public static readonly ApiMethod[] All =
    [
        new("conversations.history", 3, History),
        new("conversations.replies", 3, Replies),
        new("conversations.info", 3, Info),
        new("conversations.list", 2, List),
        new("users.conversations", 3, List),
        new("conversations.members", 4, Members),
    ];

    /// <summary>Checks for the scope that a channel's kind requires, such as <c>groups:history</c>.</summary>
    public static void NeedFor(this ApiCall call, Channel channel, string right) => call.Need($"{Family(channel)}:{right}");

    /// <summary>The name of the channel's kind in scopes.</summary>
    public static string Family(Channel channel) => channel.Type switch { "channel" => "channels", "group" => "groups", var other => other };

    private static JsonObject History(ApiCall call)
    {
        var channel = call.OwnChannel();
        call.NeedFor(channel, "history");
        var messages =
            Within(call, call.Workspace.MessagesOf(channel.Id).Where(m => m.EphemeralTo is null && (m.ThreadTs is null || m.Subtype == "thread_broadcast")))
                .Reverse();
        var (items, next) = Page.Of(call, messages, m => m.Ts, most: 999);
        return Messages(call, items, next);
    }

    private static JsonObject Replies(ApiCall call)
    {
        var channel = call.OwnChannel();
        call.NeedFor(channel, "history");
        var named = call.Message(channel, "ts", "thread_not_found");
        var parent = call.Workspace.FindMessage(channel.Id, named.ThreadTs) ?? named;
        var replies = Within(call, parent.Replies.Where(m => m.EphemeralTo is null));
        var (items, next) = Page.Of(call, replies.Prepend(parent), m => m.Ts, standard: 1000);
        return Messages(call, items, next);
    }

    private static IEnumerable<Message> Within(ApiCall call, IEnumerable<Message> messages)
    {
        var (oldest, latest, inclusive) = (call.Text("oldest"), call.Text("latest"), call.Flag("inclusive"));
        return messages.Where(m => (oldest is not { Length: > 0 } || Compare(m.Ts, oldest) is var o && (o > 0 || (inclusive && o == 0)))
            && (latest is not { Length: > 0 } || Compare(m.Ts, latest) is var l && (l < 0 || (inclusive && l == 0))));

        // Slack accepts "0" and "1700000000" as well as "1700000000.000100".
        static int Compare(string ts, string bound) => string.CompareOrdinal(ts, bound.PadLeft(bound.Contains('.') ? 17 : 10, '0'));
    }

    private static JsonObject Messages(ApiCall call, List<Message> messages, string next) => new()
    {
        ["messages"] = SlackJson.Array(messages.Select(m => SlackJson.Message(call.Workspace, m, call.Flag("include_all_metadata")))),
        ["has_more"] = next.Length > 0,
        ["response_metadata"] = Page.Metadata(next),
    };

    private static JsonObject Info(ApiCall call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "read");
        var json = SlackJson.Channel(call.Workspace, channel, Seed.BotUser);
        if (!call.Flag("include_num_members"))
            json.Remove("num_members");
        return new() { ["channel"] = json };
    }

    private static JsonObject List(ApiCall call)
    {
        var types = call.List("types") is { Length: > 0 } named ? named : ["public_channel"];
        if (types.Except(Kinds).Any())
            throw new SlackError("invalid_types");
        foreach (var type in types)
            call.Need(type switch { "public_channel" => "channels:read", "private_channel" => "groups:read", "mpim" => "mpim:read", _ => "im:read" });
        var onlyOwn = call.Method == "users.conversations";
        var wanted = call.Workspace.Channels.Values.Where(c =>
            types.Contains(c.Type switch { "channel" => "public_channel", "group" => "private_channel", var other => other })
            && (c.Members.Contains(Seed.BotUser) || (c.Type == "channel" && !onlyOwn))
            && !(c.IsArchived && call.Flag("exclude_archived")));
        var (items, next) = Page.Of(call, wanted, c => c.Id);
        return new()
        {
            ["channels"] = SlackJson.Array(items.Select(c => SlackJson.Channel(call.Workspace, c, Seed.BotUser))),
            ["response_metadata"] = Page.Metadata(next),
        };
    }

    private static JsonObject Members(ApiCall call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "read");
        var (items, next) = Page.Of(call, channel.Members, id => id);
        return new() { ["members"] = SlackJson.Texts(items), ["response_metadata"] = Page.Metadata(next) };
    }
}
