using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The parts that communications are told in.</summary>
internal static partial class CommsWords
{
    /// <summary>mrkdwn: a moment in the reader's own time, and beside it as both engineers of the release see it.</summary>
    public static string InBothZones(DateTimeOffset at, CommsFile file)
    {
        var engineers = file.Release.Pair
            .Select(id => file.Roster.FirstOrDefault(engineer => engineer.UserId == id))
            .OfType<Engineer>()
            .Select(engineer => $"{Mrkdwn.User(engineer.UserId)} {Workdays.LocalTime(engineer, Instant.FromDateTimeOffset(at)).ToString("ddd HH:mm", CultureInfo.InvariantCulture)}")
            .ToList();
        return Mrkdwn.Date(at) + (engineers.Count == 0 ? "" : $" ({string.Join(" · ", engineers)})");
    }

    /// <summary>Plain text: what it is that a message waits for.</summary>
    public static string WaitsFor(string kind) => kind switch
    {
        "published" => "the release and its post are public (/release published)",
        "email.cleared" => "the customer email is ready, and approved where it must be",
        "email.checked" => "the test email was checked",
        "security-fixes" => "the release has security fixes (/release fixes, or its severity)",
        "ready" => "PSIRT has said that it is ready (/release ready?)",
        _ => kind,
    };

    /// <summary>Plain text: all that it waits for.</summary>
    public static string WaitsFor(IEnumerable<string> kinds) => List([.. kinds.Select(WaitsFor)]);

    /// <summary>mrkdwn: plain text as it was typed, with its addresses as links.</summary>
    public static string Typed(string text)
    {
        var parts = new List<string>();
        var end = 0;
        foreach (Match address in Address().Matches(text))
        {
            parts.Add(Mrkdwn.Plain(text[end..address.Index]));
            parts.Add(Mrkdwn.Link(address.Value));
            end = address.Index + address.Length;
        }
        parts.Add(Mrkdwn.Plain(text[end..]));
        return string.Concat(parts);
    }

    /// <summary>Plain text: <c>Legal, Support and Field Security</c>.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };

    // An end of a sentence or bracket behind an address is not part of it.
    [GeneratedRegex(@"https?://[^\s<>|""]*[^\s<>|"".,;:!?)\]}']", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
