using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Text;

/// <summary>Slack's mrkdwn in plain words: quoting it must page nobody a second time.</summary>
internal static partial class SlackText
{
    /// <summary>Plain words: mentions and links by their label, escapes decoded once.</summary>
    public static string Plain(string mrkdwn) => Unescape(Token().Replace(mrkdwn, token =>
    {
        var (target, label) = (token.Groups["target"].Value, token.Groups["label"].Value);
        return target switch
        {
            ['!', 's', 'u', 'b', 't', 'e', 'a', 'm', ..] when label.Length > 0 => "@" + label.TrimStart('@'),
            ['@' or '#', ..] when label.Length > 0 => target[0] + label.TrimStart('@', '#'),
            _ when label.Length > 0 => label,
            // Nobody knows a channel or a group by its id.
            ['#', ..] => "#unknown-channel",
            ['!', 's', 'u', 'b', 't', 'e', 'a', 'm', ..] => "@unknown-group",
            ['!', .. var special] => "@" + special.Split('^')[0],
            _ => target,
        };
    }));

    /// <summary>The same mrkdwn with each mention carrying a name, as it is told to us without.</summary>
    /// <param name="nameOf">From the target of a mention to a name; null when it has none.</param>
    public static string Named(string mrkdwn, Func<string, string?> nameOf) => Token().Replace(mrkdwn, token =>
        token.Groups["target"].Value is ['@' or '#' or '!', ..] target && nameOf(target) is { } name
            ? $"<{target}|{Mrkdwn.Escape(name).Replace('|', '/')}>"
            : token.Value);

    /// <summary>Decodes what Slack escapes, exactly once: <c>&amp;amp;lt;</c> is the text <c>&amp;lt;</c>.</summary>
    public static string Unescape(string text) => text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");

    [GeneratedRegex(@"<(?<target>[^<>|]+)(\|(?<label>[^<>]*))?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
