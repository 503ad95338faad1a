using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Says to every audience that was told of a release what is other now, in one line of its thread; nothing waits in a queue, what they
/// know is compared with what is. What the app cannot say is left to a person, who is told so once.
/// </summary>
internal sealed class ChangesJob(CommsStore desk, FollowedReleases releases, Reaching reaching, SlackDirectory directory, IStore store) : IDueJob
{
    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        // In the first moments after a start no channel is known: none of them is missing for that.
        await directory.WhenKnown(ct);
        foreach (var release in (await releases.Read(ct)).Where(release => ChangeRules.LastChange(release.Value).At + ChangeRules.Quiet <= now))
        {
            var told = await desk.Told(release.Id, ct);
            foreach (var audience in (await desk.Pings(release.Id, ct)).Where(ping => ping.Value.SentAt is not null).Select(ping => ping.Value.Audience).Distinct())
            {
                if (told.GetValueOrDefault(audience) is { Value: var known } && (!ChangeRules.IsOutdated(known, release.Value) || ChangeRules.IsLeft(known, release.Value)))
                    continue;
                // From what is there then: the one before changed the checklist.
                if (await desk.Open(release.Id, ct) is { } file && file.ReleaseRead.Version == release.Version)
                    await Do(file, audience, now, ct);
            }
        }
    }

    // A conflict means that another instance, or a person, was faster: the next look sees what is left.
    private async Task Do(CommsSnapshot file, Audience audience, DateTimeOffset now, CancellationToken ct)
    {
        if (file.Told.GetValueOrDefault(audience)?.Value is not { } told)
        {
            // They were told before it was kept what they know: from now on it is.
            var commit = new Commit();
            desk.Keep(commit, file, audience, new(desk.Knows(file.Release, ChangeRules.Newest(file.To(audience))!)));
            await store.Commit(commit, ct);
        }
        else if (Unreached(file, audience) is { } why)
        {
            await store.Commit(await Leave(file, audience, told, why, now, ct), ct);
        }
        else
        {
            var commit = new Commit();
            desk.Say(commit, file, audience, $"{reaching.To(file, audience).Mention} {Difference.Line(Difference.Since(told.Knows, file.Release))}".TrimStart());
            await desk.Change(commit, file, audience, new(told.Knows.As(file.Release)), CommsStore.Changes, "change said", null, ct);
            if (await store.Commit(commit, ct) == CommitResult.Refused)
                await store.Commit(await Leave(file, audience, told, Mrkdwn.Escape(commit.Refusal), now, ct), ct);
        }
    }

    /// <summary>A row under their step asks a person; where there are no steps any more, this does.</summary>
    /// <param name="why">mrkdwn.</param>
    private async Task<Commit> Leave(CommsSnapshot file, Audience audience, Told told, string why, DateTimeOffset now, CancellationToken ct)
    {
        var (commit, release) = (new Commit(), file.Release);
        await desk.Change(commit, file, audience, told with { Left = told.Knows.As(release) }, CommsStore.Changes, "change left to a person", null, ct);
        desk.Tell(
            commit, release, $"changed/{audience}/{file.Told[audience].Version}",
            $":loudspeaker: {Asked.Pair(release, file.Roster, now)}: tell {Mrkdwn.Escape(file.NameOf(audience))} of the change of {release.Named()}: {Difference.Parts(told, release)}. {why}{(release.IsActive ? $" `/comms {release.Id}` has the words." : "")}");
        return commit;
    }

    /// <summary>mrkdwn: why the app cannot tell them; null when it can.</summary>
    private string? Unreached(CommsSnapshot file, Audience audience) =>
        !file.Threads.ContainsKey(audience) ? "They were told elsewhere."
        : file.Matrix.Find(audience) is null ? "The matrix has no such audience any more."
        : reaching.To(file, audience).Problem is { } problem ? Mrkdwn.Escape(problem)
        : null;
}
