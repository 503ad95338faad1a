using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The editions a text names as affected.</summary>
internal static partial class Editions
{
    public const string Both = "CE/EE";
    public const string EeOnly = "EE";

    /// <returns><c>CE/EE</c>, <c>EE</c> or <c>CE</c>, the first one named; null when none is.</returns>
    public static string? In(string text) => Named().Match(text).Groups["edition"] switch
    {
        { Success: false } => null,
        { Value: "EE/CE" } => Both,
        var edition => edition.Value,
    };

    [GeneratedRegex(@"\bGitLab[\s-]+(?<edition>CE/EE|EE/CE|EE|CE)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Named();
}

/// <summary>The description says whether GitLab CE/EE or GitLab EE is affected (row E2), as the security issue's details do (row E11).</summary>
internal static partial class EditionChecks
{
    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("edition-missing", "E2", Level.Note, Missing),
        new("edition-details", "E2", Level.Warning, Details),
        new("details-edition", "E11", Level.Note, DetailsMissing),
    ];

    private static IEnumerable<Found> Missing(CveChecked cve)
    {
        if (!IsGitLab(cve) || cve.Record.Description is null || Editions.In(cve.Description) is not null)
            yield break;
        yield return new("description", "it does not say whether GitLab CE/EE or GitLab EE is affected", "Say GitLab CE/EE, or GitLab EE")
        {
            Fix = cve.Cve.EeOnly is { } only && Product().IsMatch(cve.Description)
                ? record => record with { Description = Product().Replace(record.Description!, $"GitLab {(only ? Editions.EeOnly : Editions.Both)}", 1) }
                : null,
        };
    }

    private static IEnumerable<Found> Details(CveChecked cve)
    {
        if (cve.Cve.EeOnly is { } only && Editions.In(cve.Description) is { } said && only != (said == Editions.EeOnly))
            yield return new(
                "description", $"it says GitLab {said}, and the security issue's details {(only ? "EE only" : "not EE only")}",
                "Correct the one that is wrong");
    }

    private static IEnumerable<Found> DetailsMissing(CveChecked cve)
    {
        if (IsGitLab(cve) && cve.Cve.EeOnly is null)
            yield return new("details", "whether it is GitLab EE only is not known from the security issue", "Enter it with /cve details")
            {
                Lacks = "whether it is GitLab EE only, in the Details table",
            };
    }

    /// <summary>Only GitLab itself has editions.</summary>
    private static bool IsGitLab(CveChecked cve) => cve.Record.Product?.GitlabPath is not { } path || CveProducts.Find(path) == CveProducts.All[0];

    [GeneratedRegex(@"(?<=\b(?:in|within|of) )GitLab\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Product();
}
