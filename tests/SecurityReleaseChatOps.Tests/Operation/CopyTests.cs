using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>Copying from one engine to another loses, duplicates and overwrites nothing.</summary>
public sealed class CopyTests : IDisposable
{
    private static readonly DocumentKind<string> Kind = new("note");

    private readonly string data = Leftovers.Unpack("before-issue-12");

    public void Dispose() => Directory.Delete(data, recursive: true);

    [SkippableFact]
    public async Task Through_all_engines_it_stays_the_same_database()
    {
        var first = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(data, "chatops.db")}" };
        using (var store = DocumentStore.Open(first, TimeProvider.System, () => NoEmbargo.Guard))
            await Leave(store);
        using var server = new TestDatabase("Postgres");
        using var lite = new TestDatabase("LiteDb");
        using var back = new TestDatabase("Sqlite");
        var (from, said, head) = (first, await Verified(first), Head(first));
        foreach (var to in new[] { server.Options, lite.Options, back.Options })
        {
            Copy.Run(from, to, NodaConstants.UnixEpoch)["documents"].ShouldBeGreaterThan(20);
            (await Verified(to)).ShouldBe(said);
            Head(to).ShouldBe(head, "the audit is the same chain");
            from = to;
        }
        Copy.Run(first, back.Options, NodaConstants.UnixEpoch)["audit"].ShouldBe(head.Seq, "where it stands already it is compared");
        using var copied = back.Open();
        (await copied.HasSeen("Ev7")).ShouldBeTrue();
        (await copied.Shown("stands")).ShouldBe(new PostedMessage("stands", "C1", "1.5", null), "it is not posted again");
        (await copied.Engine.Outbox.Failed(0, default)).ShouldHaveSingleItem().Key.ShouldBe("failed");
        (await copied.Commit(new Commit().Put(Kind, "a", "again", 2).Audit("U1", "wrote", "note/a"))).ShouldBe(CommitResult.Saved, "versions go on");
    }

    [SkippableTheory, EveryEngine]
    public async Task What_was_interrupted_is_done_again_and_what_is_done_is_only_looked_at(string engine)
    {
        using var from = new TestDatabase("Sqlite");
        using (var store = from.Open())
            await Leave(store);
        using var to = new TestDatabase(engine);
        if (engine == "Postgres")
        {
            // An earlier attempt made the schema, but no rows yet.
            using var begun = Engine.Open(to.Options);
            Migrator.Run(begun, Migration.Shipped, NodaConstants.UnixEpoch);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to.File)!);
            foreach (var half in new[] { ".unfinished", ".unfinished-wal", ".unfinished-log" })
                await File.WriteAllTextAsync(to.File + half, "half of it");
        }
        var rows = Copy.Run(from.Options, to.Options, NodaConstants.UnixEpoch);
        (rows["documents"], rows["seen"], rows["outbox"], rows["audit"]).ShouldBe((1, 1, 3, 2));
        Copy.Run(from.Options, to.Options, NodaConstants.UnixEpoch).ShouldBe(rows);
        if (engine != "Postgres")
            Directory.GetFiles(Path.GetDirectoryName(to.File)!, "*.unfinished*").ShouldBeEmpty();
    }

    [SkippableTheory, EveryEngine]
    public async Task A_place_that_holds_something_else_is_refused_and_stays_as_it_is(string engine)
    {
        using var from = new TestDatabase("Sqlite");
        using (var store = from.Open())
            await Leave(store);
        using var to = new TestDatabase(engine);
        using (var other = to.Open())
            await other.Commit(new Commit().Put(Kind, "theirs", "x", 0).Audit("U9", "wrote", "note/theirs"));
        var before = Head(to.Options);
        Should.Throw<StoreException>(() => Copy.Run(from.Options, to.Options, NodaConstants.UnixEpoch)).Message.ShouldContain("holds something else");
        Head(to.Options).ShouldBe(before);

        // A copy that has been in use since.
        using var second = new TestDatabase(engine);
        Copy.Run(from.Options, second.Options, NodaConstants.UnixEpoch);
        using (var store = second.Open())
            await store.Commit(new Commit().Put(Kind, "a", "later", 2));
        Should.Throw<StoreException>(() => Copy.Run(from.Options, second.Options, NodaConstants.UnixEpoch)).Message.ShouldContain("holds something else");
    }

    [SkippableTheory, EveryEngine]
    public async Task While_the_app_runs_nothing_is_copied(string engine)
    {
        using var from = new TestDatabase(engine);
        using var to = new TestDatabase("Sqlite");
        var store = from.Open();
        await using var running = await store.Engine.BecomeDeliverer(() => { }, default);
        var refused = Should.Throw<StoreException>(() => Copy.Run(from.Options, to.Options, NodaConstants.UnixEpoch)).Message;
        refused.ShouldMatch("The app uses .* Stop it first");
        File.Exists(to.File).ShouldBeFalse();
    }

    [SkippableTheory, EveryEngine]
    public async Task Who_is_forgotten_is_nobody_in_the_copy_and_the_history_stays_whole(string engine)
    {
        using var from = new TestDatabase(engine);
        using (var store = from.Open())
        {
            await Leave(store);
            await store.Commit(new Commit()
                .Put(new DocumentKind<object>("prompt"), "R1/U0ANNA/2026-11-25", new { by = "U0ANNA", note = "Ask Anna de Vries" }, 0)
                .Put(new DocumentKind<object>("directory"), "slack", new { name = "Anna de Vries" }, 0)
                .Audit("U0ANNA", "wrote", "engineer/U0ANNA", null, new { by = "U0ANNA" }).Audit("U0ANNAB", "wrote", "note/b", null, new { to = "U0ANNA" })
                .Show("home/U0ANNA", "psirt", "By <@U0ANNA>: Anna de Vries"));
        }
        var before = Head(from.Options);
        using var to = new TestDatabase(engine);
        Copy.Run(from.Options, to.Options, NodaConstants.UnixEpoch, "U0ANNA,Anna de Vries")["audit"].ShouldBe(5);
        var rows = Backup.Tables.SelectMany(table => Texts(to.Options, table)).ToList();
        rows.ShouldAllBe(text => !System.Text.RegularExpressions.Regex.IsMatch(text, @"U0ANNA\b|Anna de Vries"));
        rows.ShouldContain("R1/UFORGOTTEN1/2026-11-25");
        rows.ShouldContain("U0ANNAB", "that is somebody else");
        var verdict = AuditTests.Verify(to, before);
        verdict.Findings.ShouldBeEmpty();
        (verdict.Anonymous, verdict.TakenOut).ShouldBe((1, 2));
        Head(from.Options).ShouldBe(before, "what is copied stays as it is");
        using (var store = to.Open())
        {
            (await store.Audit("engineer/UFORGOTTEN1")).ShouldHaveSingleItem().After.ShouldBe("{\"by\":\"UFORGOTTEN1\"}");
            await store.Commit(new Commit().Put(new DocumentKind<object>("engineer"), "U0BEN", new { }, 0).Audit("U0BEN", "wrote", "note/c"));
        }

        AuditTests.Change(to, row => row.Seq == 1 ? row with { Who = "U9", People = AuditChain.PeopleDigest(row) } : row);
        AuditTests.Verify(to).Findings.ShouldHaveSingleItem().ShouldStartWith("Entry 1 lost");
        using var third = new TestDatabase(engine);
        Should.Throw<StoreException>(() => Copy.Run(to.Options, third.Options, NodaConstants.UnixEpoch, "U0BEN")).Message.ShouldContain("at work here");
        Should.Throw<StoreException>(() => Copy.Run(to.Options, third.Options, NodaConstants.UnixEpoch, "Anna")).Message.ShouldContain("Slack user id");
        Should.Throw<StoreException>(() => Copy.Run(from.Options, to.Options, NodaConstants.UnixEpoch, "U0ANNA")).Message.ShouldContain("is not empty");
    }

    [SkippableTheory, EveryEngine]
    public async Task Who_is_forgotten_in_place_is_nobody_there_and_it_goes_on(string engine)
    {
        using var database = new TestDatabase(engine);
        var said = new DocumentKind<string>("said");
        using (var store = database.Open())
        {
            await Leave(store);
            await store.Commit(new Commit()
                .Put(said, "R1/U0ANNA", "Ask Anna de Vries", 0).Put(said, "other", "Ask Ben", 0)
                .Put(new DocumentKind<object>("directory"), "slack", new { name = "Anna de Vries" }, 0)
                .Audit("U0ANNA", "wrote", "engineer/U0ANNA", null, new { by = "U0ANNA" }).Audit("U0ANNAB", "wrote", "note/b", null, new { to = "U0ANNA" })
                .Show("home/U0ANNA", "psirt", "By <@U0ANNA>: Anna de Vries"));
        }
        var before = Head(database.Options);
        var counted = Forgetting.Count(database.Options, "U0ANNA,Anna de Vries", 0);
        (counted["documents"], counted["outbox"], counted["audit"]).ShouldBe((1, 1, 2));
        Head(database.Options).ShouldBe(before, "counting changes nothing");
        using (var store = database.Open())
        {
            var form = (await store.Get(said, "R1/U0ANNA"))!;
            if (engine != "Postgres")
                Should.Throw<StoreException>(() => Forgetting.InPlace(database.Options, "U0ANNA", 0)).Message.ShouldContain("instance");
            (await store.Commit(new Commit().MakeAnonymous("U0GRACE", "U0ANNA,Anna de Vries"))).ShouldBe(CommitResult.Saved);
            (await store.Get(said, "R1/U0ANNA")).ShouldBeNull();
            (await store.Get(said, "R1/UFORGOTTEN1"))!.Value.ShouldBe("Ask UFORGOTTEN1");
            (await store.Commit(new Commit().Put(said, "R1/U0ANNA", "Ask Anna de Vries", form.Version))).ShouldBe(CommitResult.Conflict, "a form read it before");
            (await store.Commit(new Commit().Put(said, "other", "Ask Ben", 1).Audit("U0BEN", "wrote", "said/other"))).ShouldBe(CommitResult.Saved);
            (await store.Get(new DocumentKind<object>("directory"), "slack")).ShouldBeNull("it is read from Slack anew");
        }
        var rows = Backup.Tables.SelectMany(table => Texts(database.Options, table)).ToList();
        rows.ShouldAllBe(text => !System.Text.RegularExpressions.Regex.IsMatch(text, @"U0ANNA\b|Anna de Vries"));
        rows.ShouldContain("U0ANNAB", "that is somebody else");
        var verdict = AuditTests.Verify(database, before);
        verdict.Findings.ShouldBeEmpty();
        verdict.Count.ShouldBe(before.Seq + 2);
        (await Verification.Run(
            [$"--Storage:Provider={engine}", $"--Storage:ConnectionString={database.Options.ConnectionString}"], null, default)).Findings.ShouldBeEmpty();

        Forgetting.InPlace(database.Options, "U0GRACE", 0);
        AuditTests.Verify(database, Head(database.Options)).Findings.ShouldBeEmpty();
        using var after = database.Open();
        (await after.Audit("person/UFORGOTTEN1")).ShouldHaveSingleItem().Who.ShouldBe("UFORGOTTEN2");
    }

    private static List<string> Texts(StoreOptions place, string table)
    {
        using var tables = new PlainDatabase(place).Tables(write: false);
        return [.. tables.Rows(table).SelectMany(row => row.OfType<string>())];
    }

    /// <summary>A bit of everything.</summary>
    private static async Task Leave(DocumentStore store)
    {
        await store.Commit(new Commit("Ev7").Put(Kind, "a", "one", 0).Audit("U1", "wrote", "note/a"));
        await store.Commit(new Commit().Put(Kind, "a", "two “½”", 1).Audit("U1", "wrote", "note/a", "one", "two “½”")
            .Show("waits", "psirt", "text").Show("stands", "psirt", "text").Show("failed", "psirt", "text"));
        var table = new OutboxTable(store);
        await table.Stands((await table.Find("stands", default))!, 1, "C1", "1.5", default);
        await table.Failed((await table.Find("failed", default))!, "no such channel", default);
    }

    private static async Task<string> Verified(StoreOptions place)
    {
        var outcome = await Verification.Run([$"--Storage:Provider={place.Provider}", $"--Storage:ConnectionString={place.ConnectionString}"], null, default);
        outcome.Findings.ShouldBeEmpty();
        return outcome.Says;
    }

    private static AuditHead Head(StoreOptions place) => StoredAudit.Read(place, rows =>
    {
        var check = new AuditCheck();
        foreach (var row in rows)
            check.See(row);
        var verdict = check.End();
        verdict.Findings.ShouldBeEmpty();
        return verdict.Head;
    });
}
