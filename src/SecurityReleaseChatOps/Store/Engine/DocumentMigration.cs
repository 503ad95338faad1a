using System.Data.Common;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A step that brings all documents of one kind to a new shape, each for itself and the same on every engine. A feature declares it
/// beside its documents, as a record without parameters, and it is found there; once shipped it never changes. It knows the shapes
/// that it goes between as JSON only: the records of the code go on.
/// </summary>
/// <param name="Number">The next free one, counted together with the SQL files.</param>
/// <param name="Kind">The documents' <see cref="DocumentKind{T}.Name"/>.</param>
internal abstract record DocumentMigration(int Number, string Name, string Kind) : Migration(Number, Name)
{
    /// <summary>Every one that a feature declares.</summary>
    public static IEnumerable<DocumentMigration> Declared() => typeof(DocumentMigration).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DocumentMigration)))
        .Select(type => (DocumentMigration)Activator.CreateInstance(type)!);

    public override void Run(WriterSession session)
    {
        foreach (var (id, version, body) in session.Documents(Kind))
        {
            if (Changed(id, body, Other) is { } changed)
            {
                session.Run([new CommitStep.Put(Kind, id, changed, version)], now: 0);
            }
        }

        JsonObject? Other(string kind, string id) => session.Body(kind, id) is { } body ? Parse(body) : null;
    }

    /// <summary>What a document says from now on: a pure function, which gives the same again for what has nothing of the old shape.</summary>
    /// <param name="document">Its own to change.</param>
    /// <param name="other">Looks another document up, by kind and id; null where there is none.</param>
    protected abstract JsonObject Change(JsonObject document, Func<string, string, JsonObject?> other);

    /// <returns>Null when nothing changes.</returns>
    private string? Changed(string id, string body, Func<string, string, JsonObject?> other)
    {
        try
        {
            var document = Parse(body);
            var before = Text(document);
            return Text(Change(document, other)) is var after && after != before ? after : null;
        }
        catch (Exception e) when (e is not (DbException or StoreException))
        {
            // What is in it may be under embargo: the message of the fault may quote it.
            throw new StoreException(
                $"The document {Kind} {id} cannot be brought up to date ({Name}: {e.GetType().Name}). Nothing of this step was saved: start the version "
                + $"before, and tell us.");
        }
    }

    private static JsonObject Parse(string body) => JsonNode.Parse(body)!.AsObject();

    private static string Text(JsonObject document) => document.ToJsonString(StoreJson.Options);
}
