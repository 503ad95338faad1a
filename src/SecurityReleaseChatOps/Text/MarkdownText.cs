using System.Text;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>Converts between people's text, GitLab's Markdown and Slack's mrkdwn.</summary>
public static partial class MarkdownText
{
    /// <summary>A person's own words for a line of Markdown: no markup, no quick action, no mention that would page anyone.</summary>
    public static string Plain(string words)
    {
        var text = new StringBuilder(words.Length + 16);
        foreach (var c in words.ReplaceLineEndings(" "))
        {
            if (@"\`*_[]<>~&".Contains(c))
                text.Append('\\');
            text.Append(c);
            // A word joiner: GitLab takes a name after a bare @ for a mention, even after a backslash.
            if (c == '@')
                text.Append('\u2060');
        }
        return text.ToString();
    }

    public static string Indent(string markdown) =>
        string.Join('\n', markdown.ReplaceLineEndings("\n").Split('\n').Select(line => line.Length == 0 ? line : "  " + line));

    /// <summary>
    /// A definition's help as Slack's mrkdwn: converts links, bold, bullets and escapes, and keeps code as it is.
    /// Meant for the Markdown that definitions use, not for all Markdown.
    /// </summary>
    public static string ToMrkdwn(string markdown)
    {
        var text = new StringBuilder(markdown.Length + 64);
        var at = 0;
        foreach (Match code in Code().Matches(markdown))
        {
            text.Append(Prose(markdown[at..code.Index]));
            text.Append(Escape(FenceName().Replace(code.Value, "```\n")));
            at = code.Index + code.Length;
        }
        return text.Append(Prose(markdown[at..])).ToString();
    }

    private static string Prose(string text)
    {
        text = Escape(text);
        text = AutoLink().Replace(text, "<${url}>");
        text = Link().Replace(text, "<${url}|${label}>");
        text = Bold().Replace(text, "*${text}*");
        text = Header().Replace(text, "*${text}*");
        return Bullet().Replace(text, "${indent}• ");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    [GeneratedRegex(@"(?s)```.*?```|`[^`\n]+`", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\A```[a-z]+\n", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FenceName();

    [GeneratedRegex(@"&lt;(?<url>(https?://|mailto:)[^\s&|]+)&gt;", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AutoLink();

    [GeneratedRegex(@"\[(?<label>[^\[\]\n]+)\]\((?<url>(https?://|mailto:)[^\s()|]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?<text>[^*\n]+)\*\*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?m)^#{1,6} (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Header();

    [GeneratedRegex(@"(?m)^(?<indent> *)- ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Bullet();
}
