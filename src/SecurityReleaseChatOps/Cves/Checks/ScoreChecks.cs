using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The vector can be scored, and agrees with the council and the release (row E6).</summary>
internal static class ScoreChecks
{
    private const string Impact = "impact";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("vector-form", "E6", Level.Error, Form),
        new("vector-prefix", "E6", Level.Warning, Prefix),
        new("council-score", "E6", Level.Error, CouncilScore),
        new("council-vector", "E6", Level.Error, CouncilVector),
        new("council-missing", "E6", Level.Note, CouncilMissing),
        new("fix-severity", "E6", Level.Error, FixSeverity),
    ];

    private static IEnumerable<Found> Form(CveChecked cve)
    {
        if (cve.Record.Impact is { } impact && !Cvss31.TryRead(impact, out _, out var error))
            yield return new(Impact, $"{PlainText.Quote(impact)}: {error}", "Take the vector that the council decided");
    }

    private static IEnumerable<Found> Prefix(CveChecked cve)
    {
        if (cve.Vector is { } vector && cve.Record.Impact!.StartsWith(Cvss31.Prefix, StringComparison.OrdinalIgnoreCase))
            yield return new(Impact, $"it has the prefix {Cvss31.Prefix}", "Leave the prefix out")
            {
                Fix = record => record with { Impact = vector.ToString() },
            };
    }

    private static IEnumerable<Found> CouncilScore(CveChecked cve)
    {
        if (cve.Vector is { } vector && cve.Cve.Council?.Score is { } score && score != vector.Score)
            yield return new(
                Impact, $"the vector is {Scored(vector.Score)}, and the council decided {Said(score)}", "Take the council's vector, or ask the council");
    }

    private static IEnumerable<Found> CouncilVector(CveChecked cve)
    {
        if (cve.Vector is { } vector && cve.Cve.Council?.Vector is { } decided)
        {
            if (!Cvss31.TryRead(decided, out var council, out var error))
                yield return new("council", $"the council's vector {PlainText.Quote(decided)}: {error}", "Correct it with /cve details");
            else if (council.ToString() != vector.ToString())
                yield return new(Impact, $"it is {vector}, and the council decided {council}", "Take the council's vector")
                {
                    Fix = record => record with { Impact = council.ToString() },
                };
        }
    }

    private static IEnumerable<Found> CouncilMissing(CveChecked cve)
    {
        if (cve.Cve.Council is null or { Score: null, Vector: null })
            yield return new("council", "what the bug bounty council decided is not known", "Enter it with /cve details")
            {
                Lacks = "the score and the vector that the bug bounty council decided",
            };
    }

    private static IEnumerable<Found> FixSeverity(CveChecked cve) =>
        from fix in cve.Cve.Fixes
        where cve.Vector is not null && fix.Severity is { } said && said != cve.Vector.Severity
        select new Found(
            Impact, $"the vector is {Scored(cve.Vector!.Score)}, and {fix.Id} is {fix.Severity.Name()}", "Correct the severity of the fix, or the vector");

    /// <summary><c>8.1, high</c>.</summary>
    private static string Scored(decimal score) => $"{Said(score)}, {((Severity?)Cvss31.SeverityOf(score)).Name()}";

    private static string Said(decimal score) => score.ToString("0.0#", CultureInfo.InvariantCulture);
}
