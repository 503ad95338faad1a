namespace SecurityReleaseChatOps.Text;

/// <summary>Recognises words that say nearly the same: in another order or inflection, or with other small words between them.</summary>
internal static class Likeness
{
    // How many letters at the end of the shorter word may differ: inject-ion, inject-ed.
    private const int LongestEnding = 2;
    private const int ShortestStem = 4;

    private static readonly HashSet<string> Small =
    [
        "the", "and", "via", "for", "with", "from", "into", "that", "this", "its", "are", "was", "can", "may", "when", "who",
        "not", "all", "any", "has", "have", "could", "would", "allow", "allows", "allowed", "allowing", "using", "used", "through", "under", "over",
        "some", "certain", "which",
    ];

    /// <summary>The meaningful words of a folded text.</summary>
    public static IReadOnlySet<string> In(string folded) =>
        string.Concat(folded.EnumerateRunes().Select(rune => Lettering.IsOfWord(rune) ? rune.ToString() : " "))
            .Split(' ').Where(word => word.Length > 2 && !Small.Contains(word)).ToHashSet();

    /// <summary>Whether two thirds of these words, and at least two, occur in a text.</summary>
    public static bool AreMostIn(IReadOnlyCollection<string> words, IReadOnlySet<string> text) =>
        words.Count(word => text.Contains(word) || text.Any(other => IsSame(word, other))) is var found && found >= 2 && found * 3 >= words.Count * 2;

    private static bool IsSame(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        var stem = Math.Max(ShortestStem, shorter - LongestEnding);
        return shorter >= stem && one.AsSpan().CommonPrefixLength(other) >= stem;
    }
}
