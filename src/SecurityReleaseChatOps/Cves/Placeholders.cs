using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Cves;

/// <summary>What templates leave to be filled in.</summary>
internal static partial class Placeholders
{
    /// <summary>The template's words that are left in a text: <c>TODO</c>, <c>16.X.X</c>, <c>[ATTACKER]</c>, <c>&lt;TEAM MEMBER NAME&gt;</c>.</summary>
    public static IReadOnlyList<MarkedText> In(string text) => [.. Left().Matches(text).Select(match => new MarkedText(match.Index, match.Length))];

    /// <summary>Gaps that say who fills them in, as we write them: <c>[PSIRT: what it allowed]</c>.</summary>
    public static IReadOnlyList<MarkedText> Gaps(string text) => [.. Gap().Matches(text).Select(match => new MarkedText(match.Index, match.Length))];

    /// <summary>Whether nothing but the template's words stand there: then it is only missing so far.</summary>
    public static bool IsAll(string text) =>
        TemplateCredit().IsMatch(text) || text is "https://gitlab.com/" or "namespace/project"
        || In(text).Count > 0 && Nothing().IsMatch(Left().Replace(text, ""));

    /// <summary>The record without the fields, and the lines of lists, that nobody has filled in.</summary>
    public static CveRecord Without(CveRecord record) => record with
    {
        Description = Filled(record.Description),
        Cwe = Filled(record.Cwe),
        Product = record.Product is { } product
            ? product with { GitlabPath = Filled(product.GitlabPath), Vendor = Filled(product.Vendor), Name = Filled(product.Name), Cpes = Lines(product.Cpes) }
            : null,
        AffectedVersions = Lines(record.AffectedVersions),
        FixedVersions = Lines(record.FixedVersions),
        Impact = Filled(record.Impact),
        Solution = Filled(record.Solution),
        Credit = Filled(record.Credit),
        References = Lines(record.References),
    };

    private static string? Filled(string? text) => text is null || IsAll(text) ? null : text;

    private static IReadOnlyList<string> Lines(IReadOnlyList<string> lines) => [.. lines.Where(line => !IsAll(line) && In(line).Count == 0)];

    // X.509 is no version.
    [GeneratedRegex(
        @"\b(?:TODO|TBD|TBC|FIXME|XXX)\b|(?<![\w.])(?!X\.[0-9]{2,})(?=[0-9.]*[XYZxyz])[0-9XYZxyz]+(?:\.[0-9XYZxyz]+){1,2}(?!\w|\.\w)"
            + @"|\[(?!CVE-)[A-Z][A-Z0-9_ /-]+\](?!\()|<[A-Z][A-Z0-9_ /-]+>|\$\{[A-Z_]+\}",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Left();

    [GeneratedRegex(@"\[[A-Za-z][A-Za-z ]{0,40}: [^\[\]]{1,200}\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"\A[\s<>=,.;:""'|-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"\AThanks \[example\]\(https://hackerone\.com/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TemplateCredit();
}
