using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Says to every audience that was told of a release what is other now, in one line of its thread; nothing waits in a queue, what they
/// know is compared with what is. What the app cannot say is left to a person, who is told so once.
/// </summary>
internal sealed class ChangesJob(CommsStore comms, FollowedReleases releases, Reaching reaching, SlackDirectory directory, IStore store) : IDueJob
{
    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        // In the first moments after a start no channel is known: none of them is missing for that.
        await directory.WhenKnown(ct);
        foreach (var release in (await releases.Read(ct)).Where(release => ChangeRules.LastChange(release.Value).At + ChangeRules.Quiet <= now))
        {
            var told = await comms.Told(release.Id, ct);
            foreach (var audience in (await comms.Pings(release.Id, ct)).Where(ping => ping.Value.SentAt is not null).Select(ping => ping.Value.Audience)
                .Distinct())
            {
                if (IsSettled(told.GetValueOrDefault(audience)?.Value, release.Value))
                    continue;
                // From what is there then: the one before changed the checklist, and another look may have been faster.
                if (await comms.Open(release.Id, ct) is { } snapshot && snapshot.ReleaseRead.Version == release.Version
                    && !IsSettled(snapshot.Told.GetValueOrDefault(audience)?.Value, release.Value))
                    await Do(snapshot, audience, now, ct);
            }
        }
    }

    private static bool IsSettled(Told? told, Release release) =>
        told is not null && (!ChangeRules.IsOutdated(told, release) || ChangeRules.IsLeft(told, release));

    // A conflict means that another instance, or a person, was faster: the next look sees what is left.
    private async Task Do(CommsSnapshot commsSnapshot, Audience audience, DateTimeOffset now, CancellationToken ct)
    {
        if (commsSnapshot.Told.GetValueOrDefault(audience)?.Value is not { } told)
        {
            // They were told before it was kept what they know: from now on it is.
            var commit = new Commit();
            var newest = ChangeRules.Newest(commsSnapshot.Pings.Where(ping => ping.Audience == audience))!;
            comms.Keep(commit, commsSnapshot, audience, new(comms.Knows(commsSnapshot.Release, newest)));
            await store.Commit(commit, ct);
        }
        else if (Unreached(commsSnapshot, audience) is { } why)
        {
            await store.Commit(await Leave(commsSnapshot, audience, told, why, now, ct), ct);
        }
        else
        {
            var commit = new Commit();
            comms.Say(
                commit, commsSnapshot, audience,
                $"{reaching.To(commsSnapshot, audience).Mention} {Difference.Line(Difference.Since(told.Knows, commsSnapshot.Release))}".TrimStart());
            await comms.Change(commit, commsSnapshot, audience, new(told.Knows.As(commsSnapshot.Release)), CommsStore.Changes, "change said", null, ct);
            if (await store.Commit(commit, ct) == CommitResult.Refused)
                await store.Commit(await Leave(commsSnapshot, audience, told, Mrkdwn.Escape(commit.Refusal), now, ct), ct);
        }
    }

    /// <summary>A row under their step asks a person; where there are no steps any more, this does.</summary>
    /// <param name="why">mrkdwn.</param>
    private async Task<Commit> Leave(CommsSnapshot snapshot, Audience audience, Told told, string why, DateTimeOffset now, CancellationToken ct)
    {
        var (commit, release) = (new Commit(), snapshot.Release);
        await comms.Change(commit, snapshot, audience, told with { Left = told.Knows.As(release) }, CommsStore.Changes, "change left to a person", null, ct);
        comms.Tell(
            commit, release, $"changed/{audience}/{snapshot.Told[audience].Version}",
            $":loudspeaker: {Asked.Pair(release, snapshot.Roster, now)}: tell {Mrkdwn.Escape(snapshot.NameOf(audience))} of the change of "
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
