using System.Net;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A refusal in plain text, for where Slack shows no mrkdwn: under the field of a form.</summary>
internal static partial class PlainWords
{
    /// <param name="name">From a Slack user id to what people read.</param>
    public static string Of(string mrkdwn, Func<string, string> name) => WebUtility.HtmlDecode(Token()
        .Replace(mrkdwn, token => token.Groups["user"] is { Success: true } user ? name(user.Value) : token.Groups["label"].Value)
        .Replace("*", "")
        .Replace("`", ""));

    [GeneratedRegex(@"<@(?<user>[A-Z0-9]+)>|<[^<>|]*\|(?<label>[^<>]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
