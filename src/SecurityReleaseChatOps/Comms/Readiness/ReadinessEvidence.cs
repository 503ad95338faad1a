using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The fact that PSIRT is ready, while its confirmation holds.</summary>
internal sealed class ReadinessEvidence(IStore store) : IEvidence
{
    public IReadOnlyCollection<string> Kinds { get; } = ["ready"];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) => Of((await ReadinessStore.Get(store, release.Id, ct))?.Value);

    public static IReadOnlyList<Fact> Of(Readiness? readiness) =>
        readiness?.Confirmed is { } confirmed
            ? [new("ready", confirmed.By, confirmed.At, Value: confirmed.Why, About: string.Join(", ", confirmed.Fixes))]
            : [];
}

/// <summary>Withdraws a confirmation broken from elsewhere: an answer taken back, a severity that requires more.</summary>
internal sealed class ReadinessJob(FollowedReleases releases, ReadinessStore readiness, ChecklistStore checklists, IStore store) : IDueJob
{
    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var release in await releases.Active(ct))
        {
            if ((await ReadinessStore.Get(store, release.Id, ct))?.Value.Confirmed is null)
                continue;
            var snapshot = await readiness.Open(release, ct);
            if (ReadinessRules.Broken(snapshot.Read?.Value, release.Value, snapshot.Missing) is not { } why)
                continue;
            var commit = new Commit();
            ReleaseStore.Require(commit, release);
            if (!await readiness.Withdraw(commit, release.Value, why, "readiness", snapshot.Missing, ct))
                continue;
            await checklists.Follow(commit, release, new Dictionary<Type, IReadOnlyList<Fact>> { [typeof(ReadinessEvidence)] = [] }, "readiness", ct);
            await store.Commit(commit, ct); // on a conflict something just changed: the next run sees it
        }
    }
}
