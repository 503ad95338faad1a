using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What kind of thing is under embargo.</summary>
internal enum FactKind
{
    Cve,
    Fix,
    Title,
    Version,
    Marked,
}

/// <summary>Something that only its allow-list may read until its release is published.</summary>
/// <param name="Release">Id of the release.</param>
/// <param name="Text">As people wrote it: for those who may see it.</param>
/// <param name="Spelling">As it is looked for.</param>
internal sealed record Fact(FactKind Kind, string Release, string Text, Spelling Spelling)
{
    /// <summary>Shorter than this it would stand in any text.</summary>
    public const int Shortest = 4;

    /// <summary>The same for facts that say the same.</summary>
    public string Key => Spelling.Key;

    /// <summary>Whether it stands in a text.</summary>
    public bool IsIn(NormalText text) => Spelling.IsIn(text);

    /// <summary>The kind and release in plain words: <c>a CVE of R12</c>.</summary>
    public string Named => Kind switch
    {
        FactKind.Cve => $"a CVE of {Release}",
        FactKind.Fix => $"a fix of {Release}",
        FactKind.Title => $"the title of a fix of {Release}",
        FactKind.Version => $"a version of {Release}",
        _ => $"words that are marked for {Release}",
    };

    /// <summary>The facts of a release, and what was marked beside them, each once.</summary>
    public static IReadOnlyList<Fact> Of(Release release, EmbargoNotes? notes) =>
    [
        .. release.Fixes.SelectMany(fix => new[] { (FactKind.Cve, fix.Cve), (FactKind.Fix, fix.Id), (FactKind.Title, fix.Title) })
            .Concat(release.Versions.Select(version => (FactKind.Version, (string?)version)))
            .Concat((notes?.Marked ?? []).Select(marked => (FactKind.Marked, (string?)marked.Text)))
            .Select(fact => fact is (var kind, { } text) && Spelling.Of(text) is { } spelling ? new Fact(kind, release.Id, text, spelling) : null)
            .OfType<Fact>()
            .DistinctBy(fact => fact.Key),
    ];

    /// <summary>Whether a text is long enough to be told from others.</summary>
    public static bool IsLongEnough(string text) => Spelling.Of(text) is not null;
}
