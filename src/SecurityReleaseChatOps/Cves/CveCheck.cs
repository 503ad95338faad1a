using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>One thing that is looked at in a CVE.</summary>
/// <param name="Id">Its name: <c>ranges-overlap</c>.</param>
/// <param name="Row">The process's row that asks for it.</param>
/// <param name="Find">What it finds in a CVE that has a record.</param>
internal sealed record CveCheck(string Id, string Row, Level Level, Func<CveChecked, IEnumerable<Found>> Find);

/// <summary>What a check found, where, and what to do about it: see <see cref="Finding"/>.</summary>
internal sealed record Found(string Where, string Why, string Mend)
{
    /// <summary>The record as it should be; null where only a person knows.</summary>
    public Func<CveRecord, CveRecord>? Fix { get; init; }

    /// <summary>What the security issue lacks, for the comment on it: <c>the first affected version, in the Details table</c>.</summary>
    public string? Lacks { get; init; }

    /// <summary>The words that are meant, in the field or title that <see cref="Where"/> names.</summary>
    public IReadOnlyList<MarkedText> Marked { get; init; } = [];
}

/// <summary>What one check says of one CVE.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Fix">What mends the record, where it can be said; null where only a person knows.</param>
/// <param name="Lacks">What the CVE's issue lacks, for the comment on it; null when that is not what is wrong.</param>
/// <param name="Marked">The words that are meant, in the field or title that the finding names.</param>
public sealed record CveFinding(string Check, Finding Finding, Func<CveRecord, CveRecord>? Fix, string? Lacks, IReadOnlyList<MarkedText> Marked);
