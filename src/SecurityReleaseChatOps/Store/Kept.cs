namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A cache of all documents of a kind: the database is asked for their versions, and only for the
/// documents that changed.
/// </summary>
/// <param name="needed">Which documents' values are kept; for others only the version.</param>
public sealed class Kept<T>(IStore store, DocumentKind<T> kind, Func<T, bool>? needed = null)
{
    private readonly SemaphoreSlim _turn = new(1);
    private SortedDictionary<string, (long Version, Doc<T>? Doc)>? _kept;
    private volatile Tuple<long?, IReadOnlyList<Doc<T>>>? _last;

    /// <summary>The needed ones, ordered by id (ordinal); the same list instance until one changes.</summary>
    public async Task<IReadOnlyList<Doc<T>>> Read(CancellationToken ct)
    {
        var changes = store.Changes(kind);
        if (_last is { } last && changes is not null && changes == last.Item1)
            return last.Item2;
        await _turn.WaitAsync(ct);
        try
        {
            var before = _last?.Item2;
            if (_kept is null)
                _kept = new((await store.All(kind, cancellationToken: ct)).ToDictionary(doc => doc.Id, Keep), StringComparer.Ordinal);
            else
                await Follow(_kept, ct);
            IReadOnlyList<Doc<T>> read = _last?.Item2 ?? [.. _kept.Values.Select(known => known.Doc).OfType<Doc<T>>()];
            // The same instance until something changes, so that what was derived from it can be kept.
            if (before?.SequenceEqual(read, ReferenceEqualityComparer.Instance) == true)
                read = before;
            _last = new(changes, read);
            return read;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes over what changed; then, or when it ends halfway, the last list is no longer valid.</summary>
    private async Task Follow(SortedDictionary<string, (long Version, Doc<T>? Doc)> kept, CancellationToken ct)
    {
        var versions = await store.Versions(kind, ct);
        foreach (var (id, version) in versions)
        {
            if (kept.TryGetValue(id, out var known) && known.Version == version)
                continue;
            _last = null;
            kept[id] = await store.Get(kind, id, ct) is { } read ? Keep(read) : (version, null);
        }
        foreach (var gone in kept.Count == versions.Count ? [] : kept.Keys.Where(id => !versions.ContainsKey(id)).ToList())
        {
            _last = null;
            kept.Remove(gone);
        }
    }

    private (long Version, Doc<T>? Doc) Keep(Doc<T> read) => (read.Version, needed is null || needed(read.Value) ? read : null);
}

/// <summary>A value derived from long-lived inputs, such as those of <see cref="Kept{T}"/>: made again when one of them is replaced.</summary>
internal sealed class Made<T>
{
    private volatile Tuple<object[], T>? _last;

    /// <param name="from">Its inputs.</param>
    public T Of(Func<T> make, params object[] from)
    {
        if (_last is { } last && last.Item1.AsSpan().SequenceEqual(from))
            return last.Item2;
        var made = make();
        _last = new(from, made);
        return made;
    }
}
