using System.Data.Common;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A step that converts all documents of one kind to a new shape, one by one, the same on every engine. A feature declares it
/// beside its documents, as a record without parameters, and it is found by reflection; once shipped it never changes. It handles the shapes
/// as JSON only, since the code's records keep changing.
/// </summary>
/// <param name="Number">The next free one, counted together with the SQL files.</param>
/// <param name="Kind">The documents' <see cref="DocumentKind{T}.Name"/>.</param>
internal abstract record DocumentMigration(int Number, string Name, string Kind) : Migration(Number, Name)
{
    /// <summary>All that features declare.</summary>
    public static IEnumerable<DocumentMigration> Declared() => typeof(DocumentMigration).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DocumentMigration)))
        .Select(type => (DocumentMigration)Activator.CreateInstance(type)!);

    public override void Run(WriterSession session)
    {
        foreach (var (id, version, body) in session.Documents(Kind))
        {
            if (Changed(id, body, Other) is { } changed)
            {
                session.Rewrite(Kind, id, changed, version);
            }
        }

        JsonObject? Other(string kind, string id) => session.Body(kind, id) is { } body ? Parse(body) : null;
    }

    /// <summary>The document's new content: a pure function that leaves new shapes unchanged.</summary>
    /// <param name="document">May be changed in place.</param>
    /// <param name="other">Looks up another document by kind and id; null when there is none.</param>
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
            // The exception's message may quote the document, which may be under embargo.
            throw new StoreException(
                $"The document {Kind} {id} cannot be brought up to date ({Name}: {e.GetType().Name}). Nothing of this step was saved: start the version "
                + $"before, and tell us.");
        }
    }

    private static JsonObject Parse(string body) => JsonNode.Parse(body)!.AsObject();

    private static string Text(JsonObject document) => document.ToJsonString(StoreJson.Options);
}
