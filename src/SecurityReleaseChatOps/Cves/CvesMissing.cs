using System.Globalization;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// What the checks find in a CVE stands before the draft of the post, before canonical and before the publication: errors, what is only
/// missing so far, and a discouraged weakness, which the gate lets pass with a reason.
/// </summary>
internal sealed class CvesMissing(IStore store) : IMissing
{
    private const string OfWeakness = "E3";

    public async Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct) =>
        gate is Gate.Draft or Gate.Canonical or Gate.Publish && release.Value.HandedTo is null ? Of(await CveStore.Open(store, release, ct)) : [];

    public static IReadOnlyList<Missing> Of(ReleaseCvesSnapshot all)
    {
        var known = all.Cves.Where(cve => cve.Known is not null).ToList();
        if (known.Count == 0)
            return [];
        var findings = CveFindings.In(all);
        return
        [
            .. from cve in known
               let found = findings.Of(cve).Select(one => one.Finding).Where(one => one.Level != Level.Warning || one.Row == OfWeakness).OrderBy(one => one.Level).ToList()
               where found.Count > 0
               select new Missing(
                   $"cve:{cve.Id}:{ReadAt.Mark(found)}",
                   $"*{Mrkdwn.Plain(cve.Name)}*: {Mrkdwn.Plain(found[0].Why)}{(found.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", and {found.Count - 1} more") : "")}",
                   Mrkdwn.User(cve.Known!.Edited.By)),
        ];
    }
}
