using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>What the record of a fix says, as the post writes it.</summary>
internal static class PostFixFacts
{
    /// <summary>The CVSS 3.1 vector; null without one that can be scored.</summary>
    public static Cvss31? Vector(this PostFix fix) => fix.Record?.Impact is { } impact && Cvss31.TryRead(impact, out var read, out _) ? read : null;

    /// <summary>How severe it is: what was said of it, else by its score.</summary>
    public static Severity? Rated(this PostFix fix) => fix.Severity ?? fix.Vector()?.Severity;

    /// <summary>The affected ranges, oldest first; empty when they are not known.</summary>
    public static IReadOnlyList<VersionRange> Affected(this PostFix fix) =>
        [.. VersionRange.Sort((fix.Record?.AffectedVersions ?? []).Select(line => VersionRanges.TryRead(line, out var range) ? range : default)
            .Where(range => range.Before is not null))];

    /// <summary>What is affected, where that is a product without editions: another release's, the record's, or the release's own; null for GitLab.</summary>
    public static string? ProductWithoutEditions(this PostFix fix, PostFacts release)
    {
        var product = fix.From?.Product ?? CveProducts.Find(fix.Record?.Product?.GitlabPath)?.Name ?? release.Product;
        return product == Products.GitLab ? null : product;
    }
}
