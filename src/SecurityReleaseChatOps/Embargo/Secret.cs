using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>The kind of an embargoed fact.</summary>
internal enum SecretKind
{
    Cve,
    Fix,
    Title,
    Version,
    Description,
    Marked,
}

/// <summary>Something that only its allow-list may read until its release is published.</summary>
/// <param name="Release">Id of the release.</param>
/// <param name="Text">As people wrote it, for those who may see it.</param>
/// <param name="Spelling">How it is found in a text.</param>
internal sealed record Secret(SecretKind Kind, string Release, string Text, Spelling Spelling)
{
    /// <summary>Equal for facts that say the same.</summary>
    public string Key => Spelling.Key;

    /// <summary>Whether it occurs in a text.</summary>
    public bool IsIn(NormalText text) => Spelling.IsIn(text);

    /// <summary>The kind and release in plain words: <c>a CVE of R12</c>.</summary>
    public string Named => Kind switch
    {
        SecretKind.Cve => $"a CVE of {Release}",
        SecretKind.Fix => $"a fix of {Release}",
        SecretKind.Title => $"the title of a fix of {Release}",
        SecretKind.Description => $"the description of a CVE of {Release}",
        SecretKind.Version => $"a version of {Release}",
        _ => $"words that are marked for {Release}",
    };

    /// <summary>The facts of a release and what PSIRT marked besides, each once.</summary>
    /// <param name="descriptions">Confidential texts about its CVEs from elsewhere.</param>
    public static IReadOnlyList<Secret> Of(Release release, EmbargoNotes? notes, IEnumerable<string> descriptions) =>
    [
        .. release.Fixes.SelectMany(fix => new[] { (SecretKind.Cve, fix.Cve), (SecretKind.Fix, fix.Id), (SecretKind.Title, fix.Title) })
            .Concat(release.Versions.Select(version => (SecretKind.Version, (string?)version)))
            .Concat(descriptions.Select(text => (SecretKind.Description, (string?)text)))
            .Concat((notes?.Marked ?? []).Select(marked => (SecretKind.Marked, (string?)marked.Text)))
            .Select(fact => fact is (var kind, { } text) && Spelling.Of(text) is { } spelling ? new Secret(kind, release.Id, text, spelling) : null)
            .OfType<Secret>()
            .DistinctBy(fact => fact.Key),
    ];
}
