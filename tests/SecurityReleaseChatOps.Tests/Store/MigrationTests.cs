using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class MigrationTests
{
    private static readonly DocumentKind<string> Notes = new("note");

    [Fact]
    public void Migrations_are_numbered_without_gaps() =>
        Migration.Shipped.Select(m => m.Number).ShouldBe(Enumerable.Range(1, Migration.Shipped.Count));

    [SkippableTheory, EveryEngine]
    public async Task What_an_older_version_wrote_is_there_after_its_update(string engine)
    {
        for (var older = 1; older <= Migration.Shipped.Count; older++)
        {
            using var database = new TestDatabase(engine);
            using (var old = Engine.Open(database.Options))
            {
                Migrator.Run(old, [.. Migration.Shipped.Take(older)], NodaConstants.UnixEpoch);
                using var session = old.OpenWriter();
                session.Begin();
                session.Run([new CommitStep.See("Ev1")], 1).ShouldBeNull();
                session.Commit();
                WriteDocument(old, "note", "a", "\"old\"");
                WriteAudit(old);
            }

            var store = database.Open();
            (await store.Get(Notes, "a")).ShouldBe(new Doc<string>("a", "old", 1));
            (await store.HasSeen("Ev1")).ShouldBeTrue();
            (await store.Audit("a")).Single().What.ShouldBe("did");
            (await store.Commit(new Commit().Show("k", "c", "text"))).ShouldBe(CommitResult.Saved);
        }
    }

    /// <summary>As versions before the checksums did.</summary>
    internal static void WriteDocument(Engine old, string kind, string id, string body)
    {
        if (old is SqlEngine engine)
        {
            using var connection = engine.Connect();
            connection.Execute("INSERT INTO documents (kind, id, version, body) VALUES ($1, $2, 1, $3)", kind, id, body);
            return;
        }
        using var session = old.OpenWriter();
        session.Begin();
        session.Run([new CommitStep.Put(kind, id, body, 0)], 0).ShouldBeNull();
        session.Commit();
    }

    /// <summary>As versions before the audit chain did.</summary>
    private static void WriteAudit(Engine old)
    {
        if (old is LiteDbEngine file)
        {
            file.Write(open => open.GetCollection(Collections.Audit).Insert(new LiteDB.BsonDocument
            {
                ["_id"] = 1L, ["at"] = 1L, ["who"] = "U1", ["what"] = "did", ["subject"] = "a",
                ["before"] = LiteDB.BsonValue.Null, ["after"] = LiteDB.BsonValue.Null,
            }));
            return;
        }
        using var session = ((SqlEngine)old).Connect();
        session.Execute("INSERT INTO audit (seq, at, who, what, subject) VALUES (1, 1, 'U1', 'did', 'a')");
    }

    [SkippableTheory, EveryEngine]
    public void A_newer_schema_is_refused_in_words(string engine)
    {
        using var database = new TestDatabase(engine);
        var next = Migration.Shipped.Count + 1;
        using (var newer = Engine.Open(database.Options))
        {
            Migrator.Run(newer, [.. Migration.Shipped, new SchemaMigration(next, "next.sql", "CREATE TABLE next (id TEXT)")], NodaConstants.UnixEpoch);
        }

        Should.Throw<StoreException>(() => database.Open()).Message.ShouldContain($"written by a newer version of this app (schema {next};");
    }

    [SkippableTheory, InlineData("Sqlite"), InlineData("Postgres")]
    public void A_migration_that_fails_leaves_nothing_behind(string engine)
    {
        using var database = new TestDatabase(engine);
        using var opened = Engine.Open(database.Options);

        Should.Throw<System.Data.Common.DbException>(() => Migrator.Run(
            opened, [new SchemaMigration(1, "bad.sql", "CREATE TABLE half (id TEXT); INSERT INTO nowhere VALUES (1);")], NodaConstants.UnixEpoch));

        using (var writer = opened.OpenWriter())
            writer.LastMigration().ShouldBe(0);
        using var session = ((SqlEngine)opened).Connect();
        Should.Throw<System.Data.Common.DbException>(() => session.Scalar("SELECT COUNT(*) FROM half"));
    }

    [SkippableFact]
    public async Task Two_instances_may_start_at_once()
    {
        using var database = new TestDatabase("Postgres");
        var stores = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => DocumentStore.Open(database.Options, TimeProvider.System, () => NoEmbargo.Guard))));
        (await stores[3].All(Notes)).ShouldBeEmpty();
        Array.ForEach(stores, store => store.Dispose());
    }
}
