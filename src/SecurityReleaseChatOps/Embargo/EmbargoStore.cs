using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>What was said about embargoes, and all that is under embargo now.</summary>
internal sealed class EmbargoStore(
    IStore store, ReleaseStore releases, IEnumerable<IConfidential> confidential, CommsMatrix matrix, DefinitionLibrary definitions, Settings settings)
{
    private static readonly DocumentKind<EmbargoNotes> Kind = new("embargo");

    private volatile Known? _known;

    /// <param name="Seen">Ids and versions of what it was made from.</param>
    /// <param name="Texts">What other features know of it.</param>
    private sealed record Known(IReadOnlyList<(string Id, long Version)> Seen, IReadOnlyList<IReadOnlyList<ConfidentialText>> Texts, EmbargoState State);

    /// <summary>What is under embargo; made anew only when a release, or what was said about one, has changed.</summary>
    public async Task<EmbargoState> Read(CancellationToken ct)
    {
        var (all, notes) = (await releases.All(ct), await store.All(Kind, cancellationToken: ct));
        List<(string, long)> seen = [.. all.Select(d => (d.Id, d.Version)), .. notes.Select(d => (d.Id, d.Version))];
        var texts = new List<IReadOnlyList<ConfidentialText>>();
        foreach (var feature in confidential)
            texts.Add(await feature.Texts(ct));
        if (_known is { } known && known.Seen.SequenceEqual(seen) && known.Texts.SequenceEqual(texts, ReferenceEqualityComparer.Instance))
            return known.State;
        var state = EmbargoState.Of(
            [.. all.Select(d => d.Value)], notes.ToDictionary(d => d.Id, d => d.Value), texts.SelectMany(list => list), matrix, definitions, settings.Channels);
        _known = new(seen, texts, state);
        return state;
    }

    /// <summary>What was said about one release; null when nothing was.</summary>
    public ValueTask<Doc<EmbargoNotes>?> Notes(string release, CancellationToken ct) => store.Get(Kind, release, ct);

    public static void Save(Commit commit, Doc<EmbargoNotes>? read, EmbargoNotes notes, string release, string by) => commit
        .Put(Kind, release, notes, read?.Version ?? 0)
        .Audit(by, "set embargo", ReleaseStore.CardKey(release), read?.Value, notes);
}
