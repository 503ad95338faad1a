using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>The thanks posted for a release.</summary>
/// <param name="Text">As typed.</param>
public sealed record PostedThanks(string Release, string By, Instant At, string Text);

/// <summary>Everything the thanks for one release are written and posted from.</summary>
/// <param name="Posted">Null while nobody has posted them.</param>
/// <param name="Address">The message's permalink; null until Slack has supplied it.</param>
internal sealed record ThanksSnapshot(Doc<Release> ReleaseRead, IReadOnlyList<Thanked> Gathered, PostedThanks? Posted, string? Address)
{
    public Release Release => ReleaseRead.Value;
}

/// <summary>The documents of thanks, and their messages.</summary>
internal sealed class ThanksStore(IStore store, IEnumerable<IContributions> sources, ChecklistStore checklists, SlackDirectory directory, Settings settings)
{
    private static readonly DocumentKind<PostedThanks> Kind = new("thanks");

    /// <summary>The key of the message of thanks for a release.</summary>
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

    /// <summary>Ids of the releases for which thanks were posted.</summary>
    public async Task<IReadOnlySet<string>> Thanked(CancellationToken ct) => (await store.All(Kind, cancellationToken: ct)).Select(read => read.Id).ToHashSet();

    /// <summary>Posts the thanks, and updates the checklist.</summary>
    /// <returns>The checklist afterwards; null when there is none.</returns>
    public async Task<ChecklistSnapshot?> Post(Commit commit, ThanksSnapshot snapshot, PostedThanks thanks, CancellationToken ct)
    {
        var (release, key) = (snapshot.Release, MessageKey(snapshot.Release.Id));
        // Two people posting at once conflict, and so do posting and undoing the publication.
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

/// <summary>The fact that a release's people were thanked.</summary>
internal sealed class ThanksEvidence(IStore store) : IEvidence
{
    public IReadOnlyCollection<string> Kinds { get; } = ["thanked"];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) => Of(await ThanksStore.Find(store, release.Id, ct));

    public static IReadOnlyList<Fact> Of(PostedThanks? posted) => posted is null ? [] : [new("thanked", posted.By, posted.At)];
}

/// <summary>For a step that waits for the thanks: opens <b>Thanks</b>.</summary>
internal sealed class ThanksEvents(ThanksStore thanks) : IEventForm
{
    public bool Makes(string kind) => kind == "thanked";

    public async Task<ActionResponse?> Open(
        Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct) => ThanksModal.Open.Refuse(release.Value) is { } no
        ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : ActionResponse.Open(ThanksModal.Render(await thanks.Open(release, ct), thanks.Channel, about));
}
