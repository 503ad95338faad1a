using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Templates;

/// <summary>What is done to a value before it stands in a text of a kind.</summary>
internal static class ValueEncoder
{
    /// <summary>Plain text, for an input or an email: as it is, without control characters.</summary>
    public static string Text(string value) => Clean(value);

    /// <summary>Slack's mrkdwn: it can neither page anyone, forge a link nor format.</summary>
    public static string Slack(string value) => Mrkdwn.Plain(Clean(value));

    /// <summary>GitLab's Markdown: no markup, no quick action, no mention.</summary>
    public static string GitLab(string value) => GitLabMarkdown.Plain(Clean(value));

    /// <summary>Without control characters except line ends, and without the characters that turn the direction of a line round.</summary>
    private static string Clean(string value) => string.Concat(
        value.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')));
}
