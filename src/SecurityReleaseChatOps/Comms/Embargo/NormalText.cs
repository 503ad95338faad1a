using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Text as it is compared, so that the same words are the same however they are written: folded (see <see cref="Folding"/>), with
/// Slack's entities, HTML's and percent-encoding undone.
/// </summary>
internal sealed partial class NormalText
{
    // A text may have been encoded for an address that was encoded for another.
    private const int Rounds = 4;

    private NormalText(string text)
    {
        var folded = Fold(text);
        Words = ToWords(folded.Replace("_", ""));
        Split = ToWords(folded);
        Tight = ToTight(folded);
    }

    /// <summary>Letters and digits; whatever is between them is one space. An underscore is nothing.</summary>
    public string Words { get; }

    /// <summary>The same, with an underscore as a space.</summary>
    public string Split { get; }

    /// <summary>With its punctuation; no spaces around <c>. - / # !</c>, and between numbers a dash for an underscore.</summary>
    public string Tight { get; }

    /// <summary>Plain text, such as a person typed it.</summary>
    public static NormalText Of(string plain) => new(plain);

    /// <summary>A message or view: its words as people see them, one after the other, then all that goes along unseen.</summary>
    public static NormalText OfJson(string json)
    {
        var (words, beside) = (new StringBuilder(), new StringBuilder());
        using var document = JsonDocument.Parse(json);
        Gather(document.RootElement, "", words, beside);
        var raw = words.ToString();
        var seen = Labelled().Replace(raw, link =>
        {
            beside.Append(link.Groups["to"].ValueSpan).Append('\n');
            return link.Groups["label"].Value;
        });
        return new($"{Bare().Replace(seen, "${to}")}\n{beside}\n{raw}");
    }

    /// <summary>Whether a fact stands in a text, both in the same form: a number only as a whole, a word from its beginning on.</summary>
    public static bool Holds(string text, string fact)
    {
        for (var at = text.IndexOf(fact, StringComparison.Ordinal); at >= 0; at = text.IndexOf(fact, at + 1, StringComparison.Ordinal))
        {
            var (before, after) = (at == 0 ? ' ' : text[at - 1], at + fact.Length == text.Length ? ' ' : text[at + fact.Length]);
            var inNumber = (char.IsDigit(fact[0]) && char.IsDigit(before)) || (char.IsDigit(fact[^1]) && char.IsDigit(after));
            if (!inNumber && !(IsSpaced(fact[0]) && char.IsLetter(before)))
                return true;
        }
        return false;
    }

    // From Thai on most scripts put no spaces between words.
    private static bool IsSpaced(char c) => char.IsLetter(c) && c < '\u0E00';

    private static void Gather(JsonElement json, string name, StringBuilder words, StringBuilder beside)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var part in json.EnumerateObject())
                    Gather(part.Value, part.Name, words, beside);
                break;
            case JsonValueKind.Array:
                foreach (var part in json.EnumerateArray())
                    Gather(part, name, words, beside);
                break;
            case JsonValueKind.String:
                (IsBeside(name) ? beside : words).Append(json.GetString()).Append('\n');
                break;
        }
    }

    // What people do not read would else stand between words that they read as one.
    private static bool IsBeside(string name) => name.Replace("_", "").ToUpperInvariant() is
        "TYPE" or "ACTIONID" or "BLOCKID" or "CALLBACKID" or "PRIVATEMETADATA" or "STYLE" or "VALUE" or "URL" or "IMAGEURL" or "LINK";

    private static string Fold(string text)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var decoded = Uri.UnescapeDataString(WebUtility.HtmlDecode(text));
            if (decoded == text)
                break;
            text = decoded;
        }
        return Folding.Fold(text);
    }

    private static string ToWords(string folded)
    {
        var words = new StringBuilder(folded.Length);
        foreach (var rune in folded.EnumerateRunes())
        {
            if (IsOfWord(rune))
                words.Append(rune.ToString());
            else if (words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
        }
        return words.ToString().TrimEnd();
    }

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static string ToTight(string folded) =>
        Loose().Replace(EdgeUnderscore().Replace(NumberUnderscore().Replace(folded, "-"), ""), "${mark}");

    [GeneratedRegex(@"<(?<to>[^<>|]*)\|(?<label>[^<>]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();

    [GeneratedRegex("<(?<to>[^<>|]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Bare();

    [GeneratedRegex("(?<=[0-9])_(?=[0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberUnderscore();

    [GeneratedRegex(@"(?<![\p{L}0-9])_|_(?![\p{L}0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EdgeUnderscore();

    [GeneratedRegex(" *(?<mark>[-./#!]) *", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Loose();
}
