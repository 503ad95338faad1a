using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// All messages of a rehearsal go to the PSIRT channel, are marked, and mention nobody. No feature does anything for that:
/// messages are routed by the release they are about.
/// </summary>
internal sealed class RehearsalRouting(Func<IStore> store, SlackDirectory directory, Settings settings) : IRouting
{
    // A stored release is a rehearsal for ever, or never.
    private readonly ConcurrentDictionary<string, bool> _known = new();

    public async ValueTask<Outgoing> Route(Outgoing message, Commit commit, CancellationToken cancellationToken) =>
        message.About.Release is { } release && await IsRehearsal(release, commit, cancellationToken)
            ? message with { Reader = settings.Channels.Psirt, Json = RehearsalMessage.Of(message.Json, Addressee(message.Reader), directory.NameOfMention) }
            : message;

    private async ValueTask<bool> IsRehearsal(string id, Commit commit, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known))
            return known;
        if (await store().Get(ReleaseStore.Kind, id, ct) is not { Value: var release })
            return commit.Written(ReleaseStore.Kind, id) is { Rehearsal: true };
        return _known[id] = release.Rehearsal;
    }

    private RehearsalAddressee? Addressee(string reader)
    {
        if (SlackDirectory.IsPerson(reader))
            return new(directory.NameOf(reader), false);
        var name = Name(reader);
        return name == Name(settings.Channels.Psirt) ? null : new("#" + name, true);
    }

    private string Name(string channel) => directory.FindChannel(channel.TrimStart('#'))?.Name ?? channel.TrimStart('#');
}

/// <summary>What differs in a rehearsal besides the routing of messages.</summary>
public static class Rehearsals
{
    /// <summary>Whether this person may answer for audiences that a rehearsal does not reach: anyone of PSIRT.</summary>
    public static bool StandsIn(this SlackDirectory directory, Release release, string user) =>
        release.Rehearsal && directory.RoleOf(user) >= Role.Psirt;

    /// <summary>What is said in one message of several releases, and what that is about; each rehearsal is spoken of by itself.</summary>
    public static IEnumerable<(Classification About, IReadOnlyList<T> All)> Apart<T>(this IEnumerable<T> all, Func<T, Release> release) => all
        .GroupBy(one => release(one) is { Rehearsal: true, Id: var id } ? id : null)
        .Select(group => (group.Key is { } id ? Classification.Embargoed(id) : Classification.Internal, (IReadOnlyList<T>)[.. group]));
}

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
