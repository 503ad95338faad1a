using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// The only writer. It takes all waiting commits together, so that they share one wait for the disk; a conflict fails only its own
/// commit. Runs on its own thread.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int QueueLength = 4096;
    private const int MostTogether = 512;

    private readonly Engine engine;
    private readonly DocumentCache? cache;
    private readonly StoreMetrics metrics;
    private readonly Channel<WriteRequest> queue = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Thread thread;
    private WriterSession? session;
    private long line;

    /// <param name="cache">Is told what was saved; null when other processes write too.</param>
    public Writer(Engine engine, DocumentCache? cache, StoreMetrics metrics)
    {
        this.engine = engine;
        this.cache = cache;
        this.metrics = metrics;
        thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
        thread.Start();
    }

    /// <summary>Why nothing can currently be written, in words, or null.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Applies all steps or none.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>Null when it is on disk; else the index of the step that failed.</returns>
    /// <exception cref="StoreException">It was not saved.</exception>
    public async ValueTask<int?> Run(IReadOnlyList<CommitStep> steps, long now, CancellationToken cancellationToken)
    {
        var item = new WriteRequest(steps, now);
        try
        {
            await queue.Writer.WriteAsync(item, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StoreException(
                "The app is stopping; nothing more is saved.", words: "Nothing was saved: I am being restarted. Please try again in a minute.");
        }

        // From here on it is saved even if cancelled: the caller must learn the outcome.
        return await item.Outcome.Task;
    }

    public void Dispose()
    {
        queue.Writer.TryComplete();
        thread.Join();
    }

    private void Loop()
    {
        var batch = new List<WriteRequest>(MostTogether);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MostTogether && queue.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            Save(batch);
            session?.AfterAnswers();
            batch.Clear();
        }

        session?.Dispose();
    }

    private void Save(List<WriteRequest> batch)
    {
        // The server may have ended the session: a new one is tried once.
        var fault = TrySave(batch) is null ? null : TrySave(batch);
        if (fault is null)
        {
            Trouble = null;
            batch.ForEach(work => work.Complete(cache));
        }
        else if (fault is not (DbException or StoreException) && batch.Count > 1)
        {
            // Caused by one value, such as half a surrogate pair, not by the database: only its commit fails.
            batch.ForEach(work => Save([work]));
        }
        else
        {
            Trouble = fault switch
            {
                DbException => $"The {engine.Name} cannot be written: {fault.Message}",
                StoreException => fault.Message,
                _ => null,
            };
            var refusal = new StoreException(Trouble ?? $"The {engine.Name} cannot take a value ({fault.GetType().Name}).", fault);
            batch.ForEach(work => work.Fail(refusal));
        }
    }

    private Exception? TrySave(List<WriteRequest> batch)
    {
        try
        {
            SaveTogether(batch);
            return null;
        }
        catch (Exception e)
        {
            cache?.Unload();
            session?.Dispose();
            session = null;
            return e;
        }
    }

    private void SaveTogether(List<WriteRequest> batch)
    {
        if (line != engine.Line)
        {
            session?.Dispose();
            (session, line) = (null, engine.Line);
        }

        var current = session ??= engine.OpenWriter();
        current.Begin();
        var known = cache is { IsLoaded: false } ? current.Versions() : null;
        batch.ForEach(work => work.Do(current));
        var begun = Stopwatch.GetTimestamp();
        current.Commit();
        metrics.Synced(Stopwatch.GetElapsedTime(begun));
        if (engine.Trouble is { } trouble)
        {
            throw new StoreException(trouble);
        }

        if (known is not null)
        {
            cache!.Load(known);
        }
    }

    /// <summary>One caller's steps and their result.</summary>
    private sealed class WriteRequest(IReadOnlyList<CommitStep> steps, long now)
    {
        private int? undoneBy;
        private StoreException? refusal;

        public TaskCompletionSource<int?> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Do(WriterSession session)
        {
            refusal = null;
            try
            {
                undoneBy = session.Run(steps, now);
            }
            catch (StoreException e)
            {
                refusal = e;
            }
        }

        public void Complete(DocumentCache? cache)
        {
            if (refusal is null)
            {
                if (undoneBy is null)
                {
                    cache?.Apply(steps);
                }

                Outcome.TrySetResult(undoneBy);
            }
            else
            {
                Outcome.TrySetException(refusal);
            }
        }

        public void Fail(StoreException e) => Outcome.TrySetException(e);
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
