using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>The app manifest that this build ships (<c>manifest/slack-app.json</c>): what a workspace must have installed.</summary>
internal static class ShippedManifest
{
    /// <summary>The whole manifest as JSON.</summary>
    public static string Json { get; } = Read();

    /// <summary>The scopes that the bot token needs.</summary>
    public static IReadOnlyList<string> BotScopes { get; } =
        [.. JsonNode.Parse(Json)!["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(scope => scope!.GetValue<string>())];

    private static string Read()
    {
        using var shipped = new StreamReader(typeof(ShippedManifest).Assembly.GetManifestResourceStream("slack-app.json")!);
        return shipped.ReadToEnd();
    }
}
