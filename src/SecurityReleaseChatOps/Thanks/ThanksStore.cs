using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Thanks that were posted, once for a release.</summary>
/// <param name="Text">As it was typed.</param>
public sealed record PostedThanks(string Release, string By, DateTimeOffset At, string Text);

/// <summary>Everything that the thanks for one release are written and posted from.</summary>
/// <param name="Posted">Null as long as nobody posted them.</param>
/// <param name="Address">Where they stand; null until Slack has said so.</param>
internal sealed record ThanksSnapshot(Doc<Release> ReleaseRead, IReadOnlyList<Thanked> Gathered, PostedThanks? Posted, string? Address)
{
    public Release Release => ReleaseRead.Value;
}

/// <summary>The thanks' documents, and the message that each is.</summary>
internal sealed class ThanksStore(IStore store, IEnumerable<IContributions> sources, ChecklistStore checklists, SlackDirectory directory, Settings settings)
{
    private static readonly DocumentKind<PostedThanks> Kind = new("thanks");

    /// <summary>The key under which the thanks for a release stand.</summary>
    public static string MessageKey(string releaseId) => "thanks/" + releaseId;

    /// <summary>Name of the channel in which people are thanked.</summary>
    public string Channel => directory.FindChannel(settings.Channels.Thanks)?.Name ?? settings.Channels.Thanks;

    public async Task<ThanksSnapshot> Open(Doc<Release> release, CancellationToken ct)
    {
        var did = new List<Contribution>();
        foreach (var source in sources)
            did.AddRange(await source.Of(release, ct));
        return new(
            release,
            Gathering.Of(did, directory.People),
            (await store.Get(Kind, release.Id, ct))?.Value,
            (await store.Shown(MessageKey(release.Id), ct))?.Permalink);
    }

    /// <summary>The releases for which thanks were posted.</summary>
    public async Task<IReadOnlySet<string>> Thanked(CancellationToken ct) => (await store.All(Kind, cancellationToken: ct)).Select(read => read.Id).ToHashSet();

    /// <summary>Posts the thanks, and has the checklist show it.</summary>
    /// <returns>The checklist after it; null when there is none.</returns>
    public async Task<ChecklistSnapshot?> Post(Commit commit, ThanksSnapshot snapshot, PostedThanks thanks, CancellationToken ct)
    {
        var (release, key) = (snapshot.Release, MessageKey(snapshot.Release.Id));
        // Two who post at the same moment conflict, and so does who takes the publication back.
        commit
            .Put(Kind, release.Id, thanks, 0)
            .Audit(thanks.By, "thanked", key, null, thanks)
            .Show(key, settings.Channels.Thanks, ThanksMessage.Render(release, thanks.Text, snapshot.Gathered), Classification.Public(release.Id))
            .Effect(new FetchPermalink(key));
        ReleaseStore.Require(commit, snapshot.ReleaseRead);
        return await checklists.Follow(
            commit, snapshot.ReleaseRead, new Dictionary<Type, IReadOnlyList<Fact>> { [typeof(ThanksEvidence)] = ThanksEvidence.Of(thanks) }, thanks.By, ct);
    }

    internal static async Task<PostedThanks?> Find(IStore store, string releaseId, CancellationToken ct) => (await store.Get(Kind, releaseId, ct))?.Value;
}

/// <summary>That a release's people were thanked.</summary>
internal sealed class ThanksEvidence(IStore store) : IEvidence
{
    public IReadOnlyCollection<string> Kinds { get; } = ["thanked"];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) => Of(await ThanksStore.Find(store, release.Id, ct));

    public static IReadOnlyList<Fact> Of(PostedThanks? posted) => posted is null ? [] : [new("thanked", posted.By, posted.At)];
}

/// <summary>Where a step waits for the thanks: <b>Thanks</b>.</summary>
internal sealed class ThanksEvents(ThanksStore thanks) : IEventForm
{
    public bool Makes(string kind) => kind == "thanked";

    public async Task<ActionResponse?> Open(
        Doc<Release> release, string kind, PressedAt at, CancellationToken ct) => ThanksModal.Open.Refuse(release.Value) is { } no
        ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : ActionResponse.Open(ThanksModal.Render(await thanks.Open(release, ct), thanks.Channel, new(release.Id, at.ResponseUrl, at.View)));
}
