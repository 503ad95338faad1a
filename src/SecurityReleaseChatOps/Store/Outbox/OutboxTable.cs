namespace SecurityReleaseChatOps.Store;

/// <summary>The outbox as the worker reads and marks it. Marks are on disk when the call returns.</summary>
internal sealed class OutboxTable(DocumentStore store)
{
    /// <inheritdoc cref="Store.Origins"/>
    public Origins Origins => store.Origins;

    public ValueTask<IReadOnlyList<string>> WaitingLanes(CancellationToken ct) => store.Engine.Outbox.WaitingLanes(ct);

    /// <summary>The first waiting entry of these lanes, or null.</summary>
    public async ValueTask<string?> Next(IReadOnlyList<string> lanes, CancellationToken ct) =>
        lanes.Count == 0 ? null : await store.Engine.Outbox.Next(lanes, ct);

    /// <inheritdoc cref="IOutboxReader.Doubtful"/>
    public ValueTask<IReadOnlyList<string>> Doubtful(CancellationToken ct) => store.Engine.Outbox.Doubtful(ct);

    public ValueTask<OutboxEntry?> Find(string key, CancellationToken ct) => store.Engine.Outbox.Find(key, ct);

    /// <inheritdoc cref="CommitStep.Begin"/>
    public ValueTask Begin(OutboxEntry item, CancellationToken ct) => Mark(new CommitStep.Begin(item.Key, item.Wanted), ct);

    /// <summary>The post is certainly not in Slack.</summary>
    public ValueTask NotBegun(OutboxEntry item, CancellationToken ct) => Mark(new CommitStep.Begin(item.Key, null), ct);

    /// <inheritdoc cref="CommitStep.Stands"/>
    /// <returns>False when it is already there under another ts.</returns>
    public async ValueTask<bool> Stands(OutboxEntry item, long version, string channel, string ts, CancellationToken ct) =>
        await store.Write([new CommitStep.Stands(item.Key, version, channel, ts, item.Begun)], ct) is null;

    /// <inheritdoc cref="CommitStep.Once"/>
    public ValueTask Once(string key, CancellationToken ct) => Mark(new CommitStep.Once(key), ct);

    /// <inheritdoc cref="CommitStep.Gone"/>
    public ValueTask Gone(OutboxEntry item, CancellationToken ct) => Mark(new CommitStep.Gone(item.Key, item.Wanted), ct);

    /// <inheritdoc cref="CommitStep.Settle"/>
    public ValueTask Settled(OutboxEntry item, CancellationToken ct) => Mark(new CommitStep.Settle(item.Key, item.Wanted), ct);

    /// <inheritdoc cref="CommitStep.Fail"/>
    public ValueTask Failed(OutboxEntry item, string error, CancellationToken ct) => Mark(new CommitStep.Fail(item.Key, item.Wanted, error), ct);

    /// <inheritdoc cref="CommitStep.DropLane"/>
    public ValueTask LaneDropped(string lane, CancellationToken ct) => Mark(new CommitStep.DropLane(lane), ct);

    /// <inheritdoc cref="CommitStep.FailLane"/>
    public ValueTask LaneFailed(string lane, string error, CancellationToken ct) => Mark(new CommitStep.FailLane(lane, error), ct);

    /// <inheritdoc cref="CommitStep.Permalink"/>
    public ValueTask Permalink(OutboxEntry message, string url, CancellationToken ct) => Mark(new CommitStep.Permalink(message.Key, url), ct);

    private async ValueTask Mark(CommitStep mark, CancellationToken ct) => await store.Write([mark], ct);
}
