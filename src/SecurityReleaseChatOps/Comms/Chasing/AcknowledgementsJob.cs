using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Reminds audiences that have not acknowledged a ping, and then tells those whom the matrix names; each once.</summary>
internal sealed class AcknowledgementsJob(CommsStore comms, FollowedReleases releases, CommsMatrix matrix, Reaching reaching, IStore store) : IDueJob
{
    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var release in (await releases.Read(ct)).Where(d => d.Value.State != ReleaseState.Cancelled))
        {
            var pings = (await comms.Pings(release.Id, ct)).Select(read => read.Value);
            if (!pings.Any(ping => matrix.Find(ping.Message) is { } message && ChaseRules.IsAwaited(ping, message, release.Value)))
                continue;
            var snapshot = await comms.Open(release, ct);
            foreach (var ping in snapshot.Pings)
            {
                if (snapshot.Matrix.Find(ping.Message) is not { Acknowledge: not null } message || !AnswerRules.Waits(snapshot, ping)
                    || ChaseRules.Chased(ping, message, release.Value, reaching.To(snapshot, ping.Audience).IsAtWork, now) is not { } chased)
                    continue;
                var commit = new Commit();
                comms.Save(commit, snapshot, chased, CommsStore.Chasing, chased.EscalatedAt is null ? "reminded" : "escalated");
                await store.Commit(commit, ct); // on a conflict it was just acknowledged, or another instance was faster
            }
        }
    }
}

/// <summary>
/// How a missing answer is chased: one reminder after the message's time, one escalation after the reminder. Both only while
/// anyone of the audience is at work, unless the release is critical. Embargoed messages are not chased after publication. Pure.
/// </summary>
public static class ChaseRules
{
    /// <param name="release">Not a cancelled one: nobody is chased for that, and the caller skips it.</param>
    /// <param name="isAtWork">Whether anyone of the audience is.</param>
    /// <returns>The ping with its reminder or escalation set to now, to be stored with the message about it; null when neither is due.</returns>
    public static Ping? Chased(Ping ping, CommsMessage message, Release release, Func<Instant, bool> isAtWork, Instant now)
    {
        var isCritical = release.WorstSeverity == Severity.Critical;
        if (!IsAwaited(ping, message, release) || message.Acknowledge is not { } rule || !isCritical && !isAtWork(now))
            return null;
        var (within, escalate) = isCritical ? (rule.CriticalWithin, rule.CriticalEscalate) : (rule.Within, rule.Escalate);
        return ping switch
        {
            { RemindedAt: null } => now >= ping.SentAt + within ? ping with { RemindedAt = now } : null,
            { EscalatedAt: null } => now >= ping.RemindedAt + escalate ? ping with { EscalatedAt = now } : null,
            _ => null,
        };
    }

    /// <summary>Whether somebody still has to answer it.</summary>
    public static bool IsAwaited(Ping ping, CommsMessage message, Release release) =>
        message.Acknowledge is not null
        && ping is { SentAt: not null, Answered: null, Elsewhere: null }
        && !message.IsOver(release);
}
