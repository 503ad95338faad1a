using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Reminds audiences that have not acknowledged a ping, and then tells those whom the matrix names; each once.</summary>
internal sealed class AcknowledgementsJob(CommsStore comms, FollowedReleases releases, CommsMatrix matrix, Reaching reaching, IStore store) : IDueJob
{
    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var release in (await releases.Read(ct)).Where(d => d.Value.State != ReleaseState.Cancelled))
        {
            if (!(await comms.Pings(release.Id, ct)).Any(IsAwaited))
                continue;
            var snapshot = await comms.Open(release, ct);
            foreach (var ping in snapshot.Pings)
            {
                if (snapshot.MessageOf(ping) is not { Acknowledge: not null } message || !AnswerRules.Waits(snapshot, ping)
                    || ChaseRules.Chased(ping, message, release.Value, reaching.To(snapshot, ping.Audience).Hours, now) is not { } chased)
                    continue;
                var commit = new Commit();
                comms.Save(commit, snapshot, chased, CommsStore.Chasing, chased.EscalatedAt is null ? "reminded" : "escalated");
                await store.Commit(commit, ct); // a conflict: it was acknowledged just now, or another instance was faster
            }

            bool IsAwaited(Doc<Ping> ping) =>
                ping.Value.Message is { } id && matrix.Find(id) is { } message && ChaseRules.IsAwaited(ping.Value, message, release.Value);
        }
    }
}
