using System.Diagnostics.Metrics;

namespace SecurityReleaseChatOps.Store;

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
