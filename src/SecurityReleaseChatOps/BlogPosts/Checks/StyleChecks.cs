using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The wording of the entries, as far as it can be judged without understanding it (row F2).</summary>
internal static partial class StyleChecks
{
    private const string Row = "F2";

    /// <summary>One finding for all, since they are many and only notes.</summary>
    public static IEnumerable<Finding> Acronyms(PostComparison compared)
    {
        var bare = compared.Acronyms.NotSpelledOut(compared.Post).ToList();
        return bare.Count == 0 ? [] : [new(Row, Level.Note, VersionChecks.Line(bare[0].Line),
            $"Not spelled out at first use: {string.Join(", ", bare.Select(one => FormattableString.Invariant($"{one.Acronym} ({one.Meaning}, line {one.Line})")))}", "Spell each out where it stands first")];
    }

    public static IEnumerable<Finding> Doubled(PostComparison compared) =>
        from entry in compared.Post.Entries
        let doubled = entry.Body.Markdown.Split('\n').Prepend(entry.Title)
            .SelectMany(line => Doubling.In(line).Select(words => line.Substring(words.Index, words.Length).Trim())).FirstOrDefault()
        where doubled is not null
        select new Finding(Row, Level.Warning, entry.Where, $"“{doubled}” is there twice in a row", "Take one out");

    public static IEnumerable<Finding> Edition(PostComparison compared)
    {
        foreach (var (entry, fix) in compared.Entries)
        {
            var (said, known) = (EntryText.Edition(entry.Body.Markdown), EntryText.Edition(fix?.Record?.Description));
            if (said is null && fix?.ProductWithoutEditions(compared.Release) is { } product && entry.Body.Markdown.Contains(product, StringComparison.Ordinal))
                continue;
            if (said is null)
                yield return new(Row, Level.Note, entry.Where, "It does not say which edition is affected", "Write GitLab CE/EE or GitLab EE");
            else if (known is not null && Turned(said) != Turned(known))
                yield return new(Row, Level.Error, entry.Where, $"It says {said}, and the record {known}", "Make post and record say the same");
            else if (said != Turned(said))
                yield return new(Row, Level.Note, entry.Where, $"“{said}” stands for {Turned(said)}", $"Write {Turned(said)}");
        }
    }

    public static IEnumerable<Finding> OtherCve(PostComparison compared) =>
        from entry in compared.Post.Own
        let others = entry.Cves.Where(cve => cve != entry.Cve).ToList()
        where entry.Cve is not null && others.Count > 0
        select new Finding(Row, Level.Note, entry.Where, $"It also names {string.Join(", ", others)}", "Keep it if it is meant");

    /// <summary>Whoever the record credits is thanked.</summary>
    public static IEnumerable<Finding> Credit(PostComparison compared) =>
        from pair in compared.Told
        let names = Handle().Matches(pair.Fix.Record?.Credit ?? "").Select(match => match.Groups["name"].Value).Distinct(StringComparer.OrdinalIgnoreCase)
        from name in names
        where !pair.Entry.Body.Markdown.Contains(name, StringComparison.OrdinalIgnoreCase)
        select new Finding("F3", Level.Warning, pair.Entry.Where, $"It does not thank {name}, as the record does", "Make post and record say the same");

    /// <summary>Only today's titles: earlier posts did not follow it.</summary>
    public static IEnumerable<Finding> TitleForm(PostComparison compared) =>
        from entry in compared.Post.Own
        where compared.Release.Form == PostForm.Patch && entry.Heading.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase) && !Form().IsMatch(entry.Title)
        select new Finding("E9", Level.Note, entry.Where, "Its title is not “… issue in … impacts GitLab …”", "Reword it in the CVE request, if it can be");

    public static IEnumerable<Finding> Identifiers(PostComparison compared) =>
        from entry in compared.Post.Own
        let found = Identifier().Match(entry.Title)
        where found.Success
        select new Finding("E9", Level.Note, entry.Where, $"Its title names “{found.Value}”, which may tell more than the first disclosure needs",
            "Reword it, or keep it if it tells nothing");

    private static string Turned(string edition) => edition.Replace("EE/CE", "CE/EE");

    [GeneratedRegex(@"(hackerone|gitlab)\.com/(?<name>[A-Za-z0-9_.\-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Handle();

    [GeneratedRegex(@"\bissues?\s+in\s.+\simpacts\s", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex(@":?\b[a-z]+(_[a-z]+)+\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();
}
