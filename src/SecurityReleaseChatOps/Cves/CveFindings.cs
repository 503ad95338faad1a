namespace SecurityReleaseChatOps.Cves;

/// <summary>What the checks find in the CVEs of a release, looked for once.</summary>
internal sealed class CveFindings
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<CveFinding>> _byId;

    private CveFindings(IReadOnlyDictionary<string, IReadOnlyList<CveFinding>> byId) => _byId = byId;

    /// <summary>All of them, since some are about several.</summary>
    public static CveFindings In(ReleaseCvesSnapshot all) => new(CveChecks.OfRelease([.. all.Cves.Select(cve => cve.ForChecks(all.Release))]));

    /// <summary>Those in one; what keeps its record from being read where that is so.</summary>
    public IReadOnlyList<CveFinding> Of(ReleaseCve cve) =>
    [
        .. cve.Problems.Select(problem =>
            new CveFinding("unread", new("E1", Level.Error, "YAML", problem.ToString(), "Mend it there, with Edit"), null, null, [])),
        .. _byId.GetValueOrDefault(cve.Id) ?? [],
    ];
}
