namespace SecurityReleaseChatOps.Text;

/// <summary>Formats texts and dates for our answers.</summary>
internal static class PlainText
{
    private const int Longest = 60;

    /// <summary>The text in quotation marks, shortened when long.</summary>
    public static string Quote(string text) => $"\"{Cut(text.Trim(), Longest)}\"";

    /// <summary>The first of several, and how many more there are: <c>a, b and 3 more</c>.</summary>
    public static string Some<T>(IReadOnlyCollection<T> all, int most, Func<T, string> name, string between = ", ", string rest = " and ") =>
        string.Join(between, all.Take(most).Select(name)) + (all.Count > most ? $"{rest}{all.Count - most} more" : "");

    /// <summary><c>a, b, and c</c>.</summary>
    public static string Series(IReadOnlyList<string> all) =>
        all.Count < 3 ? string.Join(" and ", all) : $"{string.Join(", ", all.SkipLast(1))}, and {all[^1]}";

    /// <summary><c>Wed 25 Nov 2026</c>.</summary>
    public static string Say(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a text followed by "…"; cut at the end of a word if one is near, and never inside a character.</summary>
    /// <param name="length">Longest result in characters, including the "…".</param>
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
