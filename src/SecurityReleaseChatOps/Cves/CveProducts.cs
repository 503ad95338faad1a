namespace SecurityReleaseChatOps.Cves;

/// <summary>A product in the CVE request's template, with its CPE.</summary>
/// <param name="Paths">The projects it comes from.</param>
/// <param name="Cpe">Covers all its versions; a record may have a more specific one.</param>
internal sealed record KnownProduct(string Name, IReadOnlyList<string> Paths, string Cpe)
{
    /// <summary>The prefix of all its CPEs.</summary>
    public string CpeStart { get; } = Cpe[..(Cpe.IndexOf('*') - 1)];
}

/// <summary>The template's seven products (row E4).</summary>
internal static class CveProducts
{
    public static IReadOnlyList<KnownProduct> All { get; } =
    [
        Of("GitLab", "gitlab",
            "gitlab-org/gitlab", "gitlab-org/gitlab-foss", "gitlab-org/gitlab-workhorse", "gitlab-org/gitlab-pages", "gitlab-org/omnibus-gitlab"),
        Of("Gitaly", "gitaly", "gitlab-org/gitaly"),
        Of("GitLab Runner", "runner", "gitlab-org/gitlab-runner"),
        Of("GitLab Shell", "gitlab-shell", "gitlab-org/gitlab-shell"),
        Of("DAST API scanner", "dast_api_scanner", "gitlab-org/security-products/analyzers/api-fuzzing-src", "gitlab-org/security-products/analyzers/dast-api"),
        Of("DAST analyzer", "dynamic_application_security_testing_analyzer",
            "gitlab-org/security-products/dast", "gitlab-org/security-products/analyzers/dast"),
        Of("GitLab VS Code extension", "gitlab-vscode-extension", "gitlab-org/gitlab-vscode-extension"),
    ];

    /// <param name="path">Its project; one on the security mirror counts as the same.</param>
    /// <returns>Null for a product that is not in the template.</returns>
    public static KnownProduct? Find(string? path) => path is null ? null
        : All.FirstOrDefault(product => product.Paths.Contains(path.Replace("gitlab-org/security/", "gitlab-org/"), StringComparer.OrdinalIgnoreCase));

    private static KnownProduct Of(string name, string cpe, params string[] paths) => new(name, paths, $"cpe:2.3:a:gitlab:{cpe}:*:*:*:*:*:*:*:*");
}
