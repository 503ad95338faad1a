using System.Text;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Makes text from records and people safe in a post: code stays code, no HTML, no accidental links.</summary>
internal static partial class PostMarkdown
{
    /// <summary>A title or sentence, on one line.</summary>
    public static string Line(string words)
    {
        var text = new StringBuilder(words.Length + 16);
        var isCode = false;
        foreach (var c in string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        {
            isCode ^= c == '`';
            text.Append(c switch
            {
                '<' when !isCode => "&lt;",
                '>' when !isCode => "&gt;",
                '[' or ']' or '*' or '\\' when !isCode => $"\\{c}",
                _ => c.ToString(),
            });
        }
        return text.ToString();
    }

    /// <summary>A sentence that may hold links, such as thanks: links to web pages are kept.</summary>
    public static string WithLinks(string sentence)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (Match link in Link().Matches(sentence))
        {
            text.Append(Beside(sentence[at..link.Index])).Append('[').Append(Line(link.Groups["label"].Value)).Append("](")
                .Append(link.Groups["url"].Value).Append(')');
            at = link.Index + link.Length;
        }
        return text.Append(Beside(sentence[at..])).ToString().Trim();
    }

    /// <summary>Adds the full stop that records leave out.</summary>
    public static string Stopped(string sentence) => sentence.Length == 0 || sentence[^1] is '.' or '!' or '?' ? sentence : sentence + ".";

    // Spaces next to a link must stay, unlike those at the sentence's ends.
    private static string Beside(string words) => words.Length == 0 ? ""
        : $"{(char.IsWhiteSpace(words[0]) ? " " : "")}{Line(words)}{(char.IsWhiteSpace(words[^1]) && words.Trim().Length > 0 ? " " : "")}";

    [GeneratedRegex(@"\[(?<label>[^\[\]]{1,200})\]\((?<url>https?://[^\s()<>]{1,500})\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
