using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>
/// A text's form for comparison, after the skeleton of UTS #39: characters that look the same become the same, so other cases, widths, styles
/// and scripts become lower-case ASCII letters and digits, by <c>lookalikes.txt</c>. Also replaces NFKD, which .NET lacks in the
/// globalization-invariant mode the app runs in.
/// </summary>
internal static partial class Skeleton
{
    private const string Table = "Text/lookalikes.txt";

    private static readonly FrozenDictionary<int, string> Alike = Lookalikes();

    private static readonly string[] Ascii =
        [.. Enumerable.Range(0, 128).Select(code => char.IsControl((char)code) ? "" : char.ToLowerInvariant((char)code).ToString())];

    // Characters without a glyph, besides Unicode's format characters.
    private static readonly HashSet<int> Fillers = [0x115F, 0x1160, 0x3164, 0xFFA0];

    private static readonly HashSet<string> Markup = ["*", "_", "~", "`"];

    /// <summary>All readings of a text, one a line.</summary>
    public static string Of(string text) => string.Join('\n', Readings(text));

    /// <summary>
    /// One reading, or two that resolve ambiguous characters differently. In the first, markup is dropped (except an underscore between digits)
    /// and <c>|</c> is punctuation; in the second, markup is punctuation and <c>|</c> is l. White space becomes one space or line feed, a dash
    /// becomes <c>-</c>.
    /// </summary>
    public static IReadOnlyList<string> Readings(string text) =>
        (Read(text, isSecond: false), Read(text, isSecond: true)) is var (first, second) && first != second ? [first, second] : [first];

    private static string Read(string text, bool isSecond)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = Plain(rune);
            if (Rune.IsWhiteSpace(rune))
                Space(folded, rune);
            else if (isSecond || plain == "_" || !Markup.Contains(plain))
                folded.Append(isSecond && plain == "|" ? "l" : plain);
        }
        return isSecond ? folded.ToString() : Underscore().Replace(folded.ToString(), "");
    }

    private static void Space(StringBuilder folded, Rune space)
    {
        var line = space.Value is '\n' or '\r';
        if (folded is [.., ' ' or '\n'])
            folded[^1] = line ? '\n' : folded[^1];
        else
            folded.Append(line ? '\n' : ' ');
    }

    private static string Plain(Rune rune)
    {
        if (rune.IsAscii)
            return Ascii[rune.Value];
        var (small, category) = (Rune.ToLowerInvariant(rune), Rune.GetUnicodeCategory(rune));
        if (category == UnicodeCategory.DecimalDigitNumber)
            return ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture);
        if (IsUnseen(rune, category))
            return "";
        return category == UnicodeCategory.DashPunctuation ? "-"
            : rune.Value is 0x02CD or 0x02CB ? (rune.Value == 0x02CD ? "_" : "`") // Mrkdwn.Plain writes people's own markup characters this way
            : Alike.TryGetValue(rune.Value, out var alike) || Alike.TryGetValue(small.Value, out alike) ? alike
            : small.ToString();
    }

    private static bool IsUnseen(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || Fillers.Contains(rune.Value);

    private static FrozenDictionary<int, string> Lookalikes()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Table)!);
        var alike = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var sides = line.Split(" < ");
            var become = string.Concat(sides[0].Split(' ').Select(code => new Rune(Code(code)).ToString()));
            foreach (var range in sides[1].Split(' ').Select(range => range.Split("..")))
            {
                for (var code = Code(range[0]); code <= Code(range[^1]); code++)
                    alike.Add(code, become);
            }
        }
        return alike.ToFrozenDictionary();
    }

    private static int Code(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<![0-9])_|_(?![0-9])", RegexOptions.None, 10_000)]
    private static partial Regex Underscore();
}
