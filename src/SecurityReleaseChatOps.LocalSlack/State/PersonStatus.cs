using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>What a person says of themselves beside their name, until it is cleared by itself.</summary>
internal static class PersonStatus
{
    /// <summary>Slack's limit for its text.</summary>
    public const int Longest = 100;

    // What Slack shows where only words were set.
    private const string Usual = ":speech_balloon:";

    /// <summary>Sets it, and tells the app; empty words without an emoji clear it.</summary>
    /// <param name="expiration">Unix seconds; 0: it stays.</param>
    public static void Set(Change change, User user, string text, string emoji, long expiration)
    {
        var isSet = text.Length + emoji.Length > 0;
        (user.StatusText, user.StatusEmoji, user.StatusExpiration) = (text, isSet && emoji.Length == 0 ? Usual : emoji, isSet ? expiration : 0);
        change.Save(user);
        change.Signal("users");
        change.Emit("user_change", new JsonObject { ["user"] = SlackJson.User(change.Workspace, user, email: true) });
    }

    /// <summary>Clears those whose time has come.</summary>
    public static void ClearDue(Change change)
    {
        var now = change.Workspace.Seconds;
        foreach (var user in change.Workspace.Users.Values.Where(user => user.StatusExpiration > 0 && user.StatusExpiration <= now).ToArray())
            Set(change, user, "", "", 0);
    }
}
