using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>A Web API call in progress: its arguments, however they were sent, and the state it works on.</summary>
internal sealed class ApiCall(string method, JsonObject arguments, Change change, ApiServices services)
{
    public string Method { get; } = method;
    public Change Change { get; } = change;
    public ApiServices Services { get; } = services;
    public Workspace Workspace => Change.Workspace;

    /// <summary>The workspace's own address, without a trailing slash.</summary>
    public string BaseUrl => Services.BaseUrl();

    public bool Has(string name) => arguments[name] is not null;

    public string? Text(string name) => arguments[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToText(),
    };

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw SlackError.Missing(name);

    public bool Flag(string name, bool fallback = false) => Text(name) switch
    {
        null or "" => fallback,
        "true" or "1" => true,
        _ => false,
    };

    public long? Number(string name) => Text(name) is not { Length: > 0 } text ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : throw SlackError.Invalid("invalid_arguments", [$"must be a number [json-pointer:/{name}]"]);

    /// <summary>A list, given as comma-separated text or as an array.</summary>
    public string[] List(string name) => Json(name, "invalid_arguments", lenient: true) is JsonArray array
        ? [.. array.Select(item => item?.ToString() ?? "")]
        : (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A copy of an object or array, given as such or as JSON in a string.</summary>
    /// <exception cref="SlackError"><paramref name="error"/>if it is not valid JSON.</exception>
    public JsonNode? Json(string name, string error, bool lenient = false)
    {
        switch (arguments[name])
        {
            case null:
                return null;
            case JsonValue value when value.TryGetValue<string>(out var text):
                try
                {
                    return text.Length == 0 || (lenient && text[0] is not '[' and not '{') ? null : JsonText.Parse(text);
                }
                catch (JsonException)
                {
                    throw new SlackError(error);
                }
            case var node:
                return node.DeepClone();
        }
    }

    public bool HasScope(string scope) => Workspace.App.Scopes?.Contains(scope) ?? true;

    /// <exception cref="SlackError">missing_scope if the bot has none of these.</exception>
    public void Need(params ReadOnlySpan<string> anyOf)
    {
        foreach (var scope in anyOf)
        {
            if (HasScope(scope))
                return;
        }
        if (anyOf.Length > 0)
            throw new SlackError(
                "missing_scope", new JsonObject { ["needed"] = string.Join(',', anyOf), ["provided"] = string.Join(',', Workspace.App.Scopes ?? []) });
    }

    /// <summary>A channel by id, which the bot must be allowed to see.</summary>
    public Channel Channel(string argument = "channel")
    {
        var channel = Workspace.Channels.GetValueOrDefault(Required(argument));
        return channel is null || (channel.Type != "channel" && !channel.Members.Contains(Seed.BotUser)) ? throw new SlackError("channel_not_found") : channel;
    }

    /// <summary>A channel by id, which the bot must be a member of.</summary>
    public Channel OwnChannel(string argument = "channel") =>
        Channel(argument) is var channel && channel.Members.Contains(Seed.BotUser) ? channel : throw new SlackError("not_in_channel");

    public Message Message(Channel channel, string argument = "ts", string error = "message_not_found") =>
        Workspace.FindMessage(channel.Id, Required(argument)) is { EphemeralTo: null } message ? message : throw new SlackError(error);

    public User User(string id, string error = "user_not_found") => Workspace.Users.GetValueOrDefault(id) ?? throw new SlackError(error);
}
