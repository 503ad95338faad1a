using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Items attached to messages and channels: pins, bookmarks, reactions.</summary>
internal static class ItemMethods
{
    private const int MostPins = 100;

    public static readonly ApiMethod[] All =
    [
        new("pins.add", 2, AddPin, "pins:write"),
        new("pins.remove", 2, RemovePin, "pins:write"),
        new("pins.list", 2, ListPins, "pins:read"),
        new("bookmarks.add", 2, AddBookmark, "bookmarks:write"),
        new("bookmarks.edit", 2, EditBookmark, "bookmarks:write"),
        new("bookmarks.remove", 2, RemoveBookmark, "bookmarks:write"),
        new("bookmarks.list", 3, ListBookmarks, "bookmarks:read"),
        new("reactions.add", 3, AddReaction, "reactions:write"),
        new("reactions.remove", 2, RemoveReaction, "reactions:write"),
        new("reactions.get", 3, GetReactions, "reactions:read"),
    ];

    private static JsonObject AddPin(ApiCall call)
    {
        var channel = call.OwnChannel();
        var message = call.Message(channel, "timestamp");
        if (channel.Pins.Exists(p => p.Ts == message.Ts))
            throw new SlackError("already_pinned");
        if (channel.Pins.Count >= MostPins)
            throw new SlackError("too_many_pins");
        channel.Pins.Add(new Pin(message.Ts, Seed.BotUser, call.Workspace.Seconds));
        call.Change.Emit(
            "pin_added", new JsonObject { ["user"] = Seed.BotUser, ["channel_id"] = channel.Id, ["item"] = PinJson(call, channel, channel.Pins[^1]) }, channel);
        return Changed(call, channel);
    }

    private static JsonObject RemovePin(ApiCall call)
    {
        var channel = call.OwnChannel();
        var ts = call.Required("timestamp");
        return channel.Pins.RemoveAll(p => p.Ts == ts) > 0 ? Changed(call, channel) : throw new SlackError("no_pin");
    }

    private static JsonObject ListPins(ApiCall call)
    {
        var channel = call.OwnChannel();
        return new() { ["items"] = SlackJson.Array(channel.Pins.Select(p => PinJson(call, channel, p))) };
    }

    private static JsonObject PinJson(ApiCall call, Channel channel, Pin pin) => new()
    {
        ["type"] = "message", ["channel"] = channel.Id, ["created"] = pin.Created, ["created_by"] = pin.User,
        ["message"] = call.Workspace.FindMessage(channel.Id, pin.Ts) is { } message ? SlackJson.Message(call.Workspace, message, metadata: false) : null,
    };

    private static JsonObject AddBookmark(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        if (call.Required("type") != "link")
            throw new SlackError("invalid_bookmark_type");
        var title = call.Required("title");
        var bookmark = new Bookmark(call.Change.NextId("Bk"), title, Link(call.Text("link")), call.Text("emoji") ?? "", call.Workspace.Seconds, Seed.BotUser);
        channel.Bookmarks.Add(bookmark);
        Changed(call, channel);
        return new() { ["bookmark"] = BookmarkJson(channel, bookmark) };
    }

    private static JsonObject EditBookmark(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        var i = Find(call, channel);
        var old = channel.Bookmarks[i];
        channel.Bookmarks[i] = old
            with
        {
            Title = call.Text("title") ?? old.Title,
            Link = call.Has("link") ? Link(call.Text("link")) : old.Link,
            Emoji = call.Text("emoji") ?? old.Emoji
        };
        Changed(call, channel);
        return new() { ["bookmark"] = BookmarkJson(channel, channel.Bookmarks[i]) };
    }

    private static JsonObject RemoveBookmark(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        channel.Bookmarks.RemoveAt(Find(call, channel));
        return Changed(call, channel);
    }

    private static JsonObject ListBookmarks(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        return new() { ["bookmarks"] = SlackJson.Array(channel.Bookmarks.Select(b => BookmarkJson(channel, b))) };
    }

    private static int Find(ApiCall call, Channel channel)
    {
        var id = call.Required("bookmark_id");
        return channel.Bookmarks.FindIndex(b => b.Id == id) is var i and >= 0 ? i : throw new SlackError("not_found");
    }

    private static string Link(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? link! : throw new SlackError("invalid_link");

    public static JsonObject BookmarkJson(Channel channel, Bookmark bookmark) => new()
    {
        ["id"] = bookmark.Id, ["channel_id"] = channel.Id, ["title"] = bookmark.Title, ["link"] = bookmark.Link, ["emoji"] = bookmark.Emoji,
        ["type"] = "link", ["date_created"] = bookmark.Created, ["last_updated_by_user_id"] = bookmark.User,
    };

    private static JsonObject AddReaction(ApiCall call)
    {
        var message = call.Message(call.OwnChannel(), "timestamp");
        return call.Change.React(message, Seed.BotUser, Name(call)) ? [] : throw new SlackError("already_reacted");
    }

    private static JsonObject RemoveReaction(ApiCall call)
    {
        var message = call.Message(call.OwnChannel(), "timestamp");
        return call.Change.Unreact(message, Seed.BotUser, Name(call)) ? [] : throw new SlackError("no_reaction");
    }

    private static JsonObject GetReactions(ApiCall call)
    {
        var message = call.Message(call.OwnChannel(), "timestamp");
        return new() { ["type"] = "message", ["channel"] = message.Channel, ["message"] = SlackJson.Message(call.Workspace, message, metadata: false) };
    }

    private static string Name(ApiCall call) =>
        call.Required("name").Trim(':') is { Length: > 0 and <= 100 } name ? name : throw new SlackError("invalid_name");

    private static JsonObject Changed(ApiCall call, Channel channel)
    {
        call.Change.Save(channel);
        call.Change.Signal("channel", ("channel", channel.Id));
        return [];
    }
}
