using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The CPEs are well-formed, and name the product (row E4).</summary>
internal static partial class ProductChecks
{
    private const string Field = "cpes";
    private const string Form = "Write it like cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*:*";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("cpe-form", "E4", Level.Error, CpeForm),
        new("cpe-unknown", "E4", Level.Warning, Unknown),
        new("cpe-product", "E4", Level.Warning, OtherProduct),
    ];

    private static IEnumerable<Found> CpeForm(CveChecked cve) =>
        from cpe in Cpes(cve)
        where !IsCpe(cpe)
        select new Found(Field, $"{PlainText.Quote(cpe)} is not a CPE 2.3 name", Form);

    /// <summary>A CPE that is neither one of the template's seven nor a more specific form of one.</summary>
    private static IEnumerable<Found> Unknown(CveChecked cve) =>
        from cpe in Cpes(cve)
        where IsCpe(cpe) && Named(cpe) is null
        select new Found(Field, $"{PlainText.Quote(cpe)} is not one of the template's products", "Take the one that fits best");

    private static IEnumerable<Found> OtherProduct(CveChecked cve)
    {
        if (CveProducts.Find(cve.Record.Product?.GitlabPath) is not { } product)
            yield break;
        var named = Cpes(cve).Where(IsCpe).Select(Named).OfType<KnownProduct>().ToList();
        if (named.Count > 0 && !named.Contains(product))
            yield return new(Field, $"they name {named[0].Name}, and {cve.Record.Product!.GitlabPath} is {product.Name}", $"Take {product.Cpe}")
            {
                Fix = record => record with { Product = record.Product! with { Cpes = [product.Cpe] } },
            };
    }

    private static IEnumerable<string> Cpes(CveChecked cve) => cve.Record.Product?.Cpes ?? [];

    private static KnownProduct? Named(string cpe) =>
        CveProducts.All.FirstOrDefault(product => cpe.StartsWith(product.CpeStart + ":", StringComparison.Ordinal));

    private static bool IsCpe(string text) => Cpe().IsMatch(text);

    // The pattern from NIST's CPE 2.3 schema (cpe-naming_2.3.xsd).
    [GeneratedRegex(
        @"\Acpe:2\.3:[aho*-](?::(?:(?:\?*|\*?)(?:[a-zA-Z0-9_.-]|\\[\\*?!""#$%&'()+,/:;<=>@\[\]^`{|}~.-])+(?:\?*|\*?)|[*-])){5}"
            + @":(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|[0-9]{3}))?|[*-])"
            + @"(?::(?:(?:\?*|\*?)(?:[a-zA-Z0-9_.-]|\\[\\*?!""#$%&'()+,/:;<=>@\[\]^`{|}~.-])+(?:\?*|\*?)|[*-])){4}\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Cpe();
}
