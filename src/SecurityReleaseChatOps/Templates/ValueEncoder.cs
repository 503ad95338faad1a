namespace SecurityReleaseChatOps.Templates;

/// <summary>Escapes a value for a kind of text.</summary>
internal static class ValueEncoder
{
    /// <summary>Plain text, for an input or an email: unchanged but for control characters.</summary>
    public static string Text(string value) => Clean(value);

    /// <summary>Slack's mrkdwn: cannot page anyone, forge a link or format.</summary>
    public static string Slack(string value) => Mrkdwn.Plain(Clean(value));

    /// <summary>GitLab's Markdown: no markup, no quick action, no mention.</summary>
    public static string GitLab(string value) => GitLabMarkdown.Plain(Clean(value));

    /// <summary>Removes control characters other than line ends, and characters that change the text direction.</summary>
    private static string Clean(string value) => string.Concat(
        value.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')));
}
