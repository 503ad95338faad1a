using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SecurityReleaseChatOps.Store;

/// <summary>The store on any of the databases.</summary>
internal sealed class DocumentStore : IStore, IDisposable
{
    private readonly ConcurrentDictionary<(string Kind, string Id), object> parsed = [];
    private readonly DocumentCache? cache;
    private readonly Writer writer;
    private readonly ConcurrentDictionary<string, DateTimeOffset> heldBack = [];
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
    public IEnumerable<string> HeldBack(DateTimeOffset since)
    {
        foreach (var (old, _) in heldBack.Where(held => held.Value < since))
        {
            heldBack.TryRemove(old, out _);
        }

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
            Migrator.Run(engine, Migration.Shipped, time.GetUtcNow());
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
        {
            return known;
        }

        var found = (await Engine.All(kind.Name, idPrefix, cancellationToken)).Select(stored => Document(kind, stored)).ToList();
        found.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return found;
    }

    public async ValueTask<IReadOnlyDictionary<string, long>> Versions<T>(DocumentKind<T> kind, CancellationToken cancellationToken = default) =>
        cache?.Versions(kind.Name) ?? (await Engine.Versions(kind.Name, cancellationToken)).ToDictionary(StringComparer.Ordinal);

    public long? Changes<T>(DocumentKind<T> kind) => cache?.Changes(kind.Name);

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
            {
                heldBack[refusal] = time.GetUtcNow();
            }

            metrics.Refused(isLast: false);
            commit.Refusal = refusal;
            return false;
        }

        return true;
    }

    public ValueTask<IReadOnlyList<AuditEntry>> Audit(string subject, int limit = 100, CancellationToken cancellationToken = default) =>
        Audit([subject], DateTimeOffset.MinValue, null, limit, cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntry>> Audit(
        IReadOnlyList<string> subjects, DateTimeOffset since, long? before, int limit, CancellationToken cancellationToken = default) =>
        Engine.Audit(subjects, since.ToUnixTimeMilliseconds(), before ?? long.MaxValue, limit, cancellationToken);

    public ValueTask<PostedMessage?> Shown(string key, CancellationToken cancellationToken = default) => Engine.Outbox.Shown(key, cancellationToken);

    public async ValueTask<IReadOnlyDictionary<string, PostedMessage>> AllShown(string keyPrefix, CancellationToken cancellationToken = default) =>
        (await Engine.Outbox.AllShown(keyPrefix, cancellationToken)).ToDictionary(shown => shown.Key, StringComparer.Ordinal);

    public async ValueTask Prune(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var stamp = before.ToUnixTimeMilliseconds();
        await Write([new CommitStep.ForgetSeen(stamp), new CommitStep.ForgetEffects(stamp)], cancellationToken);
    }

    /// <inheritdoc cref="Writer.Run"/>
    public async ValueTask<int?> Write(IReadOnlyList<CommitStep> steps, CancellationToken cancellationToken)
    {
        if (Engine.Away is { } away)
        {
            throw new StoreException(away);
        }

        Origins.Note(steps);
        var undoneBy = await writer.Run(steps, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        if (undoneBy is null && steps.Any(step => step is CommitStep.Wish))
        {
            OutboxChanged();
        }

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
        {
            return cache.Keep(kind, new Doc<T>(stored.Id, kind.Read(stored.Body), stored.Version), stored.Body.Length);
        }

        if (parsed.TryGetValue((kind.Name, stored.Id), out var known) && known is Doc<T> doc && doc.Version == stored.Version)
        {
            return doc;
        }

        var read = new Doc<T>(stored.Id, kind.Read(stored.Body), stored.Version);
        parsed[(kind.Name, stored.Id)] = read;
        return read;
    }
}

/// <summary>Metrics of commits and disk times.</summary>
internal sealed class StoreMetrics
{
    private static readonly InstrumentAdvice<double> Buckets =
        new() { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] };

    private readonly Counter<long> _commits;
    private readonly Counter<long> _guard;
    private readonly Histogram<double> _syncs;

    /// <param name="meters">The app's meters; null: nobody listens.</param>
    public StoreMetrics(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(Tracing.Name) ?? new Meter(Tracing.Name);
        _commits = meter.CreateCounter<long>("chatops.commits", null, "Commits, by what became of them");
        _guard = meter.CreateCounter<long>("chatops.guard.refusals", null, "What the embargo guard did not let through, when it was saved or sent");
        _syncs = meter.CreateHistogram("chatops.store.sync.duration", "s", "Until commits that waited together are on disk", tags: null, Buckets);
    }

    public void Committed(CommitResult result) => _commits.Add(1, new KeyValuePair<string, object?>("result", result switch
    {
        CommitResult.Saved => "saved",
        CommitResult.AlreadySeen => "seen",
        CommitResult.Conflict => "conflict",
        _ => "refused",
    }));

    /// <param name="isLast">True just before sending to Slack; false before saving.</param>
    public void Refused(bool isLast) => _guard.Add(1, new KeyValuePair<string, object?>("at", isLast ? "sending" : "saving"));

    public void Synced(TimeSpan took) => _syncs.Record(took.TotalSeconds);
}
