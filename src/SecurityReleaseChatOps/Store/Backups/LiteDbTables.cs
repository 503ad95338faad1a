using LiteDB;

namespace SecurityReleaseChatOps.Store;

/// <summary>LiteDB's collections as rows of the SQL databases' tables, as a backup holds them.</summary>
internal sealed class LiteDbTables : IPlainTables
{
    private const int Together = 500;

    private static readonly string[] OutboxColumns =
    [
        "seq", "key", "kind", "lane", "parent", "body", "state", "wanted", "done", "begun", "channel", "ts", "permalink", "error", "at", "expires",
        "about",
    ];

    private readonly LiteDbSnapshot? snapshot;
    private readonly LiteDbEngine engine;
    private readonly List<Action<LiteDatabase>> waiting = [];

    /// <param name="write">False: a snapshot of this moment, also while the app runs.</param>
    public LiteDbTables(string path, bool write)
    {
        snapshot = write ? null : new(path);
        try
        {
            // Inserted rows go to the data file, not the log.
            engine = new(snapshot?.File ?? path, longLog: 0);
        }
        catch
        {
            snapshot?.Dispose();
            throw;
        }
    }

    public long Schema
    {
        get
        {
            using var session = engine.OpenWriter();
            return session.LastMigration();
        }
    }

    // An audit that was not brought up to date yet has none of what binds its entries.
    public IReadOnlyList<string> Columns(string table) =>
        table == Collections.Audit && Schema < new AuditChaining().Number ? [.. AuditRow.Columns.Take(7)] : ColumnsOf(table);

    public IEnumerable<object?[]> Rows(string table)
    {
        var columns = Columns(table);
        BsonValue last = BsonValue.MinValue;
        while (engine.Ask(open => open.GetCollection(table).Find(Query.GT("_id", last), limit: Together).ToList()) is { Count: > 0 } found)
        {
            foreach (var one in found)
                yield return Row(table, columns, one);
            last = found[^1]["_id"];
        }
    }

    public void Insert(string table, IReadOnlyList<string> columns, object?[] values)
    {
        waiting.Add(open =>
        {
            foreach (var (collection, document) in Documents(table, columns, values))
                open.GetCollection(collection).Insert(document);
        });
        if (waiting.Count == Together)
        {
            Commit();
        }
    }

    public void Commit()
    {
        engine.Write(open => waiting.ForEach(insert => insert(open)));
        engine.ShortenLog();
        waiting.Clear();
    }

    public void Dispose()
    {
        engine.Dispose();
        snapshot?.Dispose();
    }

    /// <summary>Of this version.</summary>
    internal static IReadOnlyList<string> ColumnsOf(string table) => table switch
    {
        Collections.Documents => ["kind", "id", "version", "body"],
        Collections.Seen => ["id", "at"],
        Collections.Audit => AuditRow.Columns,
        _ => OutboxColumns,
    };

    internal static object?[] Row(string table, IReadOnlyList<string> columns, BsonDocument found)
    {
        if (table == Collections.Documents)
        {
            var kind = found["_id"].AsString.Split('/')[0];
            var document = LiteDocument.Read(kind, found);
            return [kind, document.Id, document.Version, document.Body];
        }

        var key = table switch { Collections.Seen => "id", Collections.Audit => "seq", _ => "key" };
        return [.. columns.Select(column => found[column == key ? "_id" : column].RawValue)];
    }

    internal static IEnumerable<(string Collection, BsonDocument Document)> Documents(string table, IReadOnlyList<string> columns, object?[] values)
    {
        var row = columns.Zip(values).ToDictionary(column => column.First, column => column.Second);
        switch (table)
        {
            case Collections.Documents:
                yield return (table, LiteDocument.Write((string)row["kind"]!, (string)row["id"]!, (long)row["version"]!, (string)row["body"]!));
                break;
            case Collections.Outbox:
                var wish = LiteOutboxRow.Read(Document(row, "key"));
                yield return (table, wish.Write());
                if (wish.Index() is (var entries, var entry))
                    yield return (entries, entry);
                break;
            default:
                yield return (table, Document(row, table == Collections.Seen ? "id" : "seq"));
                break;
        }
    }

    private static BsonDocument Document(Dictionary<string, object?> row, string key) =>
        new(row.ToDictionary(column => column.Key == key ? "_id" : column.Key, column => new BsonValue(column.Value)));
}

/// <summary>The same of what a group of commits sees.</summary>
internal sealed class LiteDbGroup(LiteDbChanges changes) : IPlainTables
{
    public long Schema => throw new NotSupportedException();

    public IReadOnlyList<string> Columns(string table) => LiteDbTables.ColumnsOf(table);

    public IEnumerable<object?[]> Rows(string table) => changes.All(table).Select(found => LiteDbTables.Row(table, Columns(table), found));

    public void Insert(string table, IReadOnlyList<string> columns, object?[] values)
    {
        foreach (var (collection, document) in LiteDbTables.Documents(table, columns, values))
            changes.Put(collection, document);
    }

    /// <summary>Puts rows into the place of others.</summary>
    public void Replace(string table, IReadOnlyList<(object?[]? Was, object?[]? Is)> rows)
    {
        foreach (var was in rows.Select(row => row.Was).OfType<object?[]>())
        {
            foreach (var (collection, document) in LiteDbTables.Documents(table, Columns(table), was))
                changes.Remove(collection, document["_id"]);
        }
        foreach (var values in rows.Select(row => row.Is).OfType<object?[]>())
            Insert(table, Columns(table), values);
    }

    public void Commit() => throw new NotSupportedException();

    public void Dispose()
    {
        // The group goes on.
    }
}
