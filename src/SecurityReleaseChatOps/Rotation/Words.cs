using System.Globalization;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>How texts and dates are put into our answers.</summary>
internal static class Words
{
    private const int Longest = 60;

    /// <summary>The text in quotation marks, cut when it is long.</summary>
    public static string Quote(string text) => $"\"{Cut(text.Trim(), Longest)}\"";

    /// <summary><c>Wed 25 Nov 2026</c>.</summary>
    public static string Say(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a text, cut at a word where one ends near, and marked with "…".</summary>
    /// <param name="length">Longest result, in characters, the mark included.</param>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        var space = text.LastIndexOf(' ', end, length / 4);
        if (space >= 0)
        {
            end = space;
        }
        else if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return $"{text[..end].TrimEnd()}…";
    }
}
