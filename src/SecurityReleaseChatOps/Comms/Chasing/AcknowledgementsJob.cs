using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Reminds audiences that have not acknowledged a ping, and then tells those whom the matrix names; each once.</summary>
internal sealed class AcknowledgementsJob(CommsStore desk, FollowedReleases releases, CommsMatrix matrix, Reaching reaching, IStore store) : IDueJob
{
    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var release in (await releases.Read(ct)).Where(d => d.Value.State != ReleaseState.Cancelled))
        {
            if (!(await desk.Pings(release.Id, ct)).Any(IsAwaited))
                continue;
            var file = await desk.Open(release, ct);
            foreach (var ping in file.Pings)
            {
                if (file.MessageOf(ping) is not { Acknowledge: not null } message || !AnswerRules.Waits(file, ping)
                    || ChaseRules.Chased(ping, message, release.Value, reaching.To(file, ping.Audience).Hours, now) is not { } chased)
                    continue;
                var commit = new Commit();
                desk.Save(commit, file, chased, CommsStore.Chasing, chased.EscalatedAt is null ? "reminded" : "escalated");
                await store.Commit(commit, ct); // a conflict: it was acknowledged just now, or another instance was faster
            }

            bool IsAwaited(Doc<Ping> ping) =>
                ping.Value.Message is { } id && matrix.Find(id) is { } message && ChaseRules.IsAwaited(ping.Value, message, release.Value);
        }
    }
}
