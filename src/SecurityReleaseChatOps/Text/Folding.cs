using System.Text;

namespace SecurityReleaseChatOps.Text;

/// <summary>
/// The one form that parsers read: undoes what keyboards, autocorrection and copying make of <c>-</c>, a space, <c>'</c>, <c>"</c>, digits and
/// punctuation, and drops invisible characters. Letters are kept as they are.
/// </summary>
internal static class Folding
{
    // U+FF01–U+FF5E are the full-width forms of ASCII.
    private const int FullWidth = 0xFEE0;

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value >= ' ' || rune.Value == '\n')
                folded.Append((char)rune.Value);
            else if (Rune.IsWhiteSpace(rune))
                folded.Append(' ');
            else if (!IsInvisible(rune))
                Append(folded, rune);
        }
        return folded.ToString();
    }

    /// <summary>The text without invisible characters.</summary>
    public static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(rune => !IsInvisible(rune)));

    private static void Append(StringBuilder folded, Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            folded.Append((int)Rune.GetNumericValue(rune));
        else if (rune.Value is >= 0xFF01 and <= 0xFF5E)
            folded.Append((char)(rune.Value - FullWidth));
        else if (Ascii(rune) is { } ascii)
            folded.Append(ascii);
        else
            folded.Append(rune);
    }

    private static char? Ascii(Rune rune) => rune.Value switch
    {
        _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation => '-',
        '\u2212' or '\u02D7' or '\u2043' => '-', // minus, modifier minus, hyphen bullet
        '‘' or '’' or '‚' or '‛' or 'ʼ' or '′' or '´' => '\'',
        '“' or '”' or '„' or '‟' or '″' or '«' or '»' => '"',
        '∶' or '꞉' or '︓' => ':',
        '․' or '。' or '｡' => '.',
        '、' or '､' => ',',
        '⁄' or '∕' => '/',
        '∼' or '˜' => '~',
        _ => null,
    };

    // Formatting and control characters, variation selectors, the combining grapheme joiner, and letters without a glyph.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
        || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0;
}
