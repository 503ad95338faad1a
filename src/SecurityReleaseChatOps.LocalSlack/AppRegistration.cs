using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>A slash command of the app.</summary>
/// <param name="Command">Including its slash.</param>
/// <param name="ShouldEscape">Whether @names and #channels in its text arrive as ids.</param>
/// <param name="Url">Where it is delivered; null with Socket Mode.</param>
public sealed record CommandDefinition(string Command, string Description, string UsageHint, bool ShouldEscape, Uri? Url);

/// <summary>A shortcut of the app.</summary>
/// <param name="Type"><c>message</c> or <c>global</c>.</param>
public sealed record ShortcutDefinition(string Name, string Type, string CallbackId, string Description);

/// <summary>An app as the workspace knows it: what its manifest declares and where to reach it.</summary>
public sealed record AppRegistration
{
    /// <summary>The bot's name as people see it.</summary>
    public string Name { get; init; } = "App";

    /// <summary>The slash commands that people can run.</summary>
    public IReadOnlyList<CommandDefinition> Commands { get; init; } = [];

    /// <summary>The shortcuts that people can run.</summary>
    public IReadOnlyList<ShortcutDefinition> Shortcuts { get; init; } = [];

    /// <summary>The bot token's scopes; null means all, for an app without a manifest.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The events it subscribes to, by the manifest's names, such as <c>message.channels</c>.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether deliveries go over the app's WebSockets instead of HTTP.</summary>
    public bool SocketMode { get; init; }

    /// <summary>Where clicks, submissions and shortcuts go.</summary>
    public Uri? ActionUrl { get; init; }

    /// <summary>Where requests for the options of external selects go.</summary>
    public Uri? OptionsUrl { get; init; }

    /// <summary>Where events go.</summary>
    public Uri? EventUrl { get; init; }

    /// <summary>Whether the app can be reached, so that waiting events may be sent.</summary>
    public bool Reachable => SocketMode || EventUrl is not null || ActionUrl is not null || Commands.Any(c => c.Url is not null);

    /// <summary>The same app, but reached at <c>/slack/command</c>, <c>action</c>, <c>options</c> and <c>event</c> under this address.</summary>
    public AppRegistration At(Uri address) => With(
        new Uri(address, "/slack/command"), new Uri(address, "/slack/action"), new Uri(address, "/slack/options"), new Uri(address, "/slack/event"));

    /// <summary>The same app, but reached at this one address for every kind of delivery, as Bolt apps are.</summary>
    public AppRegistration AtOne(Uri address) => With(address, address, address, address);

    /// <summary>The same app, but not reachable: nothing is delivered until it is registered with an address.</summary>
    public AppRegistration Offline() => With(null, null, null, null);

    /// <summary>Reads a Slack app manifest (schema 2.0, JSON) from a file.</summary>
    /// <exception cref="FormatException">It is not a manifest.</exception>
    public static AppRegistration FromManifestFile(string path) => FromManifest(File.ReadAllText(path));

    /// <summary>Reads a Slack app manifest (schema 2.0, JSON).</summary>
    /// <exception cref="FormatException">It is not a manifest.</exception>
    public static AppRegistration FromManifest(string json)
    {
        try
        {
            var root = JsonNode.Parse(json) as JsonObject ?? throw new FormatException("A manifest is a JSON object.");
            var features = root["features"];
            var settings = root["settings"];
            var interactivity = settings?["interactivity"];
            var events = settings?["event_subscriptions"];
            return new AppRegistration
            {
                Name = Text(features?["bot_user"], "display_name") ?? Text(root["display_information"], "name") ?? "App",
                Commands = [.. Items(features?["slash_commands"]).Select(c => new CommandDefinition(
                    Text(c, "command") ?? throw new FormatException("A slash command of the manifest has no name."),
                    Text(c, "description") ?? "", Text(c, "usage_hint") ?? "",
                    (bool?)c["should_escape"] ?? false, Address(c, "url")))],
                Shortcuts = [.. Items(features?["shortcuts"]).Select(s => new ShortcutDefinition(
                    Text(s, "name") ?? "", Text(s, "type") ?? "global",
                    Text(s, "callback_id") ?? throw new FormatException("A shortcut of the manifest has no callback_id."),
                    Text(s, "description") ?? ""))],
                Scopes = Texts(root["oauth_config"]?["scopes"]?["bot"]),
                Events = Texts(events?["bot_events"]),
                SocketMode = (bool?)settings?["socket_mode_enabled"] ?? false,
                ActionUrl = Address(interactivity, "request_url"),
                OptionsUrl = Address(interactivity, "message_menu_options_url") ?? Address(interactivity, "request_url"),
                EventUrl = Address(events, "request_url"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The app manifest cannot be read: {e.Message}", e);
        }
    }

    private AppRegistration With(Uri? command, Uri? action, Uri? options, Uri? events) => this with
    {
        Commands = [.. Commands.Select(c => c with { Url = command })],
        ActionUrl = action,
        OptionsUrl = options,
        EventUrl = events,
        SocketMode = false,
    };

    private static IEnumerable<JsonNode> Items(JsonNode? array) => (array as JsonArray)?.OfType<JsonNode>() ?? [];

    private static string[] Texts(JsonNode? array) => [.. Items(array).Select(item => (string)item!)];

    private static string? Text(JsonNode? node, string name) => (string?)node?[name];

    private static Uri? Address(JsonNode? node, string name) =>
        Uri.TryCreate(Text(node, name), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
