using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>What nobody has filled in of a record: <see cref="Unfilled"/>, and what else the template of CVE requests has.</summary>
internal static partial class Placeholders
{
    /// <summary>Whether nothing but the template's words stand there: then it is only missing so far.</summary>
    public static bool IsAll(string text) =>
        TemplateCredit().IsMatch(text) || text is "https://gitlab.com/" or "namespace/project"
        || Unfilled.OfTemplate(text).Count > 0 && Nothing().IsMatch(Unfilled.WithoutTemplate(text));

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

    private static IReadOnlyList<string> Lines(IReadOnlyList<string> lines) => [.. lines.Where(line => !IsAll(line) && Unfilled.OfTemplate(line).Count == 0)];

    [GeneratedRegex(@"\A[\s<>=,.;:""'|-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"\AThanks \[example\]\(https://hackerone\.com/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TemplateCredit();
}
