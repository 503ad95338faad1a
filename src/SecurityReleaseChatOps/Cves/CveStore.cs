using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The CVE documents, and what a change of them entails: the fixes and the checklist are updated.</summary>
internal sealed class CveStore(IStore store, ReleaseStore releases, ChecklistStore checklists)
{
    internal static readonly DocumentKind<Cve> Kind = new("cve");

    public static string Key(Cve cve) => $"{cve.Release}/{cve.Id}";

    /// <summary>The CVEs named by a release's fixes, with all that is known about them.</summary>
    public Task<ReleaseCvesSnapshot> Open(Doc<Release> release, CancellationToken ct) => Open(store, release, ct);

    internal static async Task<ReleaseCvesSnapshot> Open(IStore store, Doc<Release> release, CancellationToken ct)
    {
        var stored = (await store.All(Kind, release.Id + "/", ct)).ToList();
        // The document of a CVE that another release handed over stays with that release.
        foreach (var taken in release.Value.Fixes.Where(fix => fix is { From: not null, CveId: not null }).GroupBy(fix => fix.From!.Release))
        {
            var ids = taken.Select(fix => fix.CveId!).Except(stored.Select(doc => doc.Value.Id), StringComparer.OrdinalIgnoreCase)
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            stored.AddRange((await store.All(Kind, taken.Key + "/", ct)).Where(doc => ids.Contains(doc.Value.Id)));
        }
        return ReleaseCvesSnapshot.Of(release, stored);
    }

    /// <summary>Saves a change with its audit, and has the checklist show the steps it settles or reopens.</summary>
    /// <param name="read">The snapshot the change was decided from.</param>
    /// <param name="what">What was done, in a word or two.</param>
    public async Task Save(Commit commit, ReleaseCvesSnapshot read, CveChange change, string by, string what, CancellationToken ct)
    {
        foreach (var cve in change.Cves)
            Put(commit, read, cve, by, what);
        var moved = !change.Release.Fixes.SequenceEqual(read.Release.Fixes);
        if (moved)
            await releases.Save(commit, read.ReleaseRead, change.Release, by, "set fixes", ct);
        else
            ReleaseStore.Require(commit, read.ReleaseRead);
        var after = read.After(change);
        await checklists.Follow(
            commit, after.ReleaseRead, new Dictionary<Type, IReadOnlyList<Fact>> { [typeof(CveEvidence)] = CveEvidence.Of(after) }, by, ct,
            moved ? read.Release : null);
    }

    /// <summary>Writes one CVE when the release itself is already being saved.</summary>
    public static void Put(Commit commit, ReleaseCvesSnapshot read, Cve cve, string by, string what)
    {
        var before = read.Stored.GetValueOrDefault(cve.Id);
        commit.Put(Kind, Key(cve), cve, before?.Version ?? 0).Audit(by, what, "cve/" + Key(cve), before?.Value, cve);
    }

    /// <summary>Whether the commit writes this CVE.</summary>
    public static bool IsIn(Commit commit, Cve cve) => commit.Written(Kind, Key(cve)) is not null;
}
