using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>A post as it was read, of any generation. Lines are counted from 1.</summary>
internal sealed record ReadPost
{
    /// <summary>Its front matter by key; empty without one.</summary>
    public required IReadOnlyDictionary<string, string> Head { get; init; }

    /// <summary>All of it, line by line.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>What precedes its first heading.</summary>
    public required ReadText Opening { get; init; }

    /// <summary>The table of fixes.</summary>
    public required IReadOnlyList<ReadRow> Rows { get; init; }

    /// <summary>The entries, of own vulnerabilities and third-party updates, in their order.</summary>
    public required IReadOnlyList<ReadEntry> Entries { get; init; }

    /// <summary>The sections of bug fixes, by version.</summary>
    public required IReadOnlyList<ReadBugs> Bugs { get; init; }

    /// <summary>Every heading, in plain text.</summary>
    public required IReadOnlyList<(string Text, int Line)> Headings { get; init; }

    /// <summary>Entries for the release's own vulnerabilities.</summary>
    public IEnumerable<ReadEntry> Own => Entries.Where(entry => !entry.IsThirdParty);

    /// <summary>The title its readers see; null without front matter.</summary>
    public string? Title => Head.GetValueOrDefault("title");
}

/// <summary>A stretch of a post, as Markdown.</summary>
/// <param name="Line">Where it begins.</param>
internal readonly record struct ReadText(int Line, string Markdown);

/// <summary>A row of the table of fixes.</summary>
/// <param name="Anchor">The anchor it links to within the post; null without a link.</param>
internal sealed record ReadRow(int Line, string Title, string? Anchor, string Severity);

/// <summary>The part of a post about one fix.</summary>
internal sealed record ReadEntry
{
    public required int Line { get; init; }

    /// <summary>The level of its heading: 2 for <c>##</c>.</summary>
    public required int Level { get; init; }

    /// <summary>Its heading, in plain text.</summary>
    public required string Heading { get; init; }

    /// <summary>Its heading without the CVE.</summary>
    public required string Title { get; init; }

    /// <summary>Its own CVE; null for a third-party update, and when none is stated.</summary>
    public string? Cve { get; init; }

    /// <summary>Every CVE that it names.</summary>
    public required IReadOnlyList<string> Cves { get; init; }

    /// <summary>What stands under the heading, without comments.</summary>
    public required ReadText Body { get; init; }

    /// <summary>The issues named in comments, such as <c>gitlab-org/security/gitlab#12</c>: where the fix was made.</summary>
    public required IReadOnlyList<string> Issues { get; init; }

    /// <summary>True when it has no CVE of its own, no vector, and no table row unless titled as an update.</summary>
    public bool IsThirdParty { get; init; }

    public IReadOnlyList<ReadVector> Vectors { get; init; } = [];

    /// <summary>As stated, such as 8.2; null without one.</summary>
    public decimal? Score { get; init; }

    /// <summary>The word in the text; null when only the table has one.</summary>
    public string? Severity { get; init; }

    public IReadOnlyList<ReadRange> Ranges { get; init; } = [];

    /// <summary>The anchor of its heading.</summary>
    public required string Anchor { get; init; }

    /// <summary>Its name in findings.</summary>
    public string Name => Cve ?? Title;

    public string Where => FormattableString.Invariant($"line {Line}, {Name}");
}

/// <param name="HasPrefix">Whether it begins with the CVSS version.</param>
internal readonly record struct ReadVector(string Text, bool HasPrefix);

/// <param name="Word">The word before its end: <c>before</c>.</param>
internal readonly record struct ReadRange(VersionRange Range, string Word);

/// <summary>The bug fixes of one version.</summary>
/// <param name="Version">As written in the heading.</param>
internal sealed record ReadBugs(int Line, string Version, IReadOnlyList<(string Title, string Link)> Fixes);
