using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>A Web API method.</summary>
/// <param name="Tier">Slack's rate tier: 1 to 4, or 5 for special methods.</param>
/// <param name="Run">Runs it and returns the answer's fields without <c>ok</c>; throws <see cref="SlackError"/>.</param>
/// <param name="Scopes">Any one of these is enough to call it; the method itself checks the scopes that a channel's kind requires.</param>
internal sealed record ApiMethod(string Name, int Tier, Func<ApiCall, JsonObject> Run, params string[] Scopes)
{
    /// <summary>All methods, by name.</summary>
    public static IReadOnlyDictionary<string, ApiMethod> All { get; } =
        new[]
        {
            AuthMethods.All, BlockMethods.All, ChatMethods.All, ScheduledMethods.All, ConversationMethods.All, ChannelChangeMethods.All, UserMethods.All,
            UserGroupMethods.All, ViewMethods.All, ItemMethods.All, FileMethods.All,
        }.SelectMany(methods => methods).ToDictionary(method => method.Name, StringComparer.Ordinal);
}
