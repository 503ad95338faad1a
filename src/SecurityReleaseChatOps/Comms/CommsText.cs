using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Text fragments for communications.</summary>
internal static partial class CommsText
{
    /// <summary>Plain text: what a message waits for.</summary>
    /// <param name="kinds">Of facts.</param>
    public static string WaitsFor(IEnumerable<string> kinds) => List([.. kinds.Select(kind => kind switch
    {
        "published" => "the release is public (/release published)",
        "email.cleared" => "the customer email is ready, and approved if it must be",
        "email.checked" => "the test email is checked",
        "security-fixes" => "it has security fixes (/release fixes)",
        "ready" => "PSIRT is ready (/release ready?)",
        _ => kind,
    })]);

    /// <summary>mrkdwn of plain text as typed, with its URLs as links.</summary>
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

    // Punctuation or a closing bracket after a URL is not part of it.
    [GeneratedRegex(@"https?://[^\s<>|""]*[^\s<>|"".,;:!?)\]}']", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
