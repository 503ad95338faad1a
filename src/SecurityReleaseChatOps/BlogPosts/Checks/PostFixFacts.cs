using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>What a fix's record says, in the post's spelling.</summary>
internal static class PostFixFacts
{
    /// <summary>The CVSS 3.1 vector; null unless it can be scored.</summary>
    public static Cvss31? Vector(this PostFix fix) => fix.Record?.Impact is { } impact && Cvss31.TryRead(impact, out var read, out _) ? read : null;

    /// <summary>Its severity: as somebody said, else by its score.</summary>
    public static Severity? Rated(this PostFix fix) => fix.Severity ?? fix.Vector()?.Severity;

    /// <summary>The affected ranges, oldest first; empty when they are not known.</summary>
    public static IReadOnlyList<VersionRange> Affected(this PostFix fix) =>
        [.. VersionRange.Sort((fix.Record?.AffectedVersions ?? []).Select(line => VersionRanges.TryRead(line, out var range) ? range : default)
            .Where(range => range.Before is not null))];

    /// <summary>The affected product, if it has no editions: another release's, the record's, or the release's own; null for GitLab.</summary>
    public static string? ProductWithoutEditions(this PostFix fix, PostFacts release)
    {
        var product = fix.From?.Product ?? CveProducts.Find(fix.Record?.Product?.GitlabPath)?.Name ?? release.Product;
        return product == Products.GitLab ? null : product;
    }
}
