using System.Globalization;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// Sends what was scheduled. Missed while the app was down, it is sent late within two hours; later than that, or when
/// something holds it back, its writer is named and a person decides. That of a cancelled release is dropped.
/// </summary>
internal sealed class ScheduledPingsJob(CommsStore desk, FollowedReleases releases, SentPings sent, Reaching reaching, PingTexts texts, SlackDirectory directory, IStore store) : IDueJob
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromHours(2);

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        // In the first moments after a start no channel is known: none of them is missing for that.
        await directory.WhenKnown(ct);
        foreach (var release in await releases.Read(ct))
        {
            var scheduled = (await desk.Pings(release.Id, ct)).Where(read => read.Value.IsScheduled);
            foreach (var ping in scheduled.Where(read => release.Value.State == ReleaseState.Cancelled || read.Value.SendAt <= now))
            {
                // Each from what is there then: the one before may have begun the thread, or done a step.
                if (await desk.Open(release.Id, ct) is { } file && file.Find(ping.Id) is { } read && read.Version == ping.Version)
                    await Do(file, read, now, ct);
            }
        }
    }

    // A conflict means that another instance, or a person, was faster: the next look sees what is left.
    private async Task Do(CommsSnapshot file, Doc<Ping> read, DateTimeOffset now, CancellationToken ct)
    {
        var (commit, ping, release) = (new Commit(), Anew(file, read.Value), file.Release);
        if (release.State == ReleaseState.Cancelled)
        {
            await desk.Follow(commit, desk.Drop(commit, file, read, CommsStore.Sending), CommsStore.Sending, ct);
            desk.Tell(commit, release, Key("dropped", ping), $":wastebasket: {Asked.Person(ping.By, release, file.Roster, now)}: {release.Named()} is cancelled, so {What(file, ping)} does not go out.");
        }
        else if (HeldBack(file, ping, now) is { } why)
        {
            Hold(commit, file, ping, why, now);
        }
        else
        {
            await sent.Save(commit, file, [ping with { SentAt = now, Posted = true }], new(ping.By, null), null, ct);
        }
        if (await store.Commit(commit, ct) == CommitResult.Refused)
        {
            var held = new Commit();
            Hold(held, file, ping, Mrkdwn.Escape(commit.Refusal), now);
            await store.Commit(held, ct);
        }
    }

    /// <summary>It waits for a person.</summary>
    /// <param name="why">mrkdwn.</param>
    private void Hold(Commit commit, CommsSnapshot file, Ping ping, string why, DateTimeOffset now)
    {
        var release = file.Release;
        desk.Save(commit, file, ping with { MissedAt = now }, CommsStore.Sending, "missed");
        desk.Tell(commit, release, Key("missed", ping), $":warning: {Asked.Person(ping.By, release, file.Roster, now)}: {What(file, ping)} did not go out {Mrkdwn.Date(ping.SendAt!.Value)}. {why} Send or cancel it in `/comms {release.Id}`.");
    }

    private static string What(CommsSnapshot file, Ping ping) => $"*{PingMessage.Title(file, ping)}* to {Mrkdwn.Escape(file.NameOf(ping.Audience))}";

    /// <summary>With its template's words as they are now, where nobody changed them.</summary>
    private Ping Anew(CommsSnapshot file, Ping ping) => ping.IsTemplate && file.MessageOf(ping) is { } message ? ping with { Text = texts.ForSlack(file, message) } : ping;

    /// <summary>mrkdwn; null when it may go.</summary>
    private string? HeldBack(CommsSnapshot file, Ping ping, DateTimeOffset now) =>
        now > ping.SendAt + CatchUp ? "I was down for more than two hours."
        : file.Closed(file.MessageOf(ping)) is { Count: > 0 } closed ? $"It waits until {Mrkdwn.Escape(CommsText.WaitsFor(closed))}."
        : reaching.To(file, ping.Audience).Problem is { } problem ? Mrkdwn.Escape(problem)
        : ping.Message is not null && MissingFacts.In(ping.Text) is { Count: > 0 } lacks ? $"It still lacks {Mrkdwn.Escape(CommsText.List(lacks))}."
        : null;

    private static string Key(string what, Ping ping) => string.Create(CultureInfo.InvariantCulture, $"{what}/{ping.Id}/{ping.SendAt?.ToUnixTimeSeconds()}");
}
