using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Title and description are fit to be published (row E9).</summary>
internal static partial class TextChecks
{
    // More findings of one kind add nothing.
    private const int Most = 10;

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("doubled-words", "E9", Level.Warning, Doubled),
        new("overshare", "E9", Level.Warning, Overshared),
        new("sensational", "E9", Level.Warning, Sensational),
    ];

    private static IEnumerable<Found> Doubled(CveChecked cve) =>
        from text in cve.Texts
        let doubled = Doubling.In(text.Text)
        where doubled.Count > 0
        select new Found(text.Where, $"{CveChecked.Quoted(text.Text, doubled)} is said twice", "Keep one")
        {
            Marked = doubled,
            Fix = text.Where switch
            {
                "description" => static record => record with { Description = Doubling.Without(record.Description!) },
                "solution" => static record => record with { Solution = Doubling.Without(record.Solution!) },
                "credit" => static record => record with { Credit = Doubling.Without(record.Credit!) },
                _ => null,
            },
        };

    private static IEnumerable<Found> Overshared(CveChecked cve) =>
        from text in Published(cve)
        let left = Unfilled.OfTemplate(text.Text)
        from one in Oversharing.In(text.Text).Where(one => !left.Any(one.Words.Meets)).Take(Most)
        let why = $"{CveChecked.Quoted(text.Text, [one.Words])} looks like {one.Kind}"
        select new Found(text.Where, why, "Say it more vaguely, or leave it if everyone knows it") { Marked = [one.Words] };

    private static IEnumerable<Found> Sensational(CveChecked cve) =>
        from text in Published(cve)
        from match in Loud().Matches(text.Text).Take(Most)
        select new Found(text.Where, $"{PlainText.Quote(match.Value)} is sensational", "Say only what happens") { Marked = [new(match.Index, match.Length)] };

    private static IEnumerable<(string Where, string Text)> Published(CveChecked cve) => cve.Texts.Where(text => text.Where is "title" or "description");

    [GeneratedRegex(
        @"\b(?:trivial(?:ly)?|easily|effortless(?:ly)?|devastat\w+|catastroph\w+|disastrous\w*|massive(?:ly)?|severely|dangerous(?:ly)?"
            + @"|alarming(?:ly)?|shocking(?:ly)?|horrific|terrifying|nightmare|game[- ]over|unprecedented|hackers?|cyber[- ]?criminals?|weaponi[sz]\w+"
            + @"|wreak\w*|havoc|total(?:ly)? (?:compromise\w*|control)|complete(?:ly)? (?:compromise\w*|control|takeover)"
            + @"|full control|zero[- ]day|0[- ]day|world's|worst|extremely|hugely?|disaster)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Loud();
}
