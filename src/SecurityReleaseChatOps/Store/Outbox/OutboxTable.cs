using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

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

    /// <summary>When the oldest that waits was requested; null: none waits.</summary>
    public async ValueTask<Instant?> OldestWaiting(CancellationToken ct) =>
        (await store.Engine.Outbox.Waiting(ct)).Oldest is { } since ? Instant.FromUnixTimeMilliseconds(since) : null;

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

    /// <summary>The same of what was requested before a time, of several lanes.</summary>
    public async ValueTask LanesFailed(IEnumerable<string> lanes, string error, Instant before, CancellationToken ct) =>
        await store.Write([.. lanes.Select(lane => new CommitStep.FailLane(lane, error, before.ToUnixTimeMilliseconds()))], ct);

    /// <inheritdoc cref="CommitStep.Permalink"/>
    public ValueTask Permalink(OutboxEntry message, string url, CancellationToken ct) => Mark(new CommitStep.Permalink(message.Key, url), ct);

    private async ValueTask Mark(CommitStep mark, CancellationToken ct) => await store.Write([mark], ct);
}

/// <summary>A database's queries of the outbox.</summary>
internal interface IOutboxReader
{
    /// <summary>The lanes with waiting entries.</summary>
    ValueTask<IReadOnlyList<string>> WaitingLanes(CancellationToken ct);

    /// <summary>The key of the first waiting entry in these lanes, or null.</summary>
    ValueTask<string?> Next(IReadOnlyList<string> lanes, CancellationToken ct);

    /// <summary>The entry with this key, or null.</summary>
    ValueTask<OutboxEntry?> Find(string key, CancellationToken ct);

    /// <summary>The keys of the messages that stand, and may stand twice yet.</summary>
    ValueTask<IReadOnlyList<string>> Doubtful(CancellationToken ct);

    /// <inheritdoc cref="IStore.Shown"/>
    ValueTask<PostedMessage?> Shown(string key, CancellationToken ct);

    /// <inheritdoc cref="IStore.AllShown"/>
    ValueTask<IReadOnlyList<PostedMessage>> AllShown(string keyPrefix, CancellationToken ct);

    /// <summary>The number waiting, and since when the oldest waits (Unix milliseconds; null for none).</summary>
    ValueTask<(long Count, long? Oldest)> Waiting(CancellationToken ct);

    /// <summary>Entries given up since then (Unix milliseconds), newest first.</summary>
    ValueTask<IReadOnlyList<GivenUp>> Failed(long since, CancellationToken ct);
}

/// <summary>An outbox entry's current state.</summary>
/// <param name="Wanted">Counts the versions requested; <paramref name="Done"/> is the one Slack has.</param>
/// <param name="Begun">
/// The one whose post may have reached Slack without our knowing its ts; of a message that stands: see <see cref="CommitStep.Stands"/>.
/// </param>
internal sealed record OutboxEntry(
    string Key, string Kind, string Lane, string? Parent, string Body, bool Waits, long Wanted, long Done, long? Begun, string? Channel, string? Ts,
    long? Expires, Classification About)
{
    /// <summary>An entry's classification, from its JSON; entries of older versions have none and count as internal.</summary>
    public static Classification AboutOf(string? json) =>
        json is null ? Classification.Internal : JsonSerializer.Deserialize<Classification>(json, StoreJson.Options)!;
}

/// <summary>An entry that cannot be delivered.</summary>
internal sealed record GivenUp(string Key, string Lane, string Error, long Wanted);

/// <summary>
/// The traces that outbox entries belong to, so that a trace leads from a press to its message. In memory only and bounded: entries
/// delivered after a restart, or by another instance, begin their own trace.
/// </summary>
internal sealed class Origins
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, ActivityContext> _known = [];

    // Counting the dictionary would lock it.
    private long _count;

    /// <summary>Records that the current activity requested these.</summary>
    public void Note(IReadOnlyList<CommitStep> steps)
    {
        if (Activity.Current is not { } origin)
            return;
        foreach (var step in steps)
        {
            var key = step switch
            {
                CommitStep.Show show => show.Key,
                CommitStep.Happen happen => happen.Key,
                _ => null,
            };
            if (key is not null && Interlocked.Read(ref _count) < Most && _known.TryAdd(key, origin.Context))
                Interlocked.Increment(ref _count);
        }
    }

    /// <summary>The activity that first requested it; the default when unknown.</summary>
    public ActivityContext Of(string key) => _known.GetValueOrDefault(key);

    /// <summary>It was delivered, or given up.</summary>
    public void Forget(string key)
    {
        if (_known.TryRemove(key, out _))
            Interlocked.Decrement(ref _count);
    }
}
