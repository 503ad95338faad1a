using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary>An entry and its line, for faults that are found only after reading all files.</summary>
internal sealed record AtLine<T>(T Entry, string File, long Line);

/// <summary>One file of the matrix, as read.</summary>
internal sealed record MatrixYaml(IReadOnlyList<AtLine<AudienceEntry>> Audiences, IReadOnlyList<AtLine<CommsMessage>> Messages);

/// <summary>Reads one file of the matrix, strictly: anything not understood is a fault, never skipped.</summary>
internal sealed partial class MatrixReader(string file, ChannelSettings channels, AccessSettings access)
{
    private const int MaxTitle = 150;
    private const int LongestId = 30;
    private const string Channels = "Channels:";
    private const string Access = "Access:";

    private static readonly Dictionary<string, Asks> asks = Kebab.Words<Asks>().Where(word => word.Value != Asks.Nothing).ToDictionary();
    private static readonly string[] needs = ["merged", "published", "ready", "security-fixes", "email.cleared", "email.checked"];
    private static readonly Dictionary<string, string> renamed = new()
    {
        ["steps"] = "the step names it in its `tells`, and what settles it in its `settledBy`",
        ["opens"] = "the step names it in its `tells`",
        ["due"] = "it is due when the step is under whose `tells` it stands",
        ["criticalDue"] = "it is due when the step is under whose `tells` it stands",
        ["when"] = "it is for the releases of the step under whose `tells` it stands",
        ["except"] = "it is for the releases of the step under whose `tells` it stands",
        ["required"] = "it is required where the `settledBy` of its step names it",
    };

    /// <exception cref="DefinitionException">What is wrong, with the file's name and the line.</exception>
    public MatrixYaml Read(string text)
    {
        var map = new StrictMap(YamlFiles.Root(text, file), file, "a file of the matrix", "audiences", "messages");
        return new([.. map.Nodes("audiences").Select(ReadAudience)], [.. map.Nodes("messages").Select(ReadMessage)]);
    }

    private AtLine<AudienceEntry> ReadAudience(YamlPart node)
    {
        var map = new StrictMap(node, file, "an audience", "id", "name", "channel", "mentions", "gitlab", "hours", "zone");
        var entry = new AudienceEntry
        {
            Id = map.Required<Audience>("id"),
            Name = Line(map, "name"),
            Channel = Channel(map),
            Mentions = [.. map.Texts("mentions").SelectMany(word => Mentions(map, word))],
            GitLab = map.Optional("gitlab") is not { } group ? null
                : GroupForm().IsMatch(group)
                ? group
                : throw map.Fault("gitlab", $"`gitlab` is `{group}`. It must be a group with @, such as @release-managers."),
            Hours = Hours(map),
            Zone = map.Optional("zone") is not { } zone ? "UTC"
                : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null
                ? zone
                : throw map.Fault("zone", $"`zone` is `{zone}`, which is not a time zone, such as Europe/Amsterdam."),
        };
        return entry.Channel is null && entry.Mentions.Count > 0
            ? throw map.Fault("mentions", "`mentions` goes with `channel`: it is whom a message there calls.")
            : new(entry, file, map.Line);
    }

    private AtLine<CommsMessage> ReadMessage(YamlPart node)
    {
        StrictMap.RefuseOld(node, file, "a message", renamed);
        var map = new StrictMap(node, file, "a message", "id", "to", "title", "embargoed", "needs", "asks", "acknowledge", "in", "template", "rows");
        var id = map.Id("id", LongestId);
        var message = new CommsMessage
        {
            Id = id,
            To = map.Required<Audience>("to"),
            Title = Line(map, "title"),
            Embargoed = map.Has("embargoed")
                ? map.Flag("embargoed")
                : throw map.Fault("embargoed", $"`{id}` needs `embargoed`: true or false."),
            Needs = map.Words("needs", needs),
            Asks = map.Word("asks", asks, map.Has("acknowledge") ? Asks.Acknowledge : Asks.Nothing),
            Acknowledge = map.Node("acknowledge") is { } rule ? ReadAcknowledge(rule) : null,
            In = map.Word("in", Destination.Slack),
            Template = map.Id("template", LongestId, id),
            Rows = DefinitionReader.Rows(map, file),
        };
        if (message.Asks != Asks.Nothing && message.Acknowledge is null)
            throw map.Fault("asks", $"`{id}` asks, so it needs `acknowledge`: how its answer is waited for.");
        return new(message, file, map.Line);
    }

    private AcknowledgeRule ReadAcknowledge(YamlPart node)
    {
        var map = new StrictMap(node, file, "`acknowledge`", "within", "escalate", "to", "criticalWithin", "criticalEscalate");
        return new(Time(map, "within"), Time(map, "escalate"), map.Required<EscalateTo>("to"), Time(map, "criticalWithin"), Time(map, "criticalEscalate"));
    }

    private string? Channel(StrictMap map)
    {
        if (map.Optional("channel") is not { } text)
            return null;
        if (text.StartsWith(Channels, StringComparison.Ordinal))
            return channels.Named(text[Channels.Length..])
                ?? throw map.Fault("channel", $"`{text}` is not a setting: there are {string.Join(", ", ChannelSettings.Keys.Select(key => Channels + key))}.");
        return ChannelForm().IsMatch(text)
            ? text
            : throw map.Fault("channel", $"`channel` is `{text}`. It must be a channel's name without #, its id, or a setting such as Channels:Psirt.");
    }

    private IReadOnlyList<string> Mentions(StrictMap map, string text)
    {
        if (text.StartsWith(Access, StringComparison.Ordinal))
            return access.Named(text[Access.Length..])
                ?? throw map.Fault("mentions", $"`{text}` is not a setting: there are {string.Join(", ", AccessSettings.Keys.Select(key => Access + key))}.");
        return HandleForm().IsMatch(text)
            ? [text]
            : throw map.Fault("mentions", $"`{text}` must be a group's handle without @, an id, or a setting such as Access:Psirt.");
    }

    private static WorkingHours Hours(StrictMap map)
    {
        var text = map.Optional("hours") ?? "09:00-17:00 Mon-Fri";
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2)
            throw map.Fault("hours", $"`hours` is `{text}`. It must be like 09:00-17:00 Mon-Fri.");
        if (!WorkingHours.TryParseHours(words[0], out var start, out var end, out var error))
            throw map.Fault("hours", error + ".");
        return WorkingHours.TryParseDays(words.ElementAtOrDefault(1) ?? "Mon-Fri", out var days, out error)
            ? new(start, end, days)
            : throw map.Fault("hours", error + ".");
    }

    private static Duration Time(StrictMap map, string key)
    {
        var text = map.Required(key);
        if (TimeForm().Match(text) is not { Success: true } match)
            throw map.Fault(key, $"`{key}` is `{text}`. It must be a number with m or h, such as 30m or 4h.");
        var amount = int.Parse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value == "h" ? Duration.FromHours(amount) : Duration.FromMinutes(amount);
    }

    private static string Line(StrictMap map, string key) => map.Required(key) is var text && text.Length <= MaxTitle && !text.Contains('\n')
        ? text
        : throw map.Fault(key, $"`{key}` is one line of at most {MaxTitle} characters.");

    [GeneratedRegex(@"\A[\p{L}\p{N}_-]{1,80}\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ChannelForm();

    [GeneratedRegex(@"\A[\p{L}\p{N}._-]{1,80}\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HandleForm();

    [GeneratedRegex(@"\A@[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex GroupForm();

    [GeneratedRegex(@"\A(?<amount>[1-9][0-9]{0,2})(?<unit>[mh])\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex TimeForm();
}
