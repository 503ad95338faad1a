using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Tells every audience that was told about a release what changed, in one line of its thread. There is no queue: what they know is
/// compared with the release. What the app cannot tell is left to a person, who is asked once.
/// </summary>
internal sealed class ChangesJob(CommsStore comms, FollowedReleases releases, Reaching reaching, SlackDirectory directory, IStore store) : IDueJob
{
    public async Task Look(Instant now, CancellationToken ct)
    {
        // Right after a start the channels are not known yet, which must not look as if they were missing.
        await directory.WhenKnown(ct);
        foreach (var release in (await releases.Read(ct)).Where(release => ChangeRules.LastChange(release.Value).At + ChangeRules.Quiet <= now))
        {
            var told = await comms.Told(release.Id, ct);
            foreach (var audience in (await comms.Pings(release.Id, ct)).Where(ping => ping.Value.SentAt is not null).Select(ping => ping.Value.Audience)
                .Distinct())
            {
                if (ChangeRules.IsSettled(told.GetValueOrDefault(audience)?.Value, release.Value))
                    continue;
                // Read again for each: the previous one changed the checklist, and another run may have been faster.
                if (await comms.Open(release.Id, ct) is { } snapshot && snapshot.ReleaseRead.Version == release.Version
                    && !ChangeRules.IsSettled(snapshot.Told.GetValueOrDefault(audience)?.Value, release.Value))
                    await Do(snapshot, audience, now, ct);
            }
        }
    }

    // On a conflict another instance or a person was faster: the next run sees what is left.
    private async Task Do(CommsSnapshot snapshot, Audience audience, Instant now, CancellationToken ct)
    {
        if (snapshot.Told.GetValueOrDefault(audience)?.Value is not { } told)
        {
            // They were told by a version that did not store what they know: it is stored from now on.
            var commit = new Commit();
            var newest = ChangeRules.Newest(snapshot.Pings.Where(ping => ping.Audience == audience))!;
            comms.Keep(commit, snapshot, audience, new(comms.Knows(snapshot.Release, newest)));
            await store.Commit(commit, ct);
        }
        else if (Unreached(snapshot, audience) is { } why)
        {
            await store.Commit(await Leave(snapshot, audience, told, why, now, ct), ct);
        }
        else
        {
            var commit = new Commit();
            comms.Say(
                commit, snapshot, audience,
                $"{reaching.To(snapshot, audience).Mention} {Difference.Line(Difference.Since(told.Knows, snapshot.Release))}".TrimStart());
            await comms.Change(commit, snapshot, audience, new(told.Knows.As(snapshot.Release)), CommsStore.Changes, "change said", null, ct);
            if (await store.Commit(commit, ct) == CommitResult.Refused)
                await store.Commit(await Leave(snapshot, audience, told, Mrkdwn.Escape(commit.Refusal), now, ct), ct);
        }
    }

    /// <summary>Leaves it to a person: a row under the audience's step asks for it, and this message, also when there are no steps any more.</summary>
    /// <param name="why">mrkdwn.</param>
    private async Task<Commit> Leave(CommsSnapshot snapshot, Audience audience, Told told, string why, Instant now, CancellationToken ct)
    {
        var (commit, release) = (new Commit(), snapshot.Release);
        await comms.Change(commit, snapshot, audience, told with { Left = told.Knows.As(release) }, CommsStore.Changes, "change left to a person", null, ct);
        comms.Tell(
            commit, release, $"changed/{audience}/{snapshot.Told[audience].Version}",
            $":loudspeaker: {Asked.Pair(release, snapshot.Roster, now)}: tell {Mrkdwn.Escape(snapshot.Matrix.NameOf(audience))} of the change of "
            + $"{release.Named()}: {Difference.Parts(told, release)}. {why}{(release.IsActive ? $" `/comms {release.Id}` has the words." : "")}");
        return commit;
    }

    /// <summary>mrkdwn: why the app cannot tell them; null when it can.</summary>
    private string? Unreached(CommsSnapshot snapshot, Audience audience) =>
        !snapshot.Threads.ContainsKey(audience) ? "They were told elsewhere."
        : snapshot.Matrix.Find(audience) is null ? "The matrix has no such audience any more."
        : reaching.To(snapshot, audience).Problem is { } problem ? Mrkdwn.Escape(problem)
        : null;
}
