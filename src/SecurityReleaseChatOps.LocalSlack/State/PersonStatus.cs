using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>The status shown beside a person's name until it expires.</summary>
internal static class PersonStatus
{
    /// <summary>Slack's limit for the status text, in characters.</summary>
    public const int Longest = 100;

    // The emoji Slack uses when only a text is set.
    private const string Usual = ":speech_balloon:";

    /// <summary>Sets the status and notifies the app; an empty text without an emoji clears it.</summary>
    /// <param name="expiration">In Unix seconds; 0 if it does not expire.</param>
    public static void Set(Change change, User user, string text, string emoji, long expiration)
    {
        var isSet = text.Length + emoji.Length > 0;
        (user.StatusText, user.StatusEmoji, user.StatusExpiration) = (text, isSet && emoji.Length == 0 ? Usual : emoji, isSet ? expiration : 0);
        change.Save(user);
        change.Signal("users");
        change.Emit("user_change", new JsonObject { ["user"] = SlackJson.User(change.Workspace, user, email: true) });
    }

    /// <summary>Clears expired statuses.</summary>
    public static void ClearDue(Change change)
    {
        var now = change.Workspace.Seconds;
        foreach (var user in change.Workspace.Users.Values.Where(user => user.StatusExpiration > 0 && user.StatusExpiration <= now).ToArray())
            Set(change, user, "", "", 0);
    }
}
