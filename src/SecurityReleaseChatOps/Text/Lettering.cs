using System.Globalization;
using System.Text;

namespace SecurityReleaseChatOps.Text;

/// <summary>
/// The letters and digits of a folded text one after the other, without what stands between them; and where something does. Those that
/// look alike are one (UTS #39): 0 is o, 1 and i are l, m is rn, u is v, w is vv.
/// </summary>
internal sealed class Lettering
{
    // So many letters are the words themselves wherever they stand, and so many also with gaps that they do not have.
    private const int FoundInside = 12;
    private const int FoundApart = 8;

    private readonly List<Kind> _kinds = [];

    [Flags]
    private enum Kind : byte
    {
        None = 0,

        /// <summary>A dash or markup stands before it.</summary>
        Joined = 1,

        /// <summary>Something else stands before it.</summary>
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

    /// <summary>Letters and digits as they were written.</summary>
    public int Count { get; }

    /// <summary>Whether these words stand in it: a number only as a whole, a short word from its beginning on and in one piece.</summary>
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

    // From Thai on most scripts put no spaces between words.
    private static bool IsSpaced(char c) => char.IsLetter(c) && c < '\u0E00';
}
