using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The title has the form of row E9 and agrees with the record.</summary>
internal static partial class TitleChecks
{
    private const string Field = "title";
    private const string Form = "Write it like: Missing Authorization issue in Merge Requests impacts GitLab CE/EE";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("title-missing", "E9", Level.Note, Missing),
        new("title-form", "E9", Level.Warning, FormOf),
        new("title-weakness", "E9", Level.Warning, Weakness),
        new("title-edition", "E2", Level.Warning, Edition),
    ];

    private static IEnumerable<Found> Missing(CveChecked cve)
    {
        if (cve.Cve.Title is null)
            yield return new(Field, "there is none yet", Form) { Lacks = "the title, as “… issue in … impacts GitLab …”" };
    }

    private static IEnumerable<Found> FormOf(CveChecked cve)
    {
        if (cve.Cve.Title is { } title && Unfilled.OfTemplate(title).Count == 0 && !Pattern().IsMatch(title))
            yield return new(Field, "it is not in the form “… issue in … impacts GitLab …”", Form);
    }

    /// <summary>About two fifths of the published titles word it differently, so a person decides.</summary>
    private static IEnumerable<Found> Weakness(CveChecked cve)
    {
        if (cve.Cve.Title is not { } title || WeaknessChecks.Of(cve) is not { } cwe || Pattern().Match(title) is not { Success: true } match)
            yield break;
        var weakness = match.Groups["weakness"];
        if (!cwe.Names.Any(name => Letters(weakness.Value).Contains(Letters(name), StringComparison.Ordinal)))
            yield return new(
                Field, $"it says {PlainText.Quote(weakness.Value)}, and {cwe} is {PlainText.Quote(cwe.ShortName)}",
                "Use the name of the CWE, or the CWE that fits")
            {
                Marked = [new(weakness.Index, weakness.Length)],
            };
    }

    private static IEnumerable<Found> Edition(CveChecked cve)
    {
        if (cve.Cve.Title is { } title && Editions.In(title) is { } here && Editions.In(cve.Description) is { } there && here != there)
            yield return new(Field, $"it says {here}, the description {there}", "Say the same edition in both");
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(
        @"\A(?<weakness>\S.*?) issue in (?<component>\S.*) impacts GitLab\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pattern();
}
