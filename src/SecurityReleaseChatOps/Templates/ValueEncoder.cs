using System.Text;
using HandlebarsDotNet;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Templates;

/// <summary>What is done to a value before it stands in a template of a kind.</summary>
internal sealed class ValueEncoder(Func<string, string> encode) : ITextEncoder
{
    /// <summary>Plain text, for an input or an email: as it is, without control characters.</summary>
    public static ValueEncoder Text { get; } = new(Clean);

    /// <summary>Slack's mrkdwn: it can neither page anyone, forge a link nor format.</summary>
    public static ValueEncoder Slack { get; } = new(value => Mrkdwn.Plain(Clean(value)));

    /// <summary>GitLab's Markdown: no markup, no quick action, no mention.</summary>
    public static ValueEncoder GitLab { get; } = new(value => GitLabMarkdown.Plain(Clean(value)));

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target) => target.Write(encode(text ?? ""));

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var all = new StringBuilder();
        while (text?.MoveNext() == true)
            all.Append(text.Current);
        Encode(all, target);
    }

    /// <summary>Without control characters except line ends, and without the characters that turn the direction of a line round.</summary>
    private static string Clean(string value) => string.Concat(
        value.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')));
}
