using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Operation;

/// <summary>The shipped manifest adapted to these settings: prefixed commands, and the app's address, or none in Socket mode.</summary>
internal static class PrintedManifest
{
    private const string Placeholder = "https://chatops.example.com/";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> Print(string[] args, TextWriter output)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        AddWhatComesLater(builder.Configuration);
        await output.WriteLineAsync(For(builder.AddSettings()));
        return 0;
    }

    /// <summary>The manifest is needed before there are tokens: placeholders stand in for them. Without an address the mode is Socket.</summary>
    private static void AddWhatComesLater(ConfigurationManager configuration)
    {
        const string mode = "Slack:Mode", later = "-";
        if (configuration["Slack:BotToken"] is { Length: > 0 } || configuration["Slack:BotToken" + SecretFiles.Ending] is { Length: > 0 })
            return;
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [mode] = configuration[mode] is { Length: > 0 } said ? said
                : configuration["PublicUrl"] is { Length: > 0 } ? nameof(SlackMode.Http) : nameof(SlackMode.Socket),
            ["Slack:BotToken"] = later,
            ["Slack:AppToken"] = later,
            ["Slack:SigningSecret"] = later,
        });
    }

    /// <exception cref="SettingsException">In Http mode, when the app's address is missing.</exception>
    internal static string For(Settings settings)
    {
        var manifest = JsonNode.Parse(ShippedManifest.Json)!;
        var sockets = settings.Mode == SlackMode.Socket;
        if (!sockets && settings.PublicUrl is null)
            throw new SettingsException(["PublicUrl is missing: Slack:Mode is Http. Write the address at which Slack reaches the app, such as "
                + "https://chatops.example.com, or set Slack:AppToken for Socket mode, which needs none."]);
        foreach (var command in manifest["features"]!["slash_commands"]!.AsArray())
            command!["command"] = $"/{settings.CommandPrefix}{((string)command["command"]!)[1..]}";
        manifest["settings"]!["socket_mode_enabled"] = sockets;
        Addresses(manifest, address => sockets ? null : address.Replace(Placeholder, settings.PublicUrl!.ToString(), StringComparison.Ordinal));
        return manifest.ToJsonString(Readable);
    }

    private static void Addresses(JsonNode? node, Func<string, string?> change)
    {
        foreach (var child in node is JsonArray list ? [.. list] : node is JsonObject all ? all.Select(pair => pair.Value).ToList() : [])
        {
            if (child is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith(Placeholder, StringComparison.Ordinal))
            {
                var (parent, name) = (value.Parent!.AsObject(), value.GetPropertyName());
                if (change(text) is { } changed)
                    parent[name] = changed;
                else
                    parent.Remove(name);
            }
            else
            {
                Addresses(child, change);
            }
        }
    }
}
