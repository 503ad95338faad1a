using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// The releases' documents, the one message in the PSIRT channel that always shows each as it stands, and the Home tabs of those whom a change
/// concerns.
/// </summary>
public sealed class ReleaseStore(
    IStore store, SlackDirectory directory, Settings settings, IEnumerable<IReleaseWatcher> watchers, IEnumerable<IReleaseDay> days, TimeProvider time)
{
    internal static readonly DocumentKind<Release> Kind = new("release");
    private static readonly DocumentKind<LastMove> MoveKind = new("release-move");
    private readonly Kept<Release> _all = new(store, Kind);
    private readonly Made<IReadOnlyList<Doc<Release>>> _ordered = new();
    private readonly Made<ReleaseParts> _parts = new();
    private volatile IReadOnlyList<Doc<Release>>? _over;

    /// <summary>The key under which a release's message stands.</summary>
    public static string CardKey(string releaseId) => "release/" + releaseId;

    /// <summary>All releases, oldest first; the same list as long as they are the same.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> All(CancellationToken ct)
    {
        var all = await _all.Read(ct);
        return _ordered.Of(() => [.. all.OrderBy(doc => doc.Value.CreatedAt)], all);
    }

    /// <summary>The same in two parts, of which the second seldom changes.</summary>
    internal async Task<ReleaseParts> Parts(CancellationToken ct)
    {
        var all = await _all.Read(ct);
        return _parts.Of(
            () =>
            {
                var over = all.Where(doc => !IsOpen(doc));
                if (_over is not { } last || !over.SequenceEqual(last, ReferenceEqualityComparer.Instance))
                    _over = last = [.. over];
                return new([.. all.Where(IsOpen).OrderBy(doc => doc.Value.CreatedAt)], last);
            },
            all);

        static bool IsOpen(Doc<Release> doc) => doc.Value.OverAt is null || doc.Value.IsActive;
    }

    /// <summary>Those that a command's words may mean: where they are none, or begin with an id, only open ones and those with an id that is said.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Meant(Typed words, CancellationToken ct)
    {
        var first = await Named(words.Split().First);
        if (first is null && !words.IsEmpty)
            return await All(ct);
        var named = new[] { first, await Named(words.SplitLast().Last) }.OfType<Doc<Release>>();
        return [.. (await Parts(ct)).Open.Concat(named).DistinctBy(doc => doc.Id)];

        async ValueTask<Doc<Release>?> Named(Typed word) => word.IsEmpty ? null : await Get(word.Folded.ToUpperInvariant(), ct);
    }

    /// <summary>The releases that are under way, the next due first.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Active(CancellationToken ct) =>
        [.. (await Parts(ct)).Open.Where(d => d.Value.IsActive).OrderBy(d => d.Value.DueAt)];

    /// <summary>Those that are not over, oldest first.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Followed(CancellationToken ct) =>
        [.. (await Parts(ct)).Open.Where(d => d.Value.OverAt is null)];

    /// <summary>The release, or null.</summary>
    public ValueTask<Doc<Release>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <summary>Saves a release with its audit line and its edits, and keeps its message up to date.</summary>
    /// <param name="read">As it was read; null when it is new.</param>
    /// <param name="what">What was done, in a word or two.</param>
    public async Task Save(Commit commit, Doc<Release>? read, Release release, string by, string what, CancellationToken ct)
    {
        // Those of the release as it was read: what is taken back was done all the same.
        if (read is not null)
            release = release with { Edits = ReleasePart.Add(read.Value.Edits, ReleasePart.Between(read.Value, release, by, time.Now())) };
        commit
            .Put(Kind, release.Id, release, read?.Version ?? 0)
            .Audit(by, what, CardKey(release.Id), read?.Value, release);
        Show(commit, release, await Card(release, ct));
        string[] before = read is null ? [] : [.. read.Value.Pair, read.Value.Owner];
        Homes(commit, release, [release.Owner, .. before, by]);
        foreach (var watcher in watchers)
            await watcher.Saving(commit, read?.Value, release, by, ct);
    }

    /// <summary>Nothing more comes of the release: nobody looks at it by the clock again, wherever that is set to.</summary>
    internal static void End(Commit commit, Doc<Release> read, Instant now) =>
        commit.Put(Kind, read.Id, read.Value with { OverAt = now }, read.Version).Audit(ReleaseEndsJob.Name, "over", CardKey(read.Id));

    /// <summary>A release as it stands now.</summary>
    /// <param name="day">What the rest of release day will be once a commit is saved; null: as it is.</param>
    public async Task<Message> Card(Release release, CancellationToken ct, IReadOnlyList<Ticked>? day = null)
    {
        var now = time.Now();
        var ticked = new List<Ticked>(day ?? []);
        // On other days the row is not there, and nobody has to be asked.
        foreach (var feature in day is null && ReleaseDay.Begins(release) <= now ? days : [])
            ticked.AddRange(await feature.Of(release, ct));
        return ReleaseCard.Render(release, directory.Shown, now, ticked);
    }

    /// <summary>Shows that in the release's message.</summary>
    public void Show(Commit commit, Release release, Message card) =>
        commit.Show(CardKey(release.Id), settings.Channels.Psirt, card, Classification.Embargoed(release.Id));

    /// <summary>Draws the App Homes of its pair, and of others whom it concerns, anew; what is no person has none.</summary>
    public static void Homes(Commit commit, Release release, params IEnumerable<string> others)
    {
        foreach (var person in release.Pair.Concat(others).Where(SlackDirectory.IsPerson).Distinct())
            commit.Effect(new PublishHome(person));
    }

    /// <summary>Makes the commit conflict when the release changes before it is saved.</summary>
    public static void Require(Commit commit, Doc<Release> read) => commit.Require(Kind, read.Id, read.Version);

    /// <summary>The last move that can be undone; null when there was none. See <see cref="LastMove"/>.</summary>
    public ValueTask<Doc<LastMove>?> LastMove(string id, CancellationToken ct) => store.Get(MoveKind, id, ct);

    /// <summary>Keeps what an undo needs, in the commit that saves the move or takes it back.</summary>
    public static void Keep(Commit commit, Doc<LastMove>? read, LastMove move) => commit.Put(MoveKind, move.Before.Id, move, read?.Version ?? 0);
}

/// <summary>All releases.</summary>
/// <param name="Open">Those of which something may still come, oldest first.</param>
/// <param name="Over">The others, by id (ordinal); the same list instance until one of them changes.</param>
internal sealed record ReleaseParts(IReadOnlyList<Doc<Release>> Open, IReadOnlyList<Doc<Release>> Over);

/// <summary>What taking the last move of a release back needs.</summary>
/// <param name="Made">The release's version that the move made: as long as it has that, nothing followed.</param>
/// <param name="Before">The release as it was before.</param>
/// <param name="TakenBack">Whether that was done.</param>
/// <param name="Told">mrkdwn: what the thread was told, with <b>Undo</b> beside it; null for a move of an earlier version of the app.</param>
public sealed record LastMove(long Made, Release Before, bool TakenBack = false, string? Told = null);
