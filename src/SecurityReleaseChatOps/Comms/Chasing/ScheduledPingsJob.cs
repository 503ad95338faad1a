using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Sends scheduled pings. One missed while the app was down is sent late within two hours; later than that, or when
/// something holds it back, its writer is notified and a person decides. Pings of a cancelled release are dropped.
/// </summary>
internal sealed class ScheduledPingsJob(
    CommsStore comms, FollowedReleases releases, SentPings sent, Reaching reaching, PingTexts texts, SlackDirectory directory, IStore store) : IDueJob
{
    private static readonly Duration CatchUp = Duration.FromHours(2);

    public async Task Look(Instant now, CancellationToken ct)
    {
        // Right after a start the channels are not known yet, which must not look as if they were missing.
        await directory.WhenKnown(ct);
        foreach (var release in await releases.Read(ct))
        {
            var scheduled = (await comms.Pings(release.Id, ct)).Where(read => read.Value.IsScheduled);
            foreach (var ping in scheduled.Where(read => release.Value.State == ReleaseState.Cancelled || read.Value.SendAt <= now))
            {
                // Read again for each: the previous one may have started the thread or settled a step.
                if (await comms.Open(release.Id, ct) is { } snapshot && snapshot.Find(ping.Id) is { } read && read.Version == ping.Version)
                    await Do(snapshot, read, now, ct);
            }
        }
    }

    // On a conflict another instance or a person was faster: the next run sees what is left.
    private async Task Do(CommsSnapshot snapshot, Doc<Ping> read, Instant now, CancellationToken ct)
    {
        var (commit, ping, release) = (new Commit(), Anew(snapshot, read.Value), snapshot.Release);
        if (release.State == ReleaseState.Cancelled)
        {
            await comms.Follow(commit, comms.Drop(commit, snapshot, read.Value, CommsStore.Sending), CommsStore.Sending, ct);
            comms.Tell(
                commit, release, Key("dropped", ping),
                $":wastebasket: {Asked.Person(ping.By, release, snapshot.Roster, now)}: {release.Named()} is cancelled, so "
                + $"{What(snapshot, ping)} does not go out.");
        }
        else if (HeldBack(snapshot, ping, now) is { } why)
        {
            Hold(commit, snapshot, ping, why, now);
        }
        else
        {
            await sent.Save(commit, snapshot, [ping with { SentAt = now, Posted = true }], ping.By, null, ct);
        }
        if (await store.Commit(commit, ct) == CommitResult.Refused)
        {
            var held = new Commit();
            Hold(held, snapshot, ping, Mrkdwn.Escape(commit.Refusal), now);
            await store.Commit(held, ct);
        }
    }

    /// <summary>Leaves it to a person.</summary>
    /// <param name="why">mrkdwn.</param>
    private void Hold(Commit commit, CommsSnapshot snapshot, Ping ping, string why, Instant now)
    {
        var release = snapshot.Release;
        comms.Save(commit, snapshot, ping with { MissedAt = now }, CommsStore.Sending, "missed");
        comms.Tell(
            commit, release, Key("missed", ping),
            $":warning: {Asked.Person(ping.By, release, snapshot.Roster, now)}: {What(snapshot, ping)} did not go out "
            + $"{Mrkdwn.Date(ping.SendAt!.Value)}. {why} Send or cancel it in `/comms {release.Id}`.");
    }

    private static string What(CommsSnapshot snapshot, Ping ping) =>
        $"*{PingMessage.Title(snapshot, ping)}* to {Mrkdwn.Escape(snapshot.Matrix.NameOf(ping.Audience))}";

    /// <summary>The ping with its template's current words, if nobody changed them.</summary>
    private Ping Anew(CommsSnapshot snapshot, Ping ping) =>
        ping.IsTemplate && snapshot.Matrix.Find(ping.Message) is { } message ? ping with { Text = texts.ForSlack(snapshot, message) } : ping;

    /// <summary>mrkdwn: why it may not go out; null when it may.</summary>
    private string? HeldBack(CommsSnapshot snapshot, Ping ping, Instant now) =>
        now > ping.SendAt + CatchUp ? "I was down for more than two hours."
        : snapshot.Closed(snapshot.Matrix.Find(ping.Message)) is { Count: > 0 } closed ? $"It waits until {Mrkdwn.Escape(CommsText.WaitsFor(closed))}."
        : reaching.To(snapshot, ping.Audience).Problem is { } problem ? Mrkdwn.Escape(problem)
        : ping.Message is not null && MissingFacts.In(ping.Text) is { Count: > 0 } lacks ? $"It still lacks {Mrkdwn.Escape(CommsText.List(lacks))}."
        : null;

    private static string Key(string what, Ping ping) => $"{what}/{ping.Id}/{ping.SendAt?.ToUnixTimeSeconds()}";
}

/// <summary>A release does not end while one of its pings is scheduled, or one of its changes is still to be told.</summary>
internal sealed class CommsEnd(CommsStore comms) : IReleaseEnd
{
    public async Task<bool> Ending(Commit commit, Doc<Release> release, Instant now, CancellationToken ct) =>
        !(await comms.Pings(release.Id, ct)).Any(ping => ping.Value.IsScheduled)
        && (await comms.Told(release.Id, ct)).Values.All(told => ChangeRules.IsSettled(told.Value, release.Value));
}
