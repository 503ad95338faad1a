using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>A post as it was read, of any generation. Lines are counted from 1.</summary>
internal sealed record ReadPost
{
    /// <summary>What stands in its front matter, by key; empty without one.</summary>
    public required IReadOnlyDictionary<string, string> Head { get; init; }

    /// <summary>All of it, line by line.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>What precedes its first heading.</summary>
    public required ReadText Opening { get; init; }

    /// <summary>The table of fixes.</summary>
    public required IReadOnlyList<ReadRow> Rows { get; init; }

    /// <summary>Those of vulnerabilities of its own, and those of third-party updates, as they stand.</summary>
    public required IReadOnlyList<ReadEntry> Entries { get; init; }

    /// <summary>The sections of bug fixes, by version.</summary>
    public required IReadOnlyList<ReadBugs> Bugs { get; init; }

    /// <summary>Every heading, in plain text.</summary>
    public required IReadOnlyList<(string Text, int Line)> Headings { get; init; }

    /// <summary>Entries of the release's own vulnerabilities.</summary>
    public IEnumerable<ReadEntry> Own => Entries.Where(entry => !entry.IsThirdParty);

    /// <summary>The title that it has for its readers; null without front matter.</summary>
    public string? Title => Head.GetValueOrDefault("title");
}

/// <summary>A stretch of a post, as Markdown.</summary>
/// <param name="Line">Where it begins.</param>
internal readonly record struct ReadText(int Line, string Markdown);

/// <summary>A row of the table of fixes.</summary>
/// <param name="Anchor">What it links to within the post; null without a link.</param>
internal sealed record ReadRow(int Line, string Title, string? Anchor, string Severity);

/// <summary>The part of a post that tells of one fix.</summary>
internal sealed record ReadEntry
{
    public required int Line { get; init; }

    /// <summary>Of its heading: 2 for <c>##</c>.</summary>
    public required int Level { get; init; }

    /// <summary>Its heading, in plain text.</summary>
    public required string Heading { get; init; }

    /// <summary>Its heading without the CVE.</summary>
    public required string Title { get; init; }

    /// <summary>Its own; null for a third-party update, and where none is stated.</summary>
    public string? Cve { get; init; }

    /// <summary>Every CVE that it names.</summary>
    public required IReadOnlyList<string> Cves { get; init; }

    /// <summary>What stands under the heading, without comments.</summary>
    public required ReadText Body { get; init; }

    /// <summary>The issues that comments name, such as <c>gitlab-org/security/gitlab#12</c>: where its fix was made.</summary>
    public required IReadOnlyList<string> Issues { get; init; }

    /// <summary>It has neither a CVE of its own nor a vector, and no row of the table unless it is called an update.</summary>
    public bool IsThirdParty { get; init; }

    public IReadOnlyList<ReadVector> Vectors { get; init; } = [];

    /// <summary>As stated, such as 8.2; null without one.</summary>
    public decimal? Score { get; init; }

    /// <summary>The word in the text; null where only the table has one.</summary>
    public string? Severity { get; init; }

    public IReadOnlyList<ReadRange> Ranges { get; init; } = [];

    /// <summary>The name by which its heading is linked.</summary>
    public required string Anchor { get; init; }

    /// <summary>How it is called in findings.</summary>
    public string Name => Cve ?? Title;

    public string Where => FormattableString.Invariant($"line {Line}, {Name}");
}

/// <param name="HasPrefix">Whether the version of CVSS stands before it.</param>
internal readonly record struct ReadVector(string Text, bool HasPrefix);

/// <param name="Word">What stands before its end: <c>before</c>.</param>
internal readonly record struct ReadRange(VersionRange Range, string Word);

/// <summary>The bug fixes of one version.</summary>
/// <param name="Version">As the heading has it.</param>
internal sealed record ReadBugs(int Line, string Version, IReadOnlyList<(string Title, string Link)> Fixes);
