using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Words that were typed twice: <c>that that</c>, <c>could have could have</c>, and <c>prior before</c>.</summary>
internal static partial class Doubling
{
    // "affecting all versions affecting all versions" is a run of three.
    private const int LongestRun = 4;

    /// <summary>The surplus words, each with an adjacent space: the second of each pair. Numbers do not count as words.</summary>
    public static IReadOnlyList<MarkedText> In(string text)
    {
        var words = Word().Matches(text);
        var doubled = new List<MarkedText>();
        for (var i = 0; i < words.Count; i++)
        {
            for (var run = Math.Min(LongestRun, (words.Count - i) / 2); run > 0; run--)
            {
                if (!IsDoubled(text, words, i, run))
                    continue;
                doubled.Add(IsPriorBefore(words[i].Value, words[i + run].Value)
                    ? new(words[i].Index, words[i + 1].Index - words[i].Index)
                    : Between(words[i + run - 1], words[i + 2 * run - 1]));
                i += run - 1;
                break;
            }
        }
        return doubled;
    }

    /// <summary>The text without the doubled words.</summary>
    public static string Without(string text) => In(text).Reverse().Aggregate(text, (rest, words) => rest.Remove(words.Index, words.Length));

    private static bool IsDoubled(string text, MatchCollection words, int at, int run)
    {
        for (var i = at; i < at + run; i++)
        {
            var (one, other) = (words[i], words[i + run]);
            if (!IsSame(one.Value, other.Value, run) || !IsSpace(text, words[i]) || i + run < at + 2 * run - 1 && !IsSpace(text, other))
                return false;
        }
        return Enumerable.Range(at, run).Any(i => words[i].Value.Any(char.IsLetter));
    }

    private static bool IsSame(string one, string other, int run) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || run == 1 && IsPriorBefore(one, other);

    private static bool IsPriorBefore(string one, string other) => one is "prior" && other is "before";

    private static MarkedText Between(Match first, Match last) => new(first.Index + first.Length, last.Index + last.Length - first.Index - first.Length);

    private static bool IsSpace(string text, Match before)
    {
        var end = before.Index + before.Length;
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        return next > end && next < text.Length && (char.IsLetterOrDigit(text[next]) || text[next] is '_');
    }

    [GeneratedRegex(@"[\w'’.-]*\w", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
