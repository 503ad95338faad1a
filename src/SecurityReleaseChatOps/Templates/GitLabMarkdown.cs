using System.Text;

namespace SecurityReleaseChatOps.Templates;

/// <summary>Words in GitLab's Markdown.</summary>
public static class GitLabMarkdown
{
    /// <summary>A person's own words: no markup, no quick action, no mention that would page anyone; lines stay.</summary>
    public static string Plain(string words) => string.Join('\n', words.ReplaceLineEndings("\n").Split('\n').Select(Line));

    private static string Line(string line)
    {
        var text = new StringBuilder(line.Length + 16);
        // What a line must not begin with: a quick action, a heading, a list, a quotation, a rule. Nor may it be code by its indent.
        line = line.Trim();
        foreach (var c in line)
        {
            if (@"\`*_[]<>~&|$".Contains(c) || text.Length == 0 && "/#+-=".Contains(c))
                text.Append('\\');
            text.Append(c);
            // A word joiner: GitLab reads a name after a bare @ as a mention, even after a backslash.
            if (c == '@')
                text.Append('\u2060');
        }
        return text.ToString();
    }
}
