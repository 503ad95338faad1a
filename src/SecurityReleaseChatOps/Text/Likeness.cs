using System.Text;

namespace SecurityReleaseChatOps.Text;

/// <summary>Words that say nearly the same: in another order or inflection, or with other small words between them.</summary>
internal static class Likeness
{
    // Two endings of one word differ by this at most: inject-ion, inject-ed.
    private const int LongestEnding = 2;
    private const int ShortestStem = 4;

    private static readonly HashSet<string> Small =
    [
        "the", "and", "via", "for", "with", "from", "into", "that", "this", "its", "are", "was", "can", "may", "when", "who",
        "not", "all", "any", "has", "have", "could", "would", "allow", "allows", "allowed", "allowing", "using", "used", "through", "under", "over",
        "some", "certain", "which",
    ];

    /// <summary>The words of a folded text that say something.</summary>
    public static IReadOnlySet<string> In(string folded) =>
        string.Concat(folded.EnumerateRunes().Select(rune => Lettering.IsOfWord(rune) ? rune.ToString() : " "))
            .Split(' ').Where(word => word.Length > 2 && !Small.Contains(word)).ToHashSet();

    /// <summary>Whether two of three of these words, and at least two, stand in a text.</summary>
    public static bool AreMostIn(IReadOnlyCollection<string> words, IReadOnlySet<string> text) =>
        words.Count(word => text.Contains(word) || text.Any(other => IsSame(word, other))) is var found && found >= 2 && found * 3 >= words.Count * 2;

    private static bool IsSame(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        var stem = Math.Max(ShortestStem, shorter - LongestEnding);
        return shorter >= stem && one.AsSpan().CommonPrefixLength(other) >= stem;
    }
}
