using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Everything readiness is decided from.</summary>
internal sealed record ReadinessSnapshot(Doc<Release> ReleaseRead, Doc<Readiness>? Read, IReadOnlyList<Missing> Missing)
{
    public Release Release => ReleaseRead.Value;
}

/// <summary>Stores readiness, shows the question in PSIRT's channel, and tells release managers about it.</summary>
internal sealed class ReadinessStore(
    IStore store, ChecklistStore checklists, KeptRoster keptRoster, SlackDirectory directory, Settings settings, TimeProvider time) : IReleaseWatcher, IMissing
{
    private static readonly DocumentKind<Readiness> Kind = new("readiness");

    /// <summary>The key of the question's message.</summary>
    public static string MessageKey(string releaseId) => "ready/" + releaseId;

    /// <summary>mrkdwn of a person's name, which notifies nobody.</summary>
    public string Shown(string user) => directory.Shown(user);

    public async Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct) =>
        ReadinessRules.Before(gate, (await checklists.Open(release, ct))?.Board, Shown);

    public async Task<ReadinessSnapshot> Open(Doc<Release> release, CancellationToken ct) =>
        new(release, await Get(store, release.Id, ct), ReadinessRules.Missing((await checklists.Open(release, ct))?.Board, Shown));

    internal static ValueTask<Doc<Readiness>?> Get(IStore store, string releaseId, CancellationToken ct) => store.Get(Kind, releaseId, ct);

    /// <summary>Saves it with an audit entry, and shows the question's current state, posting it once.</summary>
    public async Task Save(
        Commit commit, Doc<Readiness>? read, Readiness readiness, Release release, IReadOnlyList<Missing>? missing, string by, string what,
        CancellationToken ct)
    {
        commit
            .Put(Kind, release.Id, readiness, read?.Version ?? 0)
            .Audit(by, what, MessageKey(release.Id), read?.Value, readiness);
        await Show(commit, readiness, release, missing, ct);
    }

    /// <summary>Shows the question's current state, if it was asked.</summary>
    public async Task Show(Commit commit, Readiness readiness, Release release, IReadOnlyList<Missing>? missing, CancellationToken ct)
    {
        if (readiness.Asked.Count == 0)
            return;
        var key = MessageKey(release.Id);
        commit
            .Show(key, settings.Channels.Psirt, ReadinessCard.Question(
                readiness, release, missing, await AtWork(release, ct), Shown), Classification.Embargoed(release.Id))
            .Effect(new FetchPermalink(key));
    }

    /// <summary>Link to the question; null before there is one.</summary>
    public async Task<string?> Address(string releaseId, CancellationToken ct) => (await store.Shown(MessageKey(releaseId), ct))?.Permalink;

    /// <summary>Withdraws a confirmation because something broke it, and tells PSIRT and those who asked.</summary>
    /// <param name="why">mrkdwn.</param>
    /// <param name="by">Whoever broke it, or the job that noticed.</param>
    /// <returns>False when there was none.</returns>
    public async Task<bool> Withdraw(Commit commit, Release release, string why, string by, IReadOnlyList<Missing>? missing, CancellationToken ct)
    {
        if (release.State != ReleaseState.Preparing || await Get(store, release.Id, ct) is not { Value.Confirmed: { } confirmed } read)
            return false;
        var readiness = ReadinessRules.Withdraw(read.Value, why, time.Now());
        await Save(commit, read, readiness, release, missing, by, "withdrew", ct);
        var key = $"{MessageKey(release.Id)}/{read.Version + 1}";
        var words = $":warning: PSIRT is not ready any more for {release.Named()}: {why}.";
        commit.Show(
            key, settings.Channels.Psirt, $"{Mrkdwn.User(confirmed.By)} {words} Once that is settled, confirm it again above.",
            Classification.Embargoed(release.Id), MessageKey(release.Id));
        if (readiness.Thread is { } thread)
            TellAsked(commit, readiness, release, key + "/told", words + " You hear once it is again.", thread);
        return true;
    }

    /// <summary>Tells those who asked that it is confirmed.</summary>
    /// <param name="thread">The key of the release's first message to release managers; null when there is none.</param>
    /// <returns>The readiness with the thread in which they are told.</returns>
    public Readiness Tell(Commit commit, Doc<Readiness>? read, Readiness readiness, Release release, string? thread)
    {
        var confirmed = readiness.Confirmed!;
        var key = $"{MessageKey(release.Id)}/{(read?.Version ?? 0) + 1}/told";
        var under = readiness.Thread ?? thread;
        TellAsked(commit, readiness, release, key, $":white_check_mark: PSIRT is ready for {release.Named()}, confirmed by {Shown(confirmed.By)}.", under);
        return readiness with { Thread = under ?? key };
    }

    /// <summary>Tells those who asked that the release was published with something missing, or that this publication was taken back.</summary>
    public void Tell(Commit commit, Readiness readiness, Release before, Release after, string by)
    {
        if (readiness.Asked.Count == 0)
            return;
        var key = $"{MessageKey(after.Id)}/published/{(after.PublishedAt ?? before.PublishedAt)?.ToUnixTimeMilliseconds()}";
        var (of, words) = after.PublishedWhy is { } why
            ? (key, $":rotating_light: {Shown(by)} published {after.Named()} with something missing: {Mrkdwn.Plain(why)}")
            : (key + "/back", $"{Shown(by)} took the publication of {after.Named()} back.");
        TellAsked(commit, readiness, after, of, words, readiness.Thread);
    }

    /// <summary>Changed fixes or versions end a confirmation at once; a published or cancelled release no longer asks.</summary>
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before is null || await Get(store, after.Id, ct) is not { } read)
            return;
        if (after.State == ReleaseState.Preparing)
        {
            if (read.Value.Confirmed is { } confirmed && ReadinessRules.Changed(confirmed, after) is { } why)
                await Withdraw(commit, after, why, by, null, ct);
        }
        else if (before.State != after.State)
        {
            await Show(commit, read.Value, after, null, ct);
        }
        if (before.PublishedWhy != after.PublishedWhy)
            Tell(commit, read.Value, before, after, by);
    }

    // The release's owner, and those of the pair who are at work.
    private async Task<IReadOnlyList<string>> AtWork(Release release, CancellationToken ct)
    {
        var (roster, now) = (await keptRoster.Read(ct), time.Now());
        return [.. release.Carriers.Where(id => roster.Any(engineer => engineer.UserId == id && Workdays.IsAtWork(engineer, now))).Prepend(release.Owner)
            .Distinct()];
    }

    private void TellAsked(Commit commit, Readiness readiness, Release release, string key, string words, string? thread) => commit.Show(
        key, settings.Channels.UpcomingRelease, $"{string.Join(' ', readiness.Asked.Select(asked => Mrkdwn.User(asked.By)))} {words}".TrimStart(),
        Classification.Embargoed(release.Id), thread);
}
