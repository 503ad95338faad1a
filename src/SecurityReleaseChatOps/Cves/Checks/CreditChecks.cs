using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The finder is credited in the expected form and in agreement with the report (row E7).</summary>
internal static partial class CreditChecks
{
    private const string Field = "credit";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("credit-report", "E7", Level.Warning, WithoutReport),
        new("report-credit", "E7", Level.Warning, WithoutCredit),
        new("credit-link", "E7", Level.Warning, Link),
        new("credit-form", "E7", Level.Note, Form),
    ];

    /// <summary>Whether it thanks a HackerOne reporter.</summary>
    private static bool IsHackerOne(string credit) => credit.Contains("hackerone", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Found> WithoutReport(CveChecked cve)
    {
        if (cve.Record.Credit is { } credit && IsHackerOne(credit) && Reference.Reports(cve).Count == 0)
            yield return new(Field, "it thanks a HackerOne reporter, and the references have no report", "Add the report to the references")
            {
                Fix = Reference.ReportOf(cve.Cve) is { } report
                    ? record => record with { References = [.. record.References, Reference.Address(report)] }
                    : null,
                Lacks = "the HackerOne report",
            };
    }

    private static IEnumerable<Found> WithoutCredit(CveChecked cve)
    {
        if (cve.Record.Credit is { } credit && !IsHackerOne(credit) && Reference.Reports(cve).Count > 0)
            yield return new(Field, "there is a HackerOne report, and no reporter of HackerOne is thanked", "Thank the reporter, or take the report out");
    }

    private static IEnumerable<Found> Link(CveChecked cve)
    {
        foreach (Match match in Handle().Matches(cve.Record.Credit ?? ""))
        {
            var (shown, handle) = (match.Groups["shown"].Value, match.Groups["handle"].Value);
            if (!shown.Equals(handle, StringComparison.OrdinalIgnoreCase))
                yield return new(
                    Field, $"the link of {PlainText.Quote(shown)} leads to {(handle.Length == 0 ? "no profile" : handle)}", "Link the reporter's own profile")
                {
                    Marked = [new(match.Index, match.Length)],
                    Fix = handle.Length == 0 && Name().IsMatch(shown)
                        ? record => record with { Credit = record.Credit!.Replace(match.Value, $"[{shown}](https://hackerone.com/{shown})") }
                        : null,
                };
        }
    }

    private static IEnumerable<Found> Form(CveChecked cve)
    {
        if (cve.Record.Credit is { } credit && !Known().IsMatch(credit))
            yield return new(
                Field, "it is in no form that is usual",
                "Write: Thanks [handle](https://hackerone.com/handle) for reporting this vulnerability through our HackerOne bug bounty program");
    }

    [GeneratedRegex(
        @"\[(?<shown>[^\[\]]+)\]\(https?://(?:www\.)?hackerone\.com/?(?<handle>[^()\s/?]*)[^()\s]*\)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Handle();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\bThanks\b.+\bfor reporting\b|\bdiscovered (?:and reported )?(?:internally )?by\b|\bdiscovered internally\b|\breported (?:internally|by)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Known();
}
