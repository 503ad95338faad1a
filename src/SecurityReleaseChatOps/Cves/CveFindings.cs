using System.Runtime.CompilerServices;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>What the checks find in the CVEs of a release, computed once.</summary>
internal sealed class CveFindings
{
    // Findings in a single CVE depend only on its document, its fixes and their versions: changing one of hundreds rechecks only that one.
    private static readonly ConditionalWeakTable<Cve, Looked> looked = [];

    private readonly IReadOnlyDictionary<string, IReadOnlyList<CveFinding>> _byId;

    private CveFindings(IReadOnlyDictionary<string, IReadOnlyList<CveFinding>> byId) => _byId = byId;

    private sealed record Looked(IReadOnlyList<ReleaseFix> Fixes, IReadOnlyList<ReleaseVersion> Versions, IReadOnlyList<CveFinding> Found);

    /// <summary>Checks all CVEs together, since some findings are about several.</summary>
    public static CveFindings In(ReleaseCvesSnapshot all)
    {
        var documents = all.Cves.Where(cve => cve.Known is not null).ToDictionary(cve => cve.Id, cve => cve.Known!);
        return new(CveChecks.OfRelease([.. all.Cves.Select(cve => cve.ForChecks(all.Release))], Alone));

        IReadOnlyList<CveFinding> Alone(CveSnapshot cve)
        {
            if (!documents.TryGetValue(cve.Id, out var document))
                return CveChecks.Of(cve);
            if (looked.TryGetValue(document, out var last) && last.Fixes.SequenceEqual(cve.Fixes) && last.Versions.SequenceEqual(cve.Versions))
                return last.Found;
            var found = CveChecks.Of(cve);
            looked.AddOrUpdate(document, new(cve.Fixes, cve.Versions, found));
            return found;
        }
    }

    /// <summary>The findings in one CVE, including why its record cannot be parsed.</summary>
    public IReadOnlyList<CveFinding> Of(ReleaseCve cve) =>
    [
        .. cve.Problems.Select(problem =>
            new CveFinding("unread", new("E1", Level.Error, "YAML", problem.ToString(), "Mend it there, with Edit"), null, null, [])),
        .. _byId.GetValueOrDefault(cve.Id) ?? [],
    ];
}
