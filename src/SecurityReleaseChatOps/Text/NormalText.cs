using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>
/// Text normalised for comparison, so that the same words match however they are written: folded (see <see cref="Skeleton"/>), with
/// Slack's and HTML's entities and percent-encoding decoded, with and without mentions, emoji, tags and the spaces of s p a c e d words.
/// </summary>
internal sealed partial class NormalText
{
    // Encodings can be nested, such as an encoded address inside another one.
    private const int Rounds = 4;

    // HTML's names for ASCII characters that WebUtility does not know.
    private static readonly Dictionary<string, string> Html =
        "period . hyphen - dash - num # sol / colon : semi ; comma , excl ! lowbar _ UnderBar _ lpar ( rpar ) lsqb [ lbrack [ rsqb ] rbrack ] equals = quest ? ast * midast * vert | verbar | grave `"
            .Split(' ').Chunk(2).Append(["Tab", "\t"]).Append(["NewLine", "\n"]).Append(["ZeroWidthSpace", ""]).Append(["NoBreak", ""]).ToDictionary(
                pair => pair[0], pair => pair[1]);

    // Replaces a mention or an emoji: not a letter, digit or space.
    private const string Picture = "\u00A4";

    private NormalText(string text)
    {
        var decoded = Decode(text);
        var turned = Turned().Replace(decoded, turned => Turn(turned.Groups["text"].Value));
        var shown = Pictures().Replace(turned, Picture);
        var folded = Skeleton.Of(shown == decoded ? decoded : $"{shown}\n{decoded}");
        var bare = Bared(Skeleton.Of(Tags().Replace(Pictures().Replace(turned, ""), "")));
        Folded = bare == folded ? folded : $"{folded}\n{bare}";
        var lettered = Mixed().Replace(Folded, word => word.Value.Any(char.IsLetter) ? string.Concat(word.Value.Select(Letter)) : word.Value);
        Letters = new(lettered == Folded ? Folded : $"{Folded}\n{lettered}");
        Identifiers = Text.Identifiers.In(Folded);
    }

    /// <summary>ASCII lower-case letters, digits and punctuation, and characters that have no ASCII equivalent.</summary>
    public string Folded { get; }

    public Lettering Letters { get; }

    /// <summary>Its versions, CVEs and references, see <see cref="Text.Identifiers.In"/>.</summary>
    public IReadOnlySet<string> Identifiers { get; }

    /// <summary>Plain text, such as somebody typed.</summary>
    public static NormalText Of(string plain) => new(plain);

    /// <summary>A message or view: first its words in the order people see them, then everything unseen.</summary>
    public static NormalText OfJson(string json)
    {
        var (words, beside) = (new StringBuilder(), new StringBuilder());
        using var document = JsonDocument.Parse(json);
        Gather(document.RootElement, "", words, beside);
        var raw = words.ToString();
        var seen = Labelled().Replace(Pictures().Replace(raw, Picture), link =>
        {
            beside.Append(link.Groups["to"].ValueSpan).Append('\n');
            return link.Groups["label"].Value;
        });
        seen = Bare().Replace(seen, "${to}");
        return new($"{seen}\n{beside}\n{(seen == raw ? "" : raw)}");
    }

    /// <summary>Decodes entities and percent-encoding.</summary>
    public static string Decode(string text)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var decoded = Uri.UnescapeDataString(
                Entity().Replace(WebUtility.HtmlDecode(text), entity => Html.GetValueOrDefault(entity.Groups["name"].Value, entity.Value)));
            if (decoded == text)
                break;
            text = decoded;
        }
        return text;
    }

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

    // Set apart, because unseen values would otherwise separate words that people read together.
    private static bool IsBeside(string name) => name.Replace("_", "").ToUpperInvariant() is
        "TYPE" or "ACTIONID" or "BLOCKID" or "CALLBACKID" or "PRIVATEMETADATA" or "STYLE" or "VALUE" or "URL" or "IMAGEURL" or "LINK";

    /// <summary>Without pictures, and with s p a c e d words joined.</summary>
    private static string Bared(string folded) => Spaced().Replace(
        string.Concat(folded.EnumerateRunes().Where(rune => rune.IsAscii || !IsPicture(rune)).Select(rune => rune.ToString())),
        word => word.Value.Replace(" ", ""));

    private static bool IsPicture(Rune rune) =>
        rune.ToString() == Picture || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    // Letters for digits as in "p4$$w0rd"; Lettering already handles 0 and 1.
    private static char Letter(char c) =>
        c switch { '2' => 'z', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '6' => 'b', '7' => 't', '8' => 'b', '9' => 'g', _ => c };

    private static string Turn(string text) => string.Concat(text.EnumerateRunes().Reverse().Select(rune => rune.ToString()));

    // Text after a right-to-left override is displayed back to front.
    [GeneratedRegex("\u202E(?<text>[^\u202C\u2069\n]*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Turned();

    [GeneratedRegex(@"<[@#!][^<>\s]*>|:[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:", RegexOptions.NonBacktracking)]
    private static partial Regex Pictures();

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex("&(?<name>[A-Za-z]{3,14});", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Entity();

    [GeneratedRegex(@"(?<!\S)\S(?: \S){4,}(?!\S)", RegexOptions.None, 10_000)]
    private static partial Regex Spaced();

    [GeneratedRegex(@"[\p{L}0-9@$]+", RegexOptions.NonBacktracking)]
    private static partial Regex Mixed();

    [GeneratedRegex(@"<(?<to>[^<>|]*)\|(?<label>[^<>]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();

    [GeneratedRegex("<(?<to>[^<>|]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Bare();
}
