using NodaTime;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The releases' documents, the one message in the PSIRT channel that always shows each as it stands, and the Home tabs of those whom a change concerns.</summary>
public sealed class ReleaseDesk(IStore store, Settings settings, IEnumerable<IReleaseWatcher> watchers)
{
    internal static readonly DocumentKind<Release> Kind = new("release");

    /// <summary>The key under which a release's message stands.</summary>
    public static string CardKey(string releaseId) => "release/" + releaseId;

    /// <summary>All releases, oldest first.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> All(CancellationToken ct) =>
        [.. (await store.All(Kind, cancellationToken: ct)).OrderBy(d => d.Value.CreatedAt)];

    /// <summary>The releases that are under way, the next due first.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Active(CancellationToken ct) =>
        [.. (await store.All(Kind, cancellationToken: ct)).Where(d => d.Value.IsActive).OrderBy(d => d.Value.DueAt)];

    /// <summary>The release, or null.</summary>
    public ValueTask<Doc<Release>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <summary>Saves a release with its audit line, and keeps its message up to date.</summary>
    /// <param name="read">As it was read; null when it is new.</param>
    /// <param name="what">What was done, in a word or two.</param>
    public async Task Save(Commit commit, Doc<Release>? read, Release release, string by, string what, CancellationToken ct)
    {
        var roster = await Roster.Read(store, ct);
        commit
            .Put(Kind, release.Id, release, read?.Version ?? 0)
            .Audit(by, what, CardKey(release.Id), read?.Value, release)
            .Show(CardKey(release.Id), settings.Channels.Psirt, ReleaseCard.Render(release, roster), Classification.Embargoed(release.Id));
        foreach (var person in release.Pair.Append(by).Distinct())
            commit.Effect(new PublishHome(person));
        foreach (var watcher in watchers)
            await watcher.Saving(commit, read?.Value, release, by, ct);
    }

    /// <summary>Nothing more comes of the release: nobody looks at it by the clock again, wherever that is set to.</summary>
    internal static void End(Commit commit, Doc<Release> read, DateTimeOffset now) =>
        commit.Put(Kind, read.Id, read.Value with { OverAt = now }, read.Version).Audit(ReleaseEndsJob.Name, "over", CardKey(read.Id));

    /// <summary>Makes the commit conflict when the release changes before it is saved.</summary>
    public static void Require(Commit commit, Doc<Release> read) => commit.Require(Kind, read.Id, read.Version);

    /// <summary>The release as it was before its last change; null when it was changed again since.</summary>
    /// <param name="version">The version that the change made.</param>
    public async Task<(Doc<Release> Now, Release Before)?> BeforeLastChange(string id, long version, CancellationToken ct)
    {
        if (await Get(id, ct) is not { } now || now.Version != version)
            return null;
        var last = (await store.Audit(CardKey(id), 1, ct)).FirstOrDefault();
        return last?.Before is { } before && System.Text.Json.JsonSerializer.Deserialize<Release>(before, StoreJson.Options) is { } release
            ? (now, release)
            : null;
    }
}
