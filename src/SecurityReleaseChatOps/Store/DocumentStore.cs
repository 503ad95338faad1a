using System.Collections.Concurrent;

namespace SecurityReleaseChatOps.Store;

/// <summary>The store on any of the databases.</summary>
internal sealed class DocumentStore : IStore, IDisposable
{
    private readonly ConcurrentDictionary<(string Kind, string Id), object> parsed = [];
    private readonly DocumentCache? cache;
    private readonly Writer writer;
    private readonly ConcurrentDictionary<string, Instant> heldBack = [];
    private readonly TimeProvider time;
    private readonly Func<IEmbargoGuard> guard;
    private readonly Func<IRouting>? routing;
    private readonly StoreMetrics metrics;

    private DocumentStore(Engine engine, TimeProvider time, Func<IEmbargoGuard> guard, Func<IRouting>? routing, StoreMetrics metrics)
    {
        Engine = engine;
        this.time = time;
        this.guard = guard;
        this.routing = routing;
        this.metrics = metrics;
        cache = engine.IsSole ? new() : null;
        writer = new Writer(engine, cache, metrics);
    }

    /// <summary>Called after a commit of this process that put something in the outbox.</summary>
    public Action OutboxChanged { get; set; } = static () => { };

    public Engine Engine { get; }

    /// <summary>The traces that waiting entries belong to.</summary>
    public Origins Origins { get; } = new();

    /// <inheritdoc cref="Engine.Reads"/>
    public long Reads => Engine.Reads;

    /// <summary>Why nothing can be written at present, in words, or null.</summary>
    public string? Trouble => Engine.Trouble ?? Engine.Away ?? writer.Trouble;

    /// <summary>Why jobs' messages were refused since then, in words: jobs retry at each run, and nobody else would know.</summary>
    public IEnumerable<string> HeldBack(Instant since)
    {
        foreach (var (old, _) in heldBack.Where(held => held.Value < since))
            heldBack.TryRemove(old, out _);

        return heldBack.Keys.Order(StringComparer.Ordinal);
    }

    /// <summary>Opens the database, creating what is missing.</summary>
    /// <param name="guard">Judges everything that commits send; resolved on first use, since it reads the store itself.</param>
    /// <param name="routing">Routes messages, resolved likewise; null: no routing.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why.</exception>
    public static DocumentStore Open(
        StoreOptions options, TimeProvider time, Func<IEmbargoGuard> guard, Func<IRouting>? routing = null, StoreMetrics? metrics = null) =>
        Open(Engine.Open(options), time, guard, routing, metrics);

    /// <param name="engine">Disposed with the store, and when the store cannot be used.</param>
    internal static DocumentStore Open(
        Engine engine, TimeProvider time, Func<IEmbargoGuard> guard, Func<IRouting>? routing = null, StoreMetrics? metrics = null)
    {
        try
        {
            Migrator.Run(engine, Migration.Shipped, time.Now());
            return new DocumentStore(engine, time, guard, routing, metrics ?? new());
        }
        catch (Exception e)
        {
            engine.Dispose();
            throw e is System.Data.Common.DbException ? new StoreException($"The {engine.Name} cannot be opened: {e.Message}", e) : e;
        }
    }

    public async ValueTask<Doc<T>?> Get<T>(DocumentKind<T> kind, string id, CancellationToken cancellationToken = default) =>
        cache is not null && cache.TryGet(kind, id, out var known) ? known
        : await Engine.Find(kind.Name, id, cancellationToken) is { } found ? Document(kind, found)
        : null;

    public async ValueTask<IReadOnlyList<Doc<T>>> All<T>(DocumentKind<T> kind, string idPrefix = "", CancellationToken cancellationToken = default)
    {
        if (cache is not null && cache.TryAll(kind, idPrefix, out var known))
            return known;

        var found = (await Engine.All(kind.Name, idPrefix, cancellationToken)).Select(stored => Document(kind, stored)).ToList();
        found.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return found;
    }

    public async ValueTask<IReadOnlyDictionary<string, long>> Versions<T>(DocumentKind<T> kind, CancellationToken cancellationToken = default) =>
        cache?.Versions(kind.Name) ?? (await Engine.Versions(kind.Name, cancellationToken)).ToDictionary(StringComparer.Ordinal);

    public long? Changes<T>(DocumentKind<T> kind) => cache?.Changes(kind.Name);

    public IReadOnlyCollection<string>? ChangedSince<T>(DocumentKind<T> kind, long changes) => cache?.ChangedSince(kind.Name, changes);

    public async ValueTask<CommitResult> Commit(Commit commit, CancellationToken cancellationToken = default)
    {
        using var part = Tracing.Part("commit");
        var result = await Judge(commit, cancellationToken) ? commit.Result(await Write(commit.Steps, cancellationToken)) : CommitResult.Refused;
        metrics.Committed(result);
        part?.SetTag("result", result);
        return result;
    }

    public ValueTask<bool> HasSeen(string id, CancellationToken cancellationToken = default) => Engine.HasSeen(id, cancellationToken);

    /// <summary>Routes its messages, and judges whether all of them may be sent.</summary>
    private async ValueTask<bool> Judge(Commit commit, CancellationToken cancellationToken)
    {
        if (routing is not null && commit.Meant.Count > 0)
        {
            var goes = new List<Outgoing>();
            foreach (var message in commit.Meant)
                goes.Add(await routing().Route(message, commit, cancellationToken));
            commit.Route(goes);
        }

        if (commit.Told.Count > 0 && await guard().Refuse(commit.Told, cancellationToken) is { } refusal)
        {
            if (commit.Seen is null)
                heldBack[refusal] = time.Now();

            metrics.Refused(isLast: false);
            commit.Refusal = refusal;
            return false;
        }

        return true;
    }

    public ValueTask<IReadOnlyList<AuditEntry>> Audit(string subject, int limit = 100, CancellationToken cancellationToken = default) =>
        Audit([subject], Instant.MinValue, null, limit, cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntry>> Audit(
        IReadOnlyList<string> subjects, Instant since, long? before, int limit, CancellationToken cancellationToken = default) =>
        Engine.Audit(subjects, since.ToUnixTimeMilliseconds(), before ?? long.MaxValue, limit, cancellationToken);

    public ValueTask<PostedMessage?> Shown(string key, CancellationToken cancellationToken = default) => Engine.Outbox.Shown(key, cancellationToken);

    public async ValueTask<IReadOnlyDictionary<string, PostedMessage>> AllShown(string keyPrefix, CancellationToken cancellationToken = default) =>
        (await Engine.Outbox.AllShown(keyPrefix, cancellationToken)).ToDictionary(shown => shown.Key, StringComparer.Ordinal);

    public async ValueTask Prune(Instant before, CancellationToken cancellationToken = default)
    {
        var stamp = before.ToUnixTimeMilliseconds();
        await Write([new CommitStep.ForgetSeen(stamp), new CommitStep.ForgetEffects(stamp)], cancellationToken);
    }

    /// <inheritdoc cref="Writer.Run"/>
    public async ValueTask<int?> Write(IReadOnlyList<CommitStep> steps, CancellationToken cancellationToken)
    {
        if (Engine.Away is { } away)
            throw new StoreException(away);

        Origins.Note(steps);
        var undoneBy = await writer.Run(steps, time.Now().ToUnixTimeMilliseconds(), cancellationToken);
        if (undoneBy is null && steps.Any(step => step is CommitStep.Wish))
            OutboxChanged();

        return undoneBy;
    }

    public void Dispose()
    {
        writer.Dispose();
        Engine.Dispose();
    }

    /// <summary>A document's JSON is parsed once for each version; the database says which version is current, since others may write to it.</summary>
    private Doc<T> Document<T>(DocumentKind<T> kind, StoredDocument stored)
    {
        if (cache is not null)
            return cache.Keep(kind, new Doc<T>(stored.Id, kind.Read(stored.Body), stored.Version), stored.Body.Length);

        if (parsed.TryGetValue((kind.Name, stored.Id), out var known) && known is Doc<T> doc && doc.Version == stored.Version)
            return doc;

        var read = new Doc<T>(stored.Id, kind.Read(stored.Body), stored.Version);
        parsed[(kind.Name, stored.Id)] = read;
        return read;
    }
}

/// <summary>A cache of the documents of a kind, see <see cref="Kept{T,TSeen}"/>.</summary>
/// <param name="needed">Which documents are kept; null for all.</param>
public sealed class Kept<T>(IStore store, DocumentKind<T> kind, Func<T, bool>? needed = null)
    : Kept<T, Doc<T>>(store, kind, doc => needed is null || needed(doc.Value) ? doc : null);

/// <summary>
/// A cache of what is needed of the documents of a kind. Only those that changed are read again: a database with a single writing process
/// knows which they are, any other is asked for their versions.
/// </summary>
/// <param name="see">What is kept of a document; null when it is not needed.</param>
public class Kept<T, TSeen>(IStore store, DocumentKind<T> kind, Func<Doc<T>, TSeen?> see)
    where TSeen : class
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private volatile Tuple<long?, IReadOnlyList<TSeen>>? _last;

    /// <summary>What is needed, ordered by the documents' ids (ordinal); the same list instance until some of it changes.</summary>
    public async Task<IReadOnlyList<TSeen>> Read(CancellationToken ct)
    {
        var changes = store.Changes(kind);
        if (_last is { } last && changes is not null && changes == last.Item1)
            return last.Item2;
        await _turn.WaitAsync(ct);
        try
        {
            // All is read before anything is taken over: reading may end halfway.
            var read = _last is null
                ? [.. (await store.All(kind, cancellationToken: ct)).Select(doc => (doc.Id, (long?)doc.Version, see(doc)))]
                : await Changed(_last.Item1, ct);
            var seen = TakeOver(read, _last?.Item2 ?? []);
            _last = new(changes, seen);
            return seen;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What changed since, with its version and what is needed of it now; no version for what is not there any more.</summary>
    private async Task<IReadOnlyList<(string Id, long? Version, TSeen? Seen)>> Changed(long? since, CancellationToken ct)
    {
        var ids = since is { } number ? store.ChangedSince(kind, number) : null;
        var versions = ids is null ? await store.Versions(kind, ct) : new Dictionary<string, long>();
        ids ??=
        [
            .. versions.Where(one => !_versions.TryGetValue(one.Key, out var known) || known != one.Value).Select(one => one.Key),
            .. _versions.Keys.Where(id => !versions.ContainsKey(id)),
        ];
        var read = new List<(string, long?, TSeen?)>();
        foreach (var id in ids)
        {
            var doc = await store.Get(kind, id, ct);
            read.Add((id, doc?.Version ?? (versions.TryGetValue(id, out var deleted) ? deleted : null), doc is null ? null : see(doc)));
        }
        return read;
    }

    private IReadOnlyList<TSeen> TakeOver(IReadOnlyList<(string Id, long? Version, TSeen? Seen)> read, IReadOnlyList<TSeen> before)
    {
        List<TSeen>? seen = null;
        foreach (var (id, version, now) in read)
        {
            if (version is { } known)
                _versions[id] = known;
            else
                _versions.Remove(id);
            var at = _ids.BinarySearch(id, StringComparer.Ordinal);
            if (at < 0 ? now is null : (seen ?? before)[at].Equals(now))
                continue;
            // The list that others have stays as it is.
            seen ??= [.. before];
            if (at >= 0 && now is not null)
                seen[at] = now;
            else if (now is not null)
            {
                _ids.Insert(~at, id);
                seen.Insert(~at, now);
            }
            else
            {
                _ids.RemoveAt(at);
                seen.RemoveAt(at);
            }
        }
        return seen ?? before;
    }
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
