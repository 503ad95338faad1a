using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Stores pings, their threads and what audiences were told, and shows them as messages.</summary>
internal sealed class CommsStore(
    IStore store, ReleaseStore releases, ChecklistStore checklists, CommsMatrix matrix, MessageTexts texts, Reaching reaching, SlackDirectory directory,
    KeptRoster keptRoster, Settings settings)
{
    private static readonly DocumentKind<Ping> Kind = new("ping");
    private static readonly DocumentKind<PingThread> ThreadKind = new("ping-thread");
    private static readonly DocumentKind<Told> ToldKind = new("told");

    // Who did it when a job did, not a person: named in the audit, without a Home.
    public const string Chasing = "chasing";
    public const string Sending = "scheduled sending";
    public const string Changes = "changes";

    /// <summary>The key of a ping's message in its audience's channel.</summary>
    public static string MessageKey(string pingId) => "ping/" + pingId;

    public async Task<CommsSnapshot?> Open(string releaseId, CancellationToken ct) =>
        await releases.Get(releaseId, ct) is { } release ? await Open(release, ct) : null;

    /// <summary>A ping among all of its release; null when it is not there any more.</summary>
    public async Task<(CommsSnapshot Snapshot, Ping Ping)?> Find(string? pingId, CancellationToken ct) =>
        pingId is not null && await Open(pingId.Split('/')[0], ct) is { } snapshot && snapshot.Find(pingId) is { } read ? (snapshot, read.Value) : null;

    public async Task<CommsSnapshot> Open(Doc<Release> release, CancellationToken ct)
    {
        var pings = await Pings(release.Id, ct);
        var threads = await store.All(ThreadKind, release.Id + "/", ct);
        var shown = await store.AllShown(MessageKey(release.Id + "/"), ct);
        return new(
            release,
            matrix,
            pings,
            threads.ToDictionary(thread => Enum.Parse<Audience>(thread.Id[(release.Id.Length + 1)..]), thread => thread.Value),
            await checklists.Open(release, ct),
            await keptRoster.Read(ct),
            pings.Where(ping => ping.Value.Posted)
                .Select(ping => (ping.Id, shown.GetValueOrDefault(MessageKey(ping.Id))?.Permalink))
                .Where(found => found.Permalink is not null)
                .ToDictionary(found => found.Id, found => found.Permalink!, StringComparer.Ordinal))
        { Told = await Told(release.Id, ct), Shown = directory.Shown };
    }

    public Task<IReadOnlyDictionary<Audience, Doc<Told>>> Told(string releaseId, CancellationToken ct) => Told(store, releaseId, ct);

    internal static async Task<IReadOnlyDictionary<Audience, Doc<Told>>> Told(IStore store, string releaseId, CancellationToken ct) =>
        (await store.All(ToldKind, releaseId + "/", ct)).ToDictionary(told => Enum.Parse<Audience>(told.Id[(releaseId.Length + 1)..]));

    /// <summary>A release's pings alone, for checks that need no snapshot.</summary>
    public ValueTask<IReadOnlyList<Doc<Ping>>> Pings(string releaseId, CancellationToken ct) => Pings(store, releaseId, ct);

    internal static ValueTask<IReadOnlyList<Doc<Ping>>> Pings(IStore store, string releaseId, CancellationToken ct) => store.All(Kind, releaseId + "/", ct);

    /// <summary>Saves a ping with an audit entry, and shows its current state: in its audience's channel once sent, with its reminder and escalation.</summary>
    /// <param name="what">What was done, in a word or two.</param>
    /// <returns>The snapshot afterwards, from which a second ping in the same commit starts. After the last one, update the checklist with
    /// <see cref="Follow"/>.</returns>
    public CommsSnapshot Save(Commit commit, CommsSnapshot snapshot, Ping ping, string by, string what)
    {
        var read = snapshot.Find(ping.Id);
        var goesOut = ping.SentAt is not null && read?.Value.SentAt is null;
        if (goesOut && ping.Posted && reaching.To(snapshot, ping.Audience) is var reach)
        {
            var present = reach.Channel is { } id ? directory.Snapshot?.Present.GetValueOrDefault(id) : null;
            ping = ping with { Heard = new(reach.Shown, reach.People, present) };
        }
        // The decision holds only for this version of the release.
        ReleaseStore.Require(commit, snapshot.ReleaseRead);
        commit
            .Put(Kind, ping.Id, ping, read?.Version ?? 0)
            .Audit(by, what, MessageKey(ping.Id), read?.Value, ping);
        if (ping.Posted)
            snapshot = Show(commit, snapshot, ping);
        // What was asked before is answered in the new message.
        if (goesOut && snapshot.With(ping) is var asked)
        {
            foreach (var earlier in snapshot.Read.Where(other => other.Value.Posted && asked.IsAskedAgain(other.Value)))
                Redraw(commit, asked, earlier);
        }
        if (ping.Answered is { What: AnswerKind.Date } answer && answer != read?.Value.Answered)
            AnotherDate(commit, snapshot, ping, answer);
        if (goesOut && Knows(snapshot.Release, ping) is var knows)
            snapshot = Keep(commit, snapshot, ping.Audience, new((snapshot.Told.GetValueOrDefault(ping.Audience)?.Value.Knows ?? knows).And(knows)));
        ReleaseStore.Homes(commit, snapshot.Release, by);
        return snapshot.With(ping);
    }

    /// <summary>Shows a sent ping again, provided it has not changed since it was read.</summary>
    public void Redraw(Commit commit, CommsSnapshot snapshot, Doc<Ping> read)
    {
        commit.Require(Kind, read.Id, read.Version);
        Show(commit, snapshot, read.Value);
    }

    /// <summary>What a message tells about the release in its current state.</summary>
    public Knows Knows(Release release, Ping ping) =>
        Comms.Knows.Of(release, ping.Text, matrix.Find(ping.Message) is { } message ? texts.SpeaksOf(message) : (false, []));

    /// <summary>Stores what an audience was told.</summary>
    /// <returns>The snapshot afterwards.</returns>
    public CommsSnapshot Keep(Commit commit, CommsSnapshot snapshot, Audience audience, Told told)
    {
        var (id, version) = ($"{snapshot.Release.Id}/{audience}", snapshot.Told.GetValueOrDefault(audience)?.Version ?? 0);
        ReleaseStore.Require(commit, snapshot.ReleaseRead);
        commit.Put(ToldKind, id, told, version);
        return snapshot with { Told = new Dictionary<Audience, Doc<Told>>(snapshot.Told) { [audience] = new(id, told, version + 1) } };
    }

    /// <summary>Saves, with an audit entry, that an audience was told of a change or that a person has to tell them, and updates the checklist.</summary>
    /// <param name="where">Where a person told them; null when none did.</param>
    /// <returns>The checklist after it; null when there is none.</returns>
    public async Task<ChecklistSnapshot?> Change(
        Commit commit, CommsSnapshot snapshot, Audience audience, Told told, string by, string what, string? where, CancellationToken ct)
    {
        commit.Audit(by, what, $"told/{snapshot.Release.Id}/{audience}", snapshot.Told.GetValueOrDefault(audience)?.Value, new { told, where });
        ReleaseStore.Homes(commit, snapshot.Release, by);
        return await Follow(commit, Keep(commit, snapshot, audience, told), by, ct);
    }

    /// <summary>Posts a change in an audience's thread, once.</summary>
    public void Say(Commit commit, CommsSnapshot snapshot, Audience audience, string mrkdwn) => commit.Show(
        $"changed/{snapshot.Release.Id}/{audience}/{snapshot.Told[audience].Version}",
        reaching.To(snapshot, audience).Name ?? settings.Channels.Psirt,
        mrkdwn,
        Classification.Embargoed(snapshot.Release.Id),
        MessageKey(snapshot.Threads[audience].Ping));

    /// <summary>Deletes a ping that was not sent yet.</summary>
    public CommsSnapshot Drop(Commit commit, CommsSnapshot snapshot, Ping ping, string by)
    {
        commit
            .Delete(Kind, ping.Id, snapshot.Find(ping.Id)!.Version)
            .Audit(by, "cancelled", MessageKey(ping.Id), ping);
        ReleaseStore.Homes(commit, snapshot.Release, by);
        return snapshot.Without(ping.Id);
    }

    /// <summary>Updates the checklist with what was saved.</summary>
    /// <returns>The checklist after it; null when there is none.</returns>
    /// <param name="with">Facts of other features that the same commit changes.</param>
    public Task<ChecklistSnapshot?> Follow(
        Commit commit, CommsSnapshot snapshot, string by, CancellationToken ct, params (Type Source, IReadOnlyList<Fact> Facts)[] with) => checklists.Follow(
        commit, snapshot.ReleaseRead, with.Append((typeof(PingEvidence), PingEvidence.Of(snapshot))).ToDictionary(one => one.Item1, one => one.Item2), by, ct);

    /// <summary>Posts something about a release's communications in the PSIRT channel, once per key.</summary>
    public void Tell(Commit commit, Release release, string key, string mrkdwn) =>
        commit.Show($"comms/{release.Id}/{key}", settings.Channels.Psirt, mrkdwn, Classification.Embargoed(release.Id));

    private CommsSnapshot Show(Commit commit, CommsSnapshot snapshot, Ping ping)
    {
        var (release, reach) = (snapshot.Release, reaching.To(snapshot, ping.Audience));
        if (!snapshot.Threads.TryGetValue(ping.Audience, out var thread))
        {
            thread = new(ping.Id, ping.SentAt!.Value);
            // Two simultaneous first pings conflict: the second one is retried, and goes into the first one's thread.
            commit.Put(ThreadKind, $"{release.Id}/{ping.Audience}", thread, 0);
            snapshot = snapshot with { Threads = new Dictionary<Audience, PingThread>(snapshot.Threads) { [ping.Audience] = thread } };
        }
        var (key, head) = (MessageKey(ping.Id), MessageKey(thread.Ping));
        var channel = reach.Name ?? settings.Channels.Psirt;
        // Own words may contain anything, so they count as embargoed.
        var about = snapshot.Matrix.Find(ping.Message) is { Embargoed: false } ? Classification.Public(release.Id) : Classification.Embargoed(release.Id);
        commit
            .Show(key, channel, PingMessage.Render(snapshot, ping, reach), about, head == key ? null : head)
            .Effect(new Store.FetchPermalink(key));
        if (ping.RemindedAt is not null)
            commit.Show(key + "/reminder", channel, ReminderMessage.ToAudience(snapshot, ping, reach), about, head);
        if (ping.EscalatedAt is not null)
            commit.Show(
                key + "/escalation", settings.Channels.Psirt, ReminderMessage.Escalated(snapshot, ping, reaching.Admins),
                Classification.Embargoed(release.Id));
        return snapshot;
    }

    /// <summary>Tells the pair that an audience asks for another date, with a button that moves the release to it.</summary>
    private void AnotherDate(Commit commit, CommsSnapshot snapshot, Ping ping, Answer answer)
    {
        var release = snapshot.Release;
        var words =
            $":calendar: {Asked.Pair(release, snapshot.Roster, answer.At)}: {Mrkdwn.Escape(snapshot.Matrix.NameOf(ping.Audience))} answered "
            + $"*{AnswerText.What(answer)}* to *{PingMessage.Title(snapshot, ping)}*{ReleaseText.Because(answer.Words)}";
        commit.Show(
            $"{MessageKey(ping.Id)}/date/{answer.At.ToUnixTimeMilliseconds()}",
            settings.Channels.Psirt,
            DelayModal.Open.Refuse(release) is null && answer.Date is { } date ? Message.Of(words, MoveDueDate.Button(release.Id, date)) : Message.Of(words),
            Classification.Embargoed(release.Id),
            ReleaseStore.CardKey(release.Id));
    }
}

/// <summary>
/// Shows a message's buttons only while it asks: they come back when what was approved changes, and go when nobody waits for
/// an answer any more. The note that it waits goes once its step is done another way.
/// </summary>
internal sealed class AskedAgain(Func<CommsStore> comms, Func<IEmbargoGuard> guard) : IReleaseWatcher, IChecklistWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        // The commit is about to create its version; nothing here depends on it.
        if (before is not null && await Open(new(after.Id, after, 0), ct) is { } now)
            await Redraw(commit, await comms().Open(new Doc<Release>(before.Id, before, 0), ct), now, ct);
    }

    public async Task Saving(Commit commit, ChecklistSnapshot before, ChecklistSnapshot after, CancellationToken ct)
    {
        if (await Open(after.ReleaseRead, ct) is { } now)
            await Redraw(commit, now with { Checklist = before }, now with { Checklist = after }, ct);
    }

    /// <returns>Null when nothing was posted in a channel.</returns>
    private async Task<CommsSnapshot?> Open(Doc<Release> release, CancellationToken ct) =>
        (await comms().Pings(release.Id, ct)).Any(ping => ping.Value.Posted) ? await comms().Open(release, ct) : null;

    private async Task Redraw(Commit commit, CommsSnapshot was, CommsSnapshot now, CancellationToken ct)
    {
        foreach (var read in now.Read.Where(read => Asked(now, read.Value) != Asked(was, read.Value)))
        {
            // A message that may not go there any more, or names facts still embargoed by another release, stays as it is: it must not block the commit.
            var alone = new Commit();
            comms().Redraw(alone, now, read);
            if (await guard().Refuse(alone.Told, ct) is null)
                comms().Redraw(commit, now, read);
        }
    }

    private static (bool IsAsked, bool Waits) Asked(CommsSnapshot snapshot, Ping ping) =>
        (AnswerRules.IsAsked(snapshot, ping), AnswerRules.Waits(snapshot, ping));
}
