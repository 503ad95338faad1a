using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The CWE is one that MITRE allows vulnerabilities to be mapped to (row E3).</summary>
internal static partial class WeaknessChecks
{
    private const string Field = "cwe";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("cwe-unknown", "E3", Level.Error, Unknown),
        new("cwe-prohibited", "E3", Level.Error, cve => Used(cve, CweUsage.Prohibited, "must not be used: it is a category, a view or deprecated")),
        new("cwe-discouraged", "E3", Level.Warning, cve => Used(cve, CweUsage.Discouraged, "is discouraged by MITRE: it says too little")),
    ];

    public static Cwe? Of(CveChecked cve) => cve.Record.Cwe is { } text && Cwe.NumberOf(text) is { } number ? Cwe.Find(number) : null;

    private static IEnumerable<Found> Unknown(CveChecked cve)
    {
        if (cve.Record.Cwe is not { } text || Of(cve) is not null)
            yield break;
        var isCwe = Cwe.NumberOf(text) is not null;
        var meant = !isCwe && Cwe.NumberOf($"CWE-{Loose().Match(text).Groups["number"].Value}") is { } number ? Cwe.Find(number) : null;
        yield return new(
            Field, isCwe ? $"there is no {text}" : $"{PlainText.Quote(text)} is not a CWE",
            meant is null ? "Write it like CWE-79" : $"Write {meant} ({meant.Name})")
        {
            Fix = meant is null ? null : record => record with { Cwe = meant.ToString() },
        };
    }

    private static IEnumerable<Found> Used(CveChecked cve, CweUsage usage, string why)
    {
        if (Of(cve) is { } cwe && cwe.Usage == usage)
            yield return new(Field, $"{cwe} ({cwe.Name}) {why}", "Choose one that says more, such as a child of it at cwe.mitre.org");
    }

    [GeneratedRegex(
        @"\A\s*(?:CWE)?[\s:_-]*(?<number>[1-9][0-9]{0,4})\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Loose();
}
