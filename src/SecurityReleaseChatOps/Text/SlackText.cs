using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>Slack's mrkdwn as plain words, so that quoting it pages nobody a second time.</summary>
internal static partial class SlackText
{
    /// <summary>Plain words: mentions and links as their label, escapes decoded once.</summary>
    public static string Plain(string mrkdwn) => Unescape(Token().Replace(mrkdwn, token =>
    {
        var (target, label) = (token.Groups["target"].Value, token.Groups["label"].Value);
        return target switch
        {
            ['!', 's', 'u', 'b', 't', 'e', 'a', 'm', ..] when label.Length > 0 => "@" + label.TrimStart('@'),
            ['@' or '#', ..] when label.Length > 0 => target[0] + label.TrimStart('@', '#'),
            _ when label.Length > 0 => label,
            // People do not know channels and groups by their ids.
            ['#', ..] => "#unknown-channel",
            ['!', 's', 'u', 'b', 't', 'e', 'a', 'm', ..] => "@unknown-group",
            ['!', .. var special] => "@" + special.Split('^')[0],
            _ => target,
        };
    }));

    /// <summary>The same mrkdwn with a name added to each mention, since Slack sends mentions without one.</summary>
    /// <param name="nameOf">From the target of a mention to a name; null when it has none.</param>
    public static string Named(string mrkdwn, Func<string, string?> nameOf) => Token().Replace(mrkdwn, token =>
        token.Groups["target"].Value is ['@' or '#' or '!', ..] target && nameOf(target) is { } name
            ? $"<{target}|{Mrkdwn.Escape(name).Replace('|', '/')}>"
            : token.Value);

    /// <summary>Decodes Slack's escapes exactly once: <c>&amp;amp;lt;</c> becomes the text <c>&amp;lt;</c>.</summary>
    public static string Unescape(string text) => text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");

    [GeneratedRegex(@"<(?<target>[^<>|]+)(\|(?<label>[^<>]*))?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
