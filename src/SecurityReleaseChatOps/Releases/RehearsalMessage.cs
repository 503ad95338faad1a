using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Whom a rehearsal's message would go to in a real release.</summary>
/// <param name="Name">Plain text: <c>#legal</c>, or a person's name.</param>
public sealed record RehearsalAddressee(string Name, bool IsChannel);

/// <summary>Turns any message into its rehearsal form. Pure.</summary>
public static class RehearsalMessage
{
    /// <param name="json">The message as the store keeps it.</param>
    /// <param name="to">Null when it would go to PSIRT in a real release too.</param>
    /// <param name="nameOf">From the target of a mention (<c>@U123</c>, <c>!subteam^S123</c>) to a name in plain text; null when it has none.</param>
    public static string Of(string json, RehearsalAddressee? to, Func<string, string?> nameOf)
    {
        var message = JsonNode.Parse(json)!.AsObject();
        Name(message, nameOf);
        var line = Line(to, message);
        message["text"] = $"{line}\n{(string?)message["text"]}";
        if (message["blocks"] is JsonArray blocks)
            blocks.Insert(0, new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(new JsonObject { ["type"] = "mrkdwn", ["text"] = line }) });
        return message.ToJsonString(StoreJson.Options);
    }

    private static string Line(RehearsalAddressee? to, JsonObject message) => "*Rehearsal*"
        + (to is null ? "" : $" · meant for {Mrkdwn.Plain(to.Name)}")
        + (to is { IsChannel: true } && HasButton(message["blocks"]) ? " · anyone of PSIRT can answer" : "");

    private static bool HasButton(JsonNode? blocks) =>
        blocks is JsonArray all && all.Any(block => (string?)block!["type"] == "actions");

    private static void Name(JsonNode? node, Func<string, string?> nameOf)
    {
        switch (node)
        {
            case JsonObject part:
                foreach (var (key, value) in part.ToList())
                {
                    if (key == "text" && value is JsonValue text)
                        part[key] = Mrkdwn.Named((string)text!, nameOf);
                    else if (Mentioned(value) is { } target)
                        part[key] = new JsonObject { ["type"] = "text", ["text"] = nameOf(target) ?? target };
                    else
                        Name(value, nameOf);
                }
                break;
            case JsonArray parts:
                for (var i = 0; i < parts.Count; i++)
                {
                    if (Mentioned(parts[i]) is { } target)
                        parts[i] = new JsonObject { ["type"] = "text", ["text"] = nameOf(target) ?? target };
                    else
                        Name(parts[i], nameOf);
                }
                break;
        }
    }

    // In rich text a mention is a separate element.
    private static string? Mentioned(JsonNode? node) => node is not JsonObject part ? null : (string?)part["type"] switch
    {
        "user" => $"@{(string?)part["userId"]}",
        "usergroup" => $"!subteam^{(string?)part["usergroupId"]}",
        _ => null,
    };
}
