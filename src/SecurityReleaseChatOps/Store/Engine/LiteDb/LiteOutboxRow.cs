using LiteDB;

namespace SecurityReleaseChatOps.Store;

/// <summary>An outbox entry as LiteDB keeps it.</summary>
internal static class LiteOutboxRow
{
    /// <summary>The index entry for it while waiting, failed, or finished; null for a posted message.</summary>
    public static (string Collection, BsonDocument Entry)? Index(this OutboxRow row) => row.State switch
    {
        OutboxRow.IsWaiting => (Collections.Waiting, new() { ["_id"] = Place(row.Lane, row.Seq), ["key"] = row.Key, ["seq"] = row.Seq, ["at"] = row.At }),
        OutboxRow.HasFailed => (Collections.Failed, new()
        {
            ["_id"] = Collections.Sortable(row.Seq), ["key"] = row.Key, ["seq"] = row.Seq, ["at"] = row.At, ["kind"] = row.Kind, ["lane"] = row.Lane,
            ["error"] = row.Error, ["wanted"] = row.Wanted,
        }),
        _ when row.Kind != OutboxLanes.Message => (Collections.Ended, new() { ["_id"] = Collections.Sortable(row.At) + "/" + row.Key, ["key"] = row.Key }),
        _ => null,
    };

    /// <summary>Ids in <see cref="Collections.Waiting"/>: no lane contains the separator.</summary>
    public static string Place(string lane, long seq) => $"{lane}\0{Collections.Sortable(seq)}";

    public static BsonDocument Write(this OutboxRow row) => new()
    {
        ["_id"] = row.Key, ["kind"] = row.Kind, ["lane"] = row.Lane, ["parent"] = row.Parent, ["body"] = row.Body, ["about"] = row.About,
        ["at"] = row.At, ["seq"] = row.Seq, ["state"] = row.State, ["wanted"] = row.Wanted, ["done"] = row.Done, ["begun"] = Value(row.Begun), ["channel"] = row.Channel, ["ts"] = row.Ts,
        ["permalink"] = row.Permalink, ["error"] = row.Error, ["expires"] = Value(row.Expires),
    };

    public static OutboxRow Read(BsonDocument row) => new(
        row["_id"].AsString, row["kind"].AsString, row["lane"].AsString, row["parent"].AsString, row["body"].AsString, row["about"].AsString,
        row["at"].AsInt64)
    {
        Seq = row["seq"].AsInt64,
        State = row["state"].AsString,
        Wanted = row["wanted"].AsInt64,
        Done = row["done"].AsInt64,
        Begun = Number(row["begun"]),
        Channel = row["channel"].AsString,
        Ts = row["ts"].AsString,
        Permalink = row["permalink"].AsString,
        Error = row["error"].AsString,
        Expires = Number(row["expires"]),
    };

    private static BsonValue Value(long? number) => number is { } some ? new BsonValue(some) : BsonValue.Null;

    private static long? Number(BsonValue value) => value.IsNull ? null : value.AsInt64;
}
