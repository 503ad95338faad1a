using LiteDB;

namespace SecurityReleaseChatOps.Store;

/// <summary>LiteDB's collections. Waiting, failed and finished outbox entries are found through index collections, see <see cref="OutboxRow"/>.</summary>
internal static class Collections
{
    public const string Documents = "documents";
    public const string Seen = "seen";
    public const string Audit = "audit";
    public const string Migrations = "migrations";
    public const string Outbox = "outbox";

    /// <summary>By lane and position.</summary>
    public const string Waiting = "waiting";

    /// <summary>By position.</summary>
    public const string Failed = "failed";

    /// <summary>Effects, by the time of their request.</summary>
    public const string Ended = "ended";

    /// <summary>Sorts after every continuation of a prefix: no key contains it.</summary>
    public const string End = "\uFFFF";

    public static BsonDocument? Find(this LiteDatabase database, string collection, BsonValue id) =>
        database.GetCollection(collection).FindById(id);

    /// <summary>All with this id prefix, in ordinal order.</summary>
    public static IEnumerable<BsonDocument> Prefixed(this LiteDatabase database, string collection, string prefix) =>
        database.Between(collection, prefix, prefix + End);

    /// <summary>All whose text in this field is between these two, in ordinal order.</summary>
    public static IEnumerable<BsonDocument> Between(this LiteDatabase database, string collection, string from, string to, string field = "_id") =>
        database.GetCollection(collection).Find(BsonExpression.Create(field + " BETWEEN @0 AND @1", from, to));

    /// <summary>Padded, so that texts sort like the numbers.</summary>
    public static string Sortable(long number) => number.ToString("D19", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A document as stored in LiteDB.</summary>
internal static class LiteDocument
{
    public static string Key(string kind, string id) => $"{kind}/{id}";

    public static BsonDocument Write(string kind, string id, long version, string body) =>
        new() { ["_id"] = Key(kind, id), ["version"] = version, ["body"] = body };

    public static StoredDocument Read(string kind, BsonDocument found) =>
        new(found["_id"].AsString[(kind.Length + 1)..], found["version"].AsInt64, found["body"].AsString);

    // Kind names contain no slash.
    public static DocumentVersion Version(BsonDocument found) => found["_id"].AsString.Split('/', 2) is [var kind, var id]
        ? new(kind, id, found["version"].AsInt64, !IsDeleted(found))
        : throw new StoreException($"The document {found["_id"]} has no kind.");

    public static bool IsDeleted(BsonDocument found) => found["body"].AsString.Length == 0;
}

/// <summary>An audit entry as stored in LiteDB.</summary>
internal static class LiteAudit
{
    public static BsonDocument Write(AuditRow row) => new()
    {
        ["_id"] = row.Seq, ["at"] = row.At, ["who"] = row.Who, ["what"] = row.What, ["subject"] = row.Subject, ["before"] = row.Before,
        ["after"] = row.After, ["people"] = row.People, ["content"] = row.Content, ["hash"] = row.Hash,
    };

    public static AuditRow Read(BsonDocument row) => new(
        row["_id"].AsInt64, row["at"].AsInt64, row["who"].AsString, row["what"].AsString, row["subject"].AsString, row["before"].AsString,
        row["after"].AsString, row["people"].AsString, row["content"].AsString, row["hash"].AsString);
}
