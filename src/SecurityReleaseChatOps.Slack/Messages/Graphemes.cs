using System.Globalization;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Where text may be cut: never inside what a reader sees as one character, such as 👩‍👩‍👧, 🇳🇱 or é.</summary>
public static class Graphemes
{
    /// <summary>
    /// The last grapheme boundary (UAX #29) at or before <paramref name="limit"/>; a grapheme longer than the limit itself is cut between code
    /// points.
    /// </summary>
    public static int Border(string text, int limit)
    {
        if (limit >= text.Length)
            return text.Length;
        // Between two ASCII characters that are no line's end there is always one: whoever cuts a long text walks from there, not from its beginning.
        var end = Math.Max(limit, 0);
        while (end > 0 && !(char.IsAscii(text[end - 1]) && char.IsAscii(text[end]) && text[end] != '\n'))
            end--;
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && end + next <= limit)
            end += next;
        return end > 0 || limit <= 0 ? end : char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }
}
