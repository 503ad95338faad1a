using System.Text;

namespace SecurityReleaseChatOps.Templates;

/// <summary>Escapes words for GitLab's Markdown.</summary>
public static class GitLabMarkdown
{
    /// <summary>A person's own words: no markup, no quick action, no mention that would page anyone; line breaks are kept.</summary>
    public static string Plain(string words) => string.Join('\n', words.ReplaceLineEndings("\n").Split('\n').Select(Line));

    private static string Line(string line)
    {
        var text = new StringBuilder(line.Length + 16);
        // A line must not start a quick action, heading, list, quotation or rule, nor become code through its indentation.
        line = line.Trim();
        foreach (var c in line)
        {
            if (@"\`*_[]<>~&|$".Contains(c) || text.Length == 0 && "/#+-=".Contains(c))
                text.Append('\\');
            text.Append(c);
            // A word joiner: GitLab takes a name after a bare @ for a mention, even after a backslash.
            if (c == '@')
                text.Append('\u2060');
        }
        return text.ToString();
    }
}
