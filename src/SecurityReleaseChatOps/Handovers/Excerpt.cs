using System.Net;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>A message as Slack sent it (mrkdwn) in plain words: quoting it must page nobody a second time.</summary>
internal static partial class Excerpt
{
    public static string Plain(string mrkdwn) => WebUtility.HtmlDecode(Token().Replace(mrkdwn, token =>
    {
        var (target, label) = (token.Groups["target"].Value, token.Groups["label"].Value);
        return target switch
        {
            _ when label.Length > 0 => target[0] is '@' or '#' ? target[0] + label.TrimStart('@', '#') : label,
            ['!', .. var special] => "@" + special.Split('^')[0],
            _ => target,
        };
    }));

    /// <summary>The same mrkdwn with each mention of a person carrying the name, as it is told to us without.</summary>
    public static string Named(string mrkdwn, Func<string, string> nameOf) => Person().Replace(mrkdwn, mention =>
        $"<@{mention.Groups["id"].Value}|{Mrkdwn.Escape(nameOf(mention.Groups["id"].Value)).Replace('|', '/')}>");

    [GeneratedRegex(@"<@(?<id>[UW][A-Z0-9]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();

    [GeneratedRegex(@"<(?<target>[^<>|]+)(\|(?<label>[^<>]*))?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
