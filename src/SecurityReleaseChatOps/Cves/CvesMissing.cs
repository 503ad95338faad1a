using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// What the checks find in a CVE is listed before the draft post, canonical and publication: errors, and a discouraged weakness, which the gate
/// lets pass with a reason; before the first two, also what is still missing. A CVE whose request is not here as YAML is not asked about: it is
/// worked on elsewhere.
/// </summary>
internal sealed class CvesMissing(IStore store) : IMissing
{
    private const string OfWeakness = "E3";
    private const string OfFixes = "F1";

    public async Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct) =>
        gate is Gate.Draft or Gate.Canonical or Gate.Publish && release.Value.HandedTo is null ? Of(gate, await CveStore.Open(store, release, ct)) : [];

    public static IReadOnlyList<Missing> Of(Gate gate, ReleaseCvesSnapshot all)
    {
        var known = all.Cves.Where(cve => cve.Known is { Yaml.Length: > 0 }).ToList();
        if (known.Count == 0)
            return [];
        var findings = CveFindings.In(all);
        return
        [
            .. from cve in known
               let found = findings.Of(cve).Select(one => one.Finding).Where(one => Holds(gate, one)).OrderBy(one => one.Level).ToList()
               where found.Count > 0
               select new Missing(
                   $"cve:{cve.Id}:{ReadAt.Mark(found)}",
                   $"*{Mrkdwn.Plain(cve.Name)}*: {Mrkdwn.Plain(found[0].Why)}{(found.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", and {found.Count - 1} more") : "")}",
                   Mrkdwn.User(cve.Known!.Edited.By)),
        ];
    }

    /// <summary>Before canonical and publication, which versions a fix is in is listed separately, whether or not it has a CVE.</summary>
    private static bool Holds(Gate gate, Finding found) => (gate == Gate.Draft || found.Row != OfFixes)
        && (found.Level == Level.Error || found.Level == Level.Warning && found.Row == OfWeakness || found.Level == Level.Note && gate != Gate.Publish);
}
