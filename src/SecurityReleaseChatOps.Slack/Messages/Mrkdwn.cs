using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Building blocks for safe mrkdwn.</summary>
public static partial class Mrkdwn
{
    private static readonly SearchValues<char> Controls = SearchValues.Create("&<>");
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>*_~`");

    /// <summary>
    /// Escapes <c>&amp;</c>, <c>&lt;</c>, <c>&gt;</c>, so that the text can neither page anyone nor forge a link. Formatting characters keep their meaning;
    /// see <see cref="Plain"/>.
    /// </summary>
    public static string Escape(string? text) =>
        text is null ? "" :
        !text.AsSpan().ContainsAny(Controls) ? text :
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>
    /// A person's own words, safe inside mrkdwn: escaped, with <c>* _ ~ `</c> replaced by lookalikes wherever Slack could read
    /// them as formatting
    /// (an underscore inside a word stays). Prefer plain text or <see cref="Blocks.RichTextBlock"/>.
    /// </summary>
    public static string Plain(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAny(Special))
            return text ?? "";
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var insideWord = i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '`' => result.Append('\u02CB'),
                '*' when !insideWord => result.Append('\u2217'),
                '_' when !insideWord => result.Append('\u02CD'),
                '~' when !insideWord => result.Append('\u223C'),
                _ => result.Append(c),
            };
        }
        return result.ToString();
    }

    /// <summary>A mention of a person.</summary>
    public static string User(string id) => $"<@{Id(id)}>";

    /// <summary>A mention of a user group.</summary>
    public static string Group(string id) => $"<!subteam^{Id(id)}>";

    /// <summary>A link with a label, both escaped. For an address that is not http or https, the label alone.</summary>
    public static string Link(string url, string? label = null)
    {
        var text = Plain((label ?? url).ReplaceLineEndings(" "));
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? $"<{Escape(url).Replace("|", "%7C").Replace(" ", "%20").ReplaceLineEndings("")}|{text}>"
            : text;
    }

    /// <summary>A point in time that each reader sees in their own time zone.</summary>
    /// <param name="when">The time, shown to the second at most.</param>
    /// <param name="format">Slack's tokens, such as <c>{date_short_pretty}</c> and <c>{time}</c>, mixed with words.</param>
    /// <param name="fallback">Shown by clients that do not support dates; the time in UTC if not given.</param>
    public static string Date(DateTimeOffset when, string format = "{date_short_pretty} {time}", string? fallback = null) =>
        $"<!date^{when.ToUnixTimeSeconds()}^{Token(format)}|{Token(fallback ?? when.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture))}>";

    /// <summary>Replaces each mention in mrkdwn with the plain name, and leaves nothing that could become one.</summary>
    /// <param name="nameOf">From the target of a mention (<c>@U123</c>, <c>!subteam^S123</c>) to a name in plain text; null if unknown.</param>
    /// <param name="escape">Makes the name safe for its destination; for mrkdwn if not given.</param>
    public static string Named(
        string mrkdwn, Func<string, string?> nameOf, Func<string, string>? escape = null) => !mrkdwn.Contains('<') ? mrkdwn : Mention().Replace(mrkdwn, found =>
        found.Groups["target"] is { Success: true, Value: var target }
            ? (escape ?? Escape)(
                nameOf(target) ?? (found.Groups["label"] is { Length: > 0, Value: var label } ? label : target.Split('^')[^1]).TrimStart('@', '!'))
            : (escape ?? Escape)("<"));

    private static string Token(string text) => Escape(text).Replace('^', ' ').Replace('|', '/').ReplaceLineEndings(" ");

    // A date looks like a mention but is none. Whatever only starts like a mention is not markup: its "<" is escaped.
    [GeneratedRegex(@"<(?<target>(@|!(?!date\^))[^<>|]+)(\|(?<label>[^<>]*))?>|<(?=@|!(?!date\^))", RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mention();

    private static string Id(string id) => string.Concat(id.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));
}
