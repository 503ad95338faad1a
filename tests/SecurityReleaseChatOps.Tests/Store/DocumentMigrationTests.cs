using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class DocumentMigrationTests
{
    private static readonly int Next = Migration.Shipped.Count + 1;

    [SkippableTheory, EveryEngine]
    public void Documents_take_their_new_shape_once(string engine)
    {
        using var database = new TestDatabase(engine);
        Write(database, ("note", "a",
            """{"old":"Größe <1> & \"2\"","n":1.50}"""), ("note", "b", """{ "new": "is" }"""), ("note", "deleted", ""), ("other", "a", """{"old":"stays"}"""));

        for (var start = 0; start < 3; start++)
            Run(database, new Renamed(Next, "note"));

        Read(database).ShouldBe(
        [
            """note/a 2 {"n":1.50,"new":"Größe <1> & \"2\""}""",
            """note/b 1 { "new": "is" }""", // nothing of the old shape: unchanged, with its old version
            """other/a 1 {"old":"stays"}""",
        ]);
    }

    [SkippableTheory, EveryEngine]
    public void A_step_reads_what_the_one_before_it_made(string engine)
    {
        using var database = new TestDatabase(engine);
        Write(database, ("note", "a", """{"old":"1","see":"b"}"""), ("note", "c", """{"see":"nothing"}"""), ("other", "b", """{"old":"2"}"""));

        Run(database, new Renamed(Next, "other"), new Renamed(Next + 1, "note"));

        Read(database).ShouldBe(["""note/a 2 {"see":"b","new":"1","seen":"2"}""", """note/c 1 {"see":"nothing"}""", """other/b 2 {"new":"2"}"""]);
    }

    [SkippableTheory, EveryEngine]
    public void A_document_that_cannot_be_changed_stops_the_start_and_nothing_of_its_step_is_saved(string engine)
    {
        using var database = new TestDatabase(engine);
        Write(database, ("note", "a", """{"old":"1"}"""), ("note", "b", """{"old":"1","see":["a secret"]}"""));

        var fault = Should.Throw<StoreException>(() => Run(database, new Renamed(Next, "note")));

        fault.Message.ShouldContain("The document note b cannot be brought up to date (renamed");
        fault.ToString().ShouldNotContain("secret");
        Read(database).ShouldBe(["""note/a 1 {"old":"1"}""", """note/b 1 {"old":"1","see":["a secret"]}"""]);
        Run(database, new Renamed(Next, "other")); // the next start tries the same number again
    }

    [SkippableFact]
    public async Task Instances_that_start_at_once_change_each_document_once()
    {
        using var database = new TestDatabase("Postgres");
        Write(database, [.. Enumerable.Range(10, 40).Select(n => ("note", $"{n}", $$"""{"old":"{{n}}"}"""))]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Run(database, new Renamed(Next, "note")))));

        Read(database).ShouldBe(Enumerable.Range(10, 40).Select(n => $$"""note/{{n}} 2 {"new":"{{n}}"}"""));
    }

    private static void Write(TestDatabase database, params (string Kind, string Id, string Body)[] documents)
    {
        using var engine = Engine.Open(database.Options);
        Migrator.Run(engine, Migration.Shipped, NodaConstants.UnixEpoch);
        using var session = engine.OpenWriter();
        session.Begin();
        session.Run([.. documents.Select(document => new CommitStep.Put(document.Kind, document.Id, document.Body, 0))], 0).ShouldBeNull();
        session.Commit();
    }

    private static void Run(TestDatabase database, params Migration[] more)
    {
        using var engine = Engine.Open(database.Options);
        Migrator.Run(engine, [.. Migration.Shipped, .. more], NodaConstants.UnixEpoch);
    }

    /// <summary>Each as kind, id, version and text.</summary>
    private static IEnumerable<string> Read(TestDatabase database)
    {
        using var engine = Engine.Open(database.Options);
        using var session = engine.OpenWriter();
        return
        [
            .. new[] { "note", "other" }.SelectMany(kind =>
                session.Documents(kind).OrderBy(found => found.Id, StringComparer.Ordinal).Select(found => $"{kind}/{found.Id} {found.Version} {found.Body}")),
        ];
    }

    /// <summary>Renames <c>old</c> to <c>new</c>, and includes content of another document it refers to.</summary>
    private sealed record Renamed(int Number, string Kind) : DocumentMigration(Number, "renamed", Kind)
    {
        protected override JsonObject Change(JsonObject document, Func<string, string, JsonObject?> other)
        {
            if (document.Remove("old", out var value))
                document["new"] = value;
            if (document["see"] is { } see && other("other", see.GetValue<string>()) is { } seen)
                document["seen"] = seen["new"]!.DeepClone();
            return document;
        }
    }
}
