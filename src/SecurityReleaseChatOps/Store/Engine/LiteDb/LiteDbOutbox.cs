using LiteDB;

namespace SecurityReleaseChatOps.Store;

/// <summary>The outbox in LiteDB.</summary>
internal sealed class LiteDbOutbox(LiteDbEngine engine) : IOutboxReader
{
    public ValueTask<IReadOnlyList<string>> WaitingLanes(CancellationToken ct) => engine.Read<IReadOnlyList<string>>(db => [.. Lanes(db)], ct);

    public ValueTask<string?> Next(IReadOnlyList<string> lanes, CancellationToken ct) => engine.Read<string?>(
        db => lanes.Select(lane => First(db, LiteOutboxRow.Place(lane, 0), LiteOutboxRow.Place(lane, long.MaxValue))).OfType<BsonDocument>()
            .MinBy(waiting => waiting["seq"].AsInt64)?["key"].AsString,
        ct);

    public ValueTask<OutboxEntry?> Find(string key, CancellationToken ct) =>
        engine.Read(db => db.Find(Collections.Outbox, key) is { } row ? LiteOutboxRow.Read(row).AsEntry() : null, ct);

    public ValueTask<IReadOnlyList<string>> Doubtful(CancellationToken ct) => engine.Read<IReadOnlyList<string>>(
        db =>
        [
            .. db.GetCollection(Collections.Outbox).Find(Query.GT("begun", 0L)).Select(LiteOutboxRow.Read).Where(row => row.Ts is not null)
                .Select(row => row.Key),
        ],
        ct);

    public ValueTask<PostedMessage?> Shown(string key, CancellationToken ct) =>
        engine.Read(db => db.Find(Collections.Outbox, key) is { } row ? LiteOutboxRow.Read(row).AsPosted() : null, ct);

    public ValueTask<IReadOnlyList<PostedMessage>> AllShown(string keyPrefix, CancellationToken ct) => engine.Read<IReadOnlyList<PostedMessage>>(
        db => [.. db.Prefixed(Collections.Outbox, keyPrefix).Select(row => LiteOutboxRow.Read(row).AsPosted()).OfType<PostedMessage>()], ct);

    public ValueTask<(long Count, long? Oldest)> Waiting(CancellationToken ct) => engine.Read(
        db =>
        {
            var since = db.GetCollection(Collections.Waiting).FindAll().Select(waiting => waiting["at"].AsInt64).ToList();
            return ((long)since.Count, since.Count == 0 ? (long?)null : since.Min());
        },
        ct);

    public ValueTask<IReadOnlyList<GivenUp>> Failed(long since, CancellationToken ct) => engine.Read<IReadOnlyList<GivenUp>>(
        db =>
        [
            .. db.GetCollection(Collections.Failed).FindAll().Where(failed => failed["at"].AsInt64 > since).OrderByDescending(failed => failed["seq"].AsInt64)
                .Select(failed => new GivenUp(
                    failed["key"].AsString, failed["lane"].AsString, failed["error"].AsString ?? "", failed["wanted"].AsInt64)),
        ],
        ct);

    /// <summary>Jumps from lane to lane instead of scanning everything that waits.</summary>
    private static IEnumerable<string> Lanes(LiteDatabase database)
    {
        for (var from = ""; First(database, from, Collections.End) is { } waiting;)
        {
            var lane = waiting["_id"].AsString.Split('\0')[0];
            yield return lane;
            from = LiteOutboxRow.Place(lane, long.MaxValue) + "\0";
        }
    }

    private static BsonDocument? First(LiteDatabase database, string from, string to) =>
        database.Between(Collections.Waiting, from, to).FirstOrDefault();
}
