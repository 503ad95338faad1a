using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>PSIRT's notes about embargoes, and everything under embargo now.</summary>
internal sealed class EmbargoStore(
    IStore store, ReleaseStore releases, IEnumerable<IConfidential> confidential, CommsMatrix matrix, DefinitionLibrary definitions, Settings settings)
{
    private static readonly DocumentKind<EmbargoNotes> Kind = new("embargo");

    private volatile Known? _known;

    /// <param name="Changes">Change counters of the releases and the notes, taken before these were read.</param>
    /// <param name="Texts">Confidential texts from other features.</param>
    private sealed record Known(
        (long? Releases, long? Notes) Changes, IReadOnlyList<Doc<Release>> Releases, IReadOnlyList<Doc<EmbargoNotes>> Notes,
        IReadOnlyList<IReadOnlyList<ConfidentialText>> Texts, EmbargoState State);

    /// <summary>What is under embargo; recomputed only for releases that changed themselves or whose notes or texts did.</summary>
    public async Task<EmbargoState> Read(CancellationToken ct)
    {
        var changes = (releases.Changes, store.Changes(Kind));
        var known = _known;
        var (all, notes) = known is not null && changes is (not null, not null) && known.Changes == changes
            ? (known.Releases, known.Notes)
            : (await releases.All(ct), await store.All(Kind, cancellationToken: ct));
        var texts = new List<IReadOnlyList<ConfidentialText>>();
        foreach (var feature in confidential)
            texts.Add(await feature.Texts(ct));
        if (known is not null && known.Releases.SequenceEqual(all, ReferenceEqualityComparer.Instance)
            && known.Notes.SequenceEqual(notes, ReferenceEqualityComparer.Instance) && known.Texts.SequenceEqual(texts, ReferenceEqualityComparer.Instance))
            return known.State;
        var state = EmbargoState.Of(
            [.. all.Select(d => d.Value)], notes.ToDictionary(d => d.Id, d => d.Value),
            texts.SelectMany(list => list).ToLookup(text => text.Release, text => text.Text), matrix, definitions, settings.Channels, known?.State);
        _known = new(changes, all, notes, texts, state);
        return state;
    }

    /// <summary>The notes about one release; null when there are none.</summary>
    public ValueTask<Doc<EmbargoNotes>?> Notes(string release, CancellationToken ct) => store.Get(Kind, release, ct);

    public static void Save(Commit commit, Doc<EmbargoNotes>? read, EmbargoNotes notes, string release, string by) => commit
        .Put(Kind, release, notes, read?.Version ?? 0)
        .Audit(by, "set embargo", ReleaseStore.CardKey(release), read?.Value, notes);
}
