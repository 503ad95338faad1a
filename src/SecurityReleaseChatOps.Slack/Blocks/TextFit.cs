namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>Cuts and splits text between words; in mrkdwn never in an entity such as <c>&amp;amp;</c> or a token such as <c>&lt;url|label&gt;</c>.</summary>
internal static class TextFit
{
    /// <summary>Stands in where a text is required and there is none.</summary>
    public const string Nothing = "–";

    private const string More = "…";

    /// <summary>Plain text of 1–max characters.</summary>
    public static string Plain(string? text, int max) => Cut(text, max, markup: false);

    /// <summary>Text of 1–max characters, cut at a word boundary with “…”.</summary>
    public static string Cut(string? text, int max, bool markup) =>
        string.IsNullOrWhiteSpace(text) ? Nothing :
        text.Length <= max ? text :
        text[..End(text, max - More.Length, markup)].TrimEnd() + More;

    /// <summary>The text in at most <paramref name="pieces"/> pieces of 1–max characters; whatever exceeds them is cut with “…”.</summary>
    public static List<string> Split(string text, int max, int pieces, bool markup)
    {
        var parts = new List<string>();
        while (text.Length > max && parts.Count < pieces - 1)
        {
            var end = End(text, max, markup);
            if (end == 0)
            {
                // A single token is longer than a whole piece and could not be shown anyway: drop it.
                text = More + text[(text.IndexOf('>') + 1)..];
                continue;
            }
            if (text[..end].TrimEnd() is { Length: > 0 } part)
                parts.Add(part);
            text = text[end..].TrimStart();
        }
        if (text.Length > 0 || parts.Count == 0)
            parts.Add(Cut(text, max, markup));
        return parts;
    }

    /// <summary>Where to cut: after a word if one ends in the second half, else wherever no character, entity or token is split.</summary>
    private static int End(string text, int limit, bool markup)
    {
        var hard = Whole(text, limit, markup);
        if (hard == 0 || char.IsWhiteSpace(text[hard]))
            return hard;
        for (var i = hard - 1; i > limit / 2; i--)
        {
            if (char.IsWhiteSpace(text[i]) && Whole(text, i, markup) == i)
                return i;
        }
        return hard;
    }

    /// <summary>The last position up to <paramref name="end"/> that splits no character, entity or token.</summary>
    private static int Whole(string text, int end, bool markup)
    {
        if (markup)
        {
            var open = end == 0 ? -1 : text.LastIndexOf('<', end - 1);
            if (open >= 0 && TokenEnd(text, open) > end)
                end = open;
            var ampersand = end == 0 ? -1 : text.LastIndexOf('&', end - 1, Math.Min(end, 5));
            if (ampersand >= 0 && EntityEnd(text.AsSpan(ampersand)) is > 0 and var length && ampersand + length > end)
                end = ampersand;
        }
        return Graphemes.Border(text, end);
    }

    private static int TokenEnd(string text, int open)
    {
        var close = text.AsSpan(open + 1).IndexOfAny('<', '>', '\n');
        return close >= 0 && text[open + 1 + close] == '>' ? open + close + 2 : 0;
    }

    private static int EntityEnd(ReadOnlySpan<char> text) =>
        text.StartsWith("&amp;") ? 5 : text.StartsWith("&lt;") || text.StartsWith("&gt;") ? 4 : 0;
}
