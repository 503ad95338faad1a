using System.Text;

namespace SecurityReleaseChatOps.Text;

/// <summary>
/// The letters and digits of a folded text without anything between them, and where the gaps were. Look-alikes are unified (UTS #39):
/// 0 is o, 1 and i are l, m is rn, u is v, w is vv.
/// </summary>
internal sealed class Lettering
{
    // From this many letters on, words also match inside other words; from this many on, also across gaps that they do not have themselves.
    private const int FoundInside = 12;
    private const int FoundApart = 8;

    private readonly List<Kind> _kinds = [];

    [Flags]
    private enum Kind : byte
    {
        None = 0,

        /// <summary>Preceded by a dash or markup.</summary>
        Joined = 1,

        /// <summary>Preceded by anything else.</summary>
        Apart = 2,
        Digit = 4,
    }

    public Lettering(string folded)
    {
        var (letters, gap) = (new StringBuilder(folded.Length), Kind.Apart);
        foreach (var rune in folded.EnumerateRunes())
        {
            if (!IsOfWord(rune))
            {
                gap |= rune.Value is '-' or '_' or '*' or '~' or '`' ? Kind.Joined : Kind.Apart;
                continue;
            }
            Count++;
            var before = letters.Length;
            _ = rune.Value switch
            {
                '0' => letters.Append('o'),
                '1' or 'i' => letters.Append('l'),
                'm' => letters.Append("rn"),
                'u' => letters.Append('v'),
                'w' => letters.Append("vv"),
                _ => letters.Append(rune.ToString()),
            };
            _kinds.Add(gap | (rune.IsAscii && Rune.IsDigit(rune) ? Kind.Digit : Kind.None));
            for (var more = letters.Length - before; more > 1; more--)
                _kinds.Add(Kind.None);
            gap = Kind.None;
        }
        Letters = letters.ToString();
    }

    public string Letters { get; }

    /// <summary>The number of letters and digits as written, before look-alikes are unified.</summary>
    public int Count { get; }

    /// <summary>Whether it contains these words: a number only as a whole, a short word only from the start of a word and in one piece.</summary>
    public bool Holds(Lettering words)
    {
        for (var at = Letters.IndexOf(words.Letters, StringComparison.Ordinal); at >= 0; at = Letters.IndexOf(words.Letters, at + 1, StringComparison.Ordinal))
        {
            if (HasEnds(words, at) && (words.Count >= FoundApart || IsInOnePiece(words, at)))
                return true;
        }
        return false;
    }

    public static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private bool HasEnds(Lettering words, int at)
    {
        var (first, end) = (_kinds[at], at + words._kinds.Count);
        if (at > 0 && !IsGap(first))
        {
            if (words.IsDigit(0) && IsDigit(at - 1))
                return false;
            if (words.Count < FoundInside && IsSpaced(words.Letters[0]) && !IsDigit(at - 1))
                return false;
        }
        return end == _kinds.Count || IsGap(_kinds[end]) || !words.IsDigit(words._kinds.Count - 1) || !IsDigit(end);
    }

    private bool IsInOnePiece(Lettering words, int at)
    {
        for (var i = 1; i < words._kinds.Count; i++)
        {
            if (_kinds[at + i].HasFlag(Kind.Apart) && !IsGap(words._kinds[i]))
                return false;
        }
        return true;
    }

    private bool IsDigit(int at) => _kinds[at].HasFlag(Kind.Digit);

    private static bool IsGap(Kind kind) => (kind & (Kind.Joined | Kind.Apart)) != Kind.None;

    // From Thai on, most scripts put no spaces between words.
    private static bool IsSpaced(char c) => char.IsLetter(c) && c < '\u0E00';
}
