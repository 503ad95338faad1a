namespace SecurityReleaseChatOps.Cves;

/// <summary>What a CVE request says about a vulnerability (row E1). What is not known yet is null or an empty list.</summary>
/// <param name="Description">The published description.</param>
/// <param name="Cwe">Its weakness: <c>CWE-79</c>.</param>
/// <param name="AffectedVersions">Ranges, oldest first: <c>&gt;=18.4, &lt;18.4.5</c>.</param>
/// <param name="FixedVersions">As the release has them, oldest first.</param>
/// <param name="Impact">Its CVSS 3.1 base vector, without the prefix.</param>
/// <param name="Solution">What to upgrade to, in words.</param>
/// <param name="Credit">Who found it, as published.</param>
/// <param name="References">Addresses: the canonical issue, the HackerOne report, the post.</param>
public sealed record CveRecord(
    string? Description, string? Cwe, CveProduct? Product, IReadOnlyList<string> AffectedVersions, IReadOnlyList<string> FixedVersions,
    string? Impact, string? Solution, string? Credit, IReadOnlyList<string> References)
{
    /// <summary>A record about which nothing is known yet.</summary>
    public static CveRecord Empty { get; } = new(null, null, null, [], [], null, null, null, []);

    /// <summary>Compares lists by their content.</summary>
    public bool Equals(CveRecord? other) =>
        other is not null
        && (Description, Cwe, Product, Impact, Solution, Credit) == (other.Description, other.Cwe, other.Product, other.Impact, other.Solution, other.Credit)
        && AffectedVersions.SequenceEqual(other.AffectedVersions) && FixedVersions.SequenceEqual(other.FixedVersions)
        && References.SequenceEqual(other.References);

    public override int GetHashCode() => HashCode.Combine(Description, Cwe, Product, Impact, Solution, Credit, AffectedVersions.Count, References.Count);
}

/// <summary>The affected product.</summary>
/// <param name="GitlabPath">Its project: <c>gitlab-org/gitlab</c>.</param>
/// <param name="Cpes">Its CPE 2.3 names (row E4).</param>
public sealed record CveProduct(string? GitlabPath, string? Vendor, string? Name, IReadOnlyList<string> Cpes)
{
    public bool Equals(CveProduct? other) =>
        other is not null && (GitlabPath, Vendor, Name) == (other.GitlabPath, other.Vendor, other.Name) && Cpes.SequenceEqual(other.Cpes);

    public override int GetHashCode() => HashCode.Combine(GitlabPath, Vendor, Name, Cpes.Count);
}
