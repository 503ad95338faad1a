using LiteDB;

namespace SecurityReleaseChatOps.Store;

/// <summary>The changes of commits, held in memory until all are written, since LiteDB has no savepoints.</summary>
/// <param name="below">The changes below these; null: the database itself.</param>
internal sealed class LiteDbChanges(LiteDbEngine engine, LiteDbChanges? below = null)
{
    private readonly Dictionary<(string Collection, BsonValue Id), BsonDocument?> changed = [];

    public bool Any => changed.Count > 0;

    public BsonDocument? Find(string collection, BsonValue id) =>
        changed.TryGetValue((collection, id), out var found) ? found
        : below is not null ? below.Find(collection, id)
        : engine.Ask(open => open.Find(collection, id));

    /// <summary>All with ids between these two.</summary>
    public IReadOnlyList<BsonDocument> Between(string collection, string from, string to)
    {
        var found = below?.Between(collection, from, to) ?? engine.Ask<IReadOnlyList<BsonDocument>>(open => [.. open.Between(collection, from, to)]);
        return
        [
            .. found.Where(one => !changed.ContainsKey((collection, one["_id"]))),
            .. changed.Where(one => one.Key.Collection == collection && IsBetween(one.Key.Id.AsString)).Select(one => one.Value).OfType<BsonDocument>(),
        ];

        bool IsBetween(string id) => string.CompareOrdinal(id, from) >= 0 && string.CompareOrdinal(id, to) <= 0;
    }

    /// <summary>All of a collection, in the order of their ids.</summary>
    public IReadOnlyList<BsonDocument> All(string collection)
    {
        var found = below?.All(collection) ?? engine.Ask<IReadOnlyList<BsonDocument>>(open => [.. open.GetCollection(collection).FindAll()]);
        return
        [
            .. found.Where(one => !changed.ContainsKey((collection, one["_id"])))
                .Concat(changed.Where(one => one.Key.Collection == collection).Select(one => one.Value).OfType<BsonDocument>()).OrderBy(one => one["_id"]),
        ];
    }

    public void Put(string collection, BsonDocument document) => changed[(collection, document["_id"])] = document;

    public void Remove(string collection, BsonValue id) => changed[(collection, id)] = null;

    /// <summary>Merges them into the ones below.</summary>
    public void Join()
    {
        foreach (var ((collection, id), document) in changed)
            below!.changed[(collection, id)] = document;
    }

    public void WriteTo(LiteDatabase open)
    {
        foreach (var group in changed.GroupBy(one => one.Key.Collection))
        {
            var collection = open.GetCollection(group.Key);
            foreach (var ((_, id), document) in group)
            {
                if (document is null)
                    collection.Delete(id);
                else
                    collection.Upsert(document);
            }
        }
    }
}
