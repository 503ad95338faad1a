using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>One check of a CVE.</summary>
/// <param name="Id">Its name: <c>ranges-overlap</c>.</param>
/// <param name="Row">The row of the process that requires it.</param>
/// <param name="Find">What it finds in a CVE that has a record.</param>
internal sealed record CveCheck(string Id, string Row, Level Level, Func<CveChecked, IEnumerable<Found>> Find);

/// <summary>What a check found, where, and what to do about it: see <see cref="Finding"/>.</summary>
internal sealed record Found(string Where, string Why, string Mend)
{
    /// <summary>Corrects the record; null where only a person can.</summary>
    public Func<CveRecord, CveRecord>? Fix { get; init; }

    /// <summary>What the security issue lacks, for a comment there: <c>the first affected version, in the Details table</c>.</summary>
    public string? Lacks { get; init; }

    /// <summary>The offending words, in the field or title that <see cref="Where"/> names.</summary>
    public IReadOnlyList<MarkedText> Marked { get; init; } = [];
}

/// <summary>One check's finding in one CVE.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Fix">Corrects the record; null where only a person can.</param>
/// <param name="Lacks">What the CVE's issue lacks, for a comment there; null when the finding is not about that.</param>
/// <param name="Marked">The offending words, in the field or title that the finding names.</param>
public sealed record CveFinding(string Check, Finding Finding, Func<CveRecord, CveRecord>? Fix, string? Lacks, IReadOnlyList<MarkedText> Marked);
