using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>Channels as their members read them, for a person to approve: identical for every run of the same day.</summary>
internal sealed partial class Transcript
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _names = [];
    private readonly List<DateTimeOffset> _cuts;

    private Transcript(JsonObject state, List<DateTimeOffset> cuts)
    {
        _cuts = cuts;
        foreach (var user in state["users"]!.AsArray())
            _names["@" + user!["id"]] = "@" + user["name"];
        foreach (var group in state["usergroups"]!.AsArray())
            _names["!subteam^" + group!["id"]] = "@" + group["handle"];
        foreach (var channel in state["channels"]!.AsArray())
            _names["#" + channel!["id"]] = "#" + channel["name"];
    }

    /// <summary>
    /// Everything in the channels, one after the other, with replies below their message. Messages posted between two
    /// moments at which everything was shown are sorted by their words, since their order is arbitrary.
    /// </summary>
    public static async Task<string> Of(Workspace slack, params IEnumerable<string> channels)
    {
        var transcript = new Transcript(await slack.Get("state"), slack.Cuts);
        foreach (var channel in channels)
            transcript.Channel(channel, (await slack.Messages("grace", channel)).Where(message => !message.Ephemeral).ToList());
        return transcript._text.ToString();
    }

    private void Channel(string name, List<Shown> messages)
    {
        Line(_text, "", $"#{name}");
        foreach (var (message, _) in InOrder(messages.Where(message => message.Thread is null), "  "))
        {
            _text.Append(Message(message, "  "));
            foreach (var (_, reply) in InOrder(messages.Where(reply => reply.Thread == message.Ts), "      "))
                _text.Append(reply);
        }
        Line(_text, "", "");
    }

    private IEnumerable<(Shown Message, string Words)> InOrder(IEnumerable<Shown> messages, string indent) =>
        messages.Select(message => (message, Message(message, indent))).OrderBy(m => _cuts.Count(cut => cut < At(m.message))).ThenBy(
            m => m.Item2, StringComparer.Ordinal);

    private static DateTimeOffset At(Shown message) => DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(message.Ts, CultureInfo.InvariantCulture));

    private string Message(Shown message, string indent)
    {
        var text = new StringBuilder();
        Line(text, indent, $"- {(message.FromApp ? "app" : _names.GetValueOrDefault("@" + message.User, message.User))}");
        indent += "  ";
        if (message.Json["blocks"] is not JsonArray { Count: > 0 } blocks)
            Line(text, indent, Words((string?)message.Json["text"]));
        else
            foreach (var block in blocks.OfType<JsonObject>())
                Line(text, indent, Block(block));
        return text.ToString();
    }

    private string Block(JsonObject block) => (string?)block["type"] switch
    {
        "divider" => "---",
        "actions" => string.Join(' ', block["elements"]!.AsArray().Select(Element)),
        "context" => string.Join(' ', block["elements"]!.AsArray().Select(Element)),
        _ => string.Join(' ', new[] { Words((string?)block["text"]?["text"]) }
            .Concat(block["fields"]?.AsArray().Select(field => "\n" + Words((string?)field!["text"])) ?? [])
            .Append(block["accessory"] is { } accessory ? Element(accessory) : "")).TrimEnd(),
    };

    private string Element(JsonNode? element) => (string?)element!["type"] switch
    {
        "button" => $"[{element["text"]!["text"]}]",
        "mrkdwn" or "plain_text" => Words((string?)element["text"]),
        var other => $"[{other}]",
    };

    private static void Line(StringBuilder to, string indent, string text)
    {
        foreach (var line in text.Split('\n'))
            to.Append(line.Length == 0 ? "" : indent).Append(line).Append('\n');
    }

    private string Words(string? mrkdwn) => Spans().Replace(Entities().Replace(mrkdwn ?? "", Entity), "… min");

    private string Entity(Match match)
    {
        var parts = match.Groups["what"].Value.Split('|', 2);
        if (_names.TryGetValue(parts[0], out var name))
            return name;
        if (parts[0].StartsWith("!date^", StringComparison.Ordinal))
            return Hour(long.Parse(parts[0].Split('^')[1], CultureInfo.InvariantCulture));
        return Uri.TryCreate(parts[0], UriKind.Absolute, out var address)
            ? (address.IsLoopback
            ? $"[{parts.ElementAtOrDefault(1)}](to a message)"
            : parts.Length > 1 && parts[1] != parts[0] ? $"[{parts[1]}]({parts[0]})" : parts[0])
            : match.Value;
    }

    // Without minutes, which depend on the machine's speed.
    private static string Hour(long at) => DateTimeOffset.FromUnixTimeSeconds(at).ToString("ddd d MMM HH'h'", CultureInfo.InvariantCulture);

    [GeneratedRegex("<(?<what>[^<>]+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entities();

    [GeneratedRegex(@"\b\d+ min\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spans();
}
