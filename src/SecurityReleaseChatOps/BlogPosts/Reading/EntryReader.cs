using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Reads the part of a post about one fix.</summary>
internal static partial class EntryReader
{
    public static ReadEntry Read(int level, string heading, int line, string[] lines, IReadOnlyList<ReadRow> rows)
    {
        var whole = string.Join('\n', lines);
        // Comments are blanked, so that line numbers stay.
        var text = Comment().Replace(whole, comment => new string('\n', comment.Value.Count(c => c == '\n')));
        var (inHeading, assigned) = (InHeading().Match(heading), Assigned().Match(text));
        var title = inHeading.Success ? inHeading.Groups["title"].Value.Trim() : heading.Trim();
        var vectors = Vector().Matches(text).Select(match => new ReadVector(match.Groups["vector"].Value, match.Groups["prefix"].Success))
            .GroupBy(vector => vector.Text).Select(same => new ReadVector(same.Key, same.All(vector => vector.HasPrefix))).ToList();
        var cves = Cve().Matches(heading + "\n" + text).Select(match => match.Value.ToUpperInvariant()).Distinct().ToList();
        var own = inHeading.Success ? inHeading.Groups["cve"].Value.ToUpperInvariant()
            : assigned.Success ? assigned.Groups["cve"].Value.ToUpperInvariant()
            : vectors.Count > 0 && cves is [.., var last] ? last
            : null;
        var anchor = PostAnchor.Of(heading);
        return new()
        {
            Line = line,
            Level = level,
            Heading = heading,
            Anchor = anchor,
            Title = title,
            Cve = own,
            Cves = cves,
            Body = new(line + 1, text),
            Issues = [.. Comment().Matches(whole).SelectMany(comment => Issue().Matches(comment.Value))
                .Select(match => $"{match.Groups["path"].Value}#{match.Groups["number"].Value}")],
            // An update wrongly listed in the table is recognised by its title.
            IsThirdParty = own is null && vectors.Count == 0 && (title.StartsWith("Update ", StringComparison.OrdinalIgnoreCase)
                || !rows.Any(row => row.Anchor == anchor || row.Title == title)),
            Vectors = vectors,
            Score = Score().Match(text) is { Success: true } score && decimal.TryParse(score.Groups["new"].Value + score.Groups["old"].Value,
                NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null,
            Severity = SeverityWord().Match(text) is { Success: true } word ? word.Groups["severity"].Value : null,
            Ranges = [.. VersionRanges.InWords(text).Select(found => new ReadRange(found.Range, Word()
                .Match(text, found.Index, found.Length).Value.ToLowerInvariant()))],
        };
    }

    [GeneratedRegex(@"(?s)<!--.*?-->", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"gitlab\.com/(?<path>[A-Za-z0-9_.\-/]+?)/-/(issues|work_items)/(?<number>[0-9]{1,10})", RegexOptions.ExplicitCapture
        | RegexOptions.NonBacktracking)]
    private static partial Regex Issue();

    [GeneratedRegex(@"\A\s*(?<cve>CVE-[0-9]{4}-[0-9]{4,19})\s*-\s*(?<title>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
        | RegexOptions.NonBacktracking)]
    private static partial Regex InHeading();

    [GeneratedRegex(@"\bassigned\s+\[?(?<cve>CVE-[0-9]{4}-[0-9]{4,19})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"CVE-[0-9]{4}-[0-9]{4,19}", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Cve();

    [GeneratedRegex(@"(?<prefix>CVSS:[0-9]\.[0-9]/)?(?<vector>AV:[A-Z](/[A-Z]{1,3}:[A-Z])+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Vector();

    // Today's form, and the form of 2023 with the score after the vector.
    [GeneratedRegex(@"\*\*CVSS\*\*:?\s*(?<new>[0-9]{1,2}(\.[0-9]{1,2})?)|AV:[A-Z/:]+`?\s*,\s*(?<old>[0-9]{1,2}(\.[0-9]{1,2})?)", RegexOptions.ExplicitCapture
        | RegexOptions.NonBacktracking)]
    private static partial Regex Score();

    [GeneratedRegex(@"\bis\s+an?\s+(?<severity>[A-Za-z]+)\s+severity", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SeverityWord();

    [GeneratedRegex(@"before|prior\s+to|up\s+to|to|through|until", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
