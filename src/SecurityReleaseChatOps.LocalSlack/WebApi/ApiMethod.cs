using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>A Web API method.</summary>
/// <param name="Tier">Slack's rate tier: 1 to 4, or 5 for the special ones.</param>
/// <param name="Run">Carries it out and gives the answer's fields, <c>ok</c> left out; throws <see cref="SlackError"/>.</param>
/// <param name="Scopes">Any one of these lets the bot call it; what a channel's kind asks for beyond, the method checks itself.</param>
internal sealed record ApiMethod(string Name, int Tier, Func<ApiCall, JsonObject> Run, params string[] Scopes)
{
    /// <summary>Every method there is, by name.</summary>
    public static IReadOnlyDictionary<string, ApiMethod> All { get; } =
        new[]
        {
            AuthMethods.All, ChatMethods.All, ScheduledMethods.All, ConversationMethods.All, ChannelChangeMethods.All, UserMethods.All,
            UserGroupMethods.All, ViewMethods.All, ItemMethods.All, FileMethods.All,
        }.SelectMany(methods => methods).ToDictionary(method => method.Name, StringComparer.Ordinal);
}
