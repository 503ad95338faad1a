using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Vectors, scores and severities match the records and each other (row F2).</summary>
internal static class ScoreChecks
{
    private const string Row = "F2";

    public static IEnumerable<Finding> Prefix(PostComparison compared) =>
        from entry in compared.Post.Own
        from vector in entry.Vectors.Where(vector => !vector.HasPrefix).Take(1)
        select new Finding(Row, Level.Warning, entry.Where, "Its vector does not say of which CVSS it is", $"Write {Cvss31.Prefix}{vector.Text}");

    public static IEnumerable<Finding> Vector(PostComparison compared)
    {
        foreach (var (entry, fix) in compared.Entries)
        {
            var known = fix?.Vector();
            if (entry.Vectors.Count == 0 && known is not null)
                yield return new(Row, Level.Error, entry.Where, "It states no vector", $"The record has {Cvss31.Prefix}{known}");
            foreach (var stated in entry.Vectors)
            {
                if (!Cvss31.TryRead(stated.Text, out var read, out var error))
                    yield return new(Row, Level.Error, entry.Where, $"{stated.Text} cannot be scored: {error}", "Correct the vector");
                else if (known is not null && read.ToString() != known.ToString())
                    yield return new(Row, Level.Error, entry.Where, $"It states {stated.Text}, and the record {known}",
                        "Make post and record say the same: the council's counts");
            }
        }
    }

    /// <summary>Equal to the formula's score for the vector beside it.</summary>
    public static IEnumerable<Finding> Score(PostComparison compared) =>
        from pair in compared.Entries
        let vector = pair.Entry.Vectors.Select(stated => Cvss31.TryRead(stated.Text, out var read, out _) ? read : null).FirstOrDefault() ?? pair.Fix?.Vector()
        where vector is not null && pair.Entry.Score != vector.Score
        select new Finding(Row, Level.Error, pair.Entry.Where, pair.Entry.Score is { } stated
            ? $"It states the score {Said(stated)}, and its vector makes {Said(vector.Score)}" : "It states no score", $"Write {Said(vector.Score)}");

    public static IEnumerable<Finding> InTable(PostComparison compared) =>
        from pair in compared.Entries
        let row = compared.RowOf(pair.Entry)
        let known = pair.Fix?.Rated() ?? (pair.Entry.Score is { } score ? Cvss31.SeverityOf(score) : null)
        where row is not null && known is not null && !known.Value.ToString().Equals(row.Severity, StringComparison.OrdinalIgnoreCase)
        select new Finding(Row, Level.Error, FormattableString.Invariant($"line {row.Line}, {pair.Entry.Name}"),
            $"The table says {(row.Severity.Length == 0 ? "nothing" : row.Severity.ToLowerInvariant())}, and it is {known.Name()}", $"Write {known.Name()}");

    public static IEnumerable<Finding> InText(PostComparison compared) =>
        from entry in compared.Post.Own
        let row = compared.RowOf(entry)
        where row is not null && entry.Severity is not null && !entry.Severity.Equals(row.Severity, StringComparison.OrdinalIgnoreCase)
        select new Finding(Row, Level.Error, entry.Where,
            $"It is called a {entry.Severity} severity issue, and {row.Severity.ToLowerInvariant()} in the table", "Make both say the same");

    private static string Said(decimal score) => score.ToString("0.0#", CultureInfo.InvariantCulture);
}
