using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>What nobody has filled in yet in a record: <see cref="Unfilled"/>, and what only the CVE request's template has.</summary>
internal static partial class Placeholders
{
    /// <summary>Whether the text is only the template's words: then it counts as still missing.</summary>
    public static bool IsAll(string text) =>
        TemplateCredit().IsMatch(text) || text is "https://gitlab.com/" or "namespace/project"
        || Unfilled.OfTemplate(text).Count > 0 && Nothing().IsMatch(Unfilled.WithoutTemplate(text));

    /// <summary>The record without the fields and list items that nobody has filled in.</summary>
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

    [GeneratedRegex(@"\A[\s<>=,.;:""'|-]*\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"\AThanks \[example\]\(https://hackerone\.com/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex TemplateCredit();
}
