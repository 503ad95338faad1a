using System.Globalization;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Text;

/// <summary>How texts and dates are put into our answers.</summary>
internal static class PlainText
{
    private const int Longest = 60;

    /// <summary>The text in quotation marks, cut when it is long.</summary>
    public static string Quote(string text) => $"\"{Cut(text.Trim(), Longest)}\"";

    /// <summary><c>Wed 25 Nov 2026</c>.</summary>
    public static string Say(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a text, cut at a word where one ends near and never inside a character, and marked with "…".</summary>
    /// <param name="length">Longest result, in characters, the mark included.</param>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', length - 1, length / 4);
        return $"{text[..(space >= 0 ? space : Graphemes.Border(text, length - 1))].TrimEnd()}…";
    }
}
