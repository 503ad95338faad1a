using System.Globalization;
using System.Text;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Characters that people read as the same become the same: lower case without accents, plain letters and digits for those of other
/// widths, styles and scripts. It stands in for NFKC, which .NET has not in the invariant globalization that the app runs with.
/// </summary>
internal static class Folding
{
    private const string Accented = "àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž";
    private const string Unaccented = "aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz";

    // A whole alphabet, capitals first, thirteen times over: bold, italic, script, …
    private const int MathLetters = 0x1D400;
    private const int MathLettersEnd = 0x1D6A3;

    private static readonly Dictionary<int, char> Bare = Accented.Zip(Unaccented).ToDictionary(pair => (int)pair.First, pair => pair.Second);

    // What people see as no character at all, beside Unicode's own format characters.
    private static readonly HashSet<int> Fillers = [0x115F, 0x1160, 0x3164, 0xFFA0];

    // Markup, and what stands in its place in people's own words, see Mrkdwn.Plain.
    private static readonly HashSet<int> Markup = ['*', '~', '`', 0x2217, 0x02CD, 0x223C, 0x02CB];

    /// <summary>The same text as it is compared: white space is one space, a dash is <c>-</c>; markup but the underscore, and what nobody sees, is gone.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = Rune.ToLowerInvariant(Plain(Rune.ToLowerInvariant(rune)));
            var category = Rune.GetUnicodeCategory(plain);
            if (category == UnicodeCategory.DecimalDigitNumber)
                folded.Append((char)('0' + (int)Rune.GetNumericValue(plain)));
            else if (category == UnicodeCategory.DashPunctuation || plain.Value == 0x2212)
                folded.Append('-');
            else if (Rune.IsWhiteSpace(plain))
                folded.Append(folded is [.., ' '] ? "" : " ");
            else if (!IsUnseen(plain, category) && !Markup.Contains(plain.Value))
                folded.Append(plain.ToString());
        }
        return folded.ToString();
    }

    private static Rune Plain(Rune rune) => rune.Value switch
    {
        >= 0xFF01 and <= 0xFF5E and var wide => new(wide - 0xFEE0),
        >= 0x24D0 and <= 0x24E9 and var circled => new(circled - 0x24D0 + 'a'),
        >= MathLetters and <= MathLettersEnd and var math => new((math - MathLetters) % 52 % 26 + 'a'),
        0x2024 => new('.'),
        var value => Bare.TryGetValue(value, out var letter) ? new(letter) : rune,
    };

    private static bool IsUnseen(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || Fillers.Contains(rune.Value);
}
