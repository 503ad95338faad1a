using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>The audit is a chain: changed, removed and moved entries are detected, on every engine.</summary>
public sealed class AuditTests
{
    private static readonly DocumentKind<string> Kind = new("note");

    public static TheoryData<string, string[]> Edits => new()
    {
        {
            "UPDATE audit SET after = '{\"n\":8}' WHERE seq = 7",
            ["Entry 7 (2026-11-26 10:00:00 UTC, wrote, note/n7) was changed: it is not what was written there."]
        },
        { "UPDATE audit SET who = 'U2' WHERE seq = 1", ["Entry 1 (*) was changed: *"] },
        { "UPDATE audit SET at = at + 1 WHERE seq = 20", ["Entry 20 (*) was changed: *"] },
        { "DELETE FROM audit WHERE seq = 7", ["Entry 7 is missing."] },
        { "DELETE FROM audit WHERE seq <= 3", ["Entries 1 to 3 are missing."] },
        { "DELETE FROM audit WHERE seq > 18", ["The audit ends with entry 18: what came after it up to entry 20, the head that was kept, is missing."] },
        {
            "UPDATE audit SET seq = -5 WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = 9; UPDATE audit SET seq = 9 WHERE seq = -5",
            ["Entry 5 (*, note/n9) was entry 9: it was moved.", "Entry 9 (*, note/n5) was entry 5: it was moved."]
        },
        { "UPDATE audit SET seq = 40 WHERE seq = 12", ["Entry 40 (*, note/n12) was entry 12: it was moved."] },
        {
            "UPDATE audit SET before = NULL, after = NULL, content = repeat(content) WHERE seq = 4",
            ["Entry 4 (*) was changed: *", "Entry 4 lost what it said, *"]
        },
    };

    [SkippableTheory]
    [MemberData(nameof(EditsOnEveryEngine))]
    public async Task What_an_editor_changes_is_found_with_its_place(string engine, string edit, string[] found)
    {
        using var database = new TestDatabase(engine);
        await Fill(database, 20);
        var whole = Verify(database);
        whole.Findings.ShouldBeEmpty();
        (whole.Count, whole.Head.Seq).ShouldBe((20, 20));
        Edit(database, edit);
        var findings = Verify(database, whole.Head).Findings;
        findings.Count.ShouldBeGreaterThanOrEqualTo(found.Length, string.Join('\n', findings));
        foreach (var (line, pattern) in findings.Zip(found))
            line.ShouldMatch("^" + System.Text.RegularExpressions.Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$");
    }

    public static IEnumerable<object[]> EditsOnEveryEngine() =>
        from engine in new[] { "Sqlite", "LiteDb", "Postgres" } from edit in Edits select new[] { engine, edit[0], edit[1] };

    [SkippableTheory, EveryEngine]
    public async Task An_audit_that_was_made_anew_is_found_by_the_head_that_was_kept(string engine)
    {
        using var database = new TestDatabase(engine);
        await Fill(database, 5);
        var kept = Verify(database).Head;
        AuditHead.Parse(kept.ToString()).ShouldBe(kept);
        var last = AuditHead.None;
        var anew = StoredAudit.Read(database.Options, rows => rows.ToList()).ConvertAll(row => AuditChain.Bind(last, row with { Who = "U9" }) is var bound
            && (last = bound.Head) is not null ? bound : row);
        Rewrite(database, anew);
        Verify(database).Findings.ShouldBeEmpty("who writes the database can do that");
        Verify(database, kept).Findings.ShouldHaveSingleItem().ShouldStartWith("Entry 5 is another than the head that was kept");
        Verify(database, new(9, kept.Hash)).Findings.ShouldHaveSingleItem().ShouldContain("up to entry 9");
    }

    [SkippableTheory, EveryEngine]
    public async Task What_was_undone_leaves_the_chain_whole(string engine)
    {
        using var database = new TestDatabase(engine);
        using (var store = database.Open())
        {
            // Many at once, some of them conflicting, so that they share group commits.
            var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(n => Task.Run(async () => await store.Commit(
                new Commit().Audit($"U{n}", "tried", "n", null, new { n }).Put(Kind, $"n{n / 3}", "one", n % 3 == 0 ? 0 : 7)))));
            results.Count(result => result == CommitResult.Saved).ShouldBe(100);
        }
        var verdict = Verify(database);
        verdict.Findings.ShouldBeEmpty();
        verdict.Count.ShouldBe(100);
    }

    [SkippableFact]
    public async Task Several_instances_write_one_chain()
    {
        using var database = new TestDatabase("Postgres");
        DocumentStore[] stores = [database.Open(), database.Open(), database.Open()];
        await Task.WhenAll(stores.SelectMany((store, one) => Enumerable.Range(0, 60).Select(n => Task.Run(async () =>
            (await store.Commit(new Commit().Put(Kind, $"{one}-{n}", "x", 0).Audit("U1", "wrote", $"note/{one}-{n}"))).ShouldBe(CommitResult.Saved)))));
        var verdict = Verify(database);
        verdict.Findings.ShouldBeEmpty();
        (verdict.Count, verdict.Head.Seq).ShouldBe((180, 180));
    }

    [SkippableTheory, EveryEngine]
    public void What_the_version_before_wrote_is_chained_at_the_start(string engine)
    {
        var data = Leftovers.Unpack("before-audit-chain");
        try
        {
            var old = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(data, "chatops.db")}" };
            Should.Throw<StoreException>(() => StoredAudit.Read(old, rows => rows.Count())).Message.ShouldContain("An earlier version wrote this audit");
            var saved = Path.Combine(data, "saved");
            Backup.Write(old, saved, NodaConstants.UnixEpoch);
            using var database = new TestDatabase(engine);
            Backup.Restore(saved, database.Options, NodaConstants.UnixEpoch);
            database.Open().Dispose();
            var verdict = Verify(database);
            verdict.Findings.ShouldBeEmpty();
            (verdict.Count, verdict.Head.Seq).ShouldBe((17, 17));
            StoredAudit.Read(database.Options, rows => rows.Single(row => row.Seq == 15).After!).ShouldContain("18.6.1");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public void Whatever_is_changed_its_place_is_named() =>
        Prop.ForAll<NonEmptyArray<NonNull<string>>, (byte, byte), NonNull<string>>((words, place, other) => Change(words, place.Item1, place.Item2, other))
            .QuickCheckThrowOnFailure();

    private static void Change(NonEmptyArray<NonNull<string>> words, byte which, byte field, NonNull<string> other)
    {
        var rows = Chain(words.Get.Select(word => word.Get));
        Look(rows).ShouldBeEmpty();
        var place = which % rows.Count;
        var row = rows[place];
        var changed = (field % 6) switch
        {
            0 => row with { Who = other.Get },
            1 => row with { What = other.Get },
            2 => row with { Subject = other.Get },
            3 => row with { Before = other.Get },
            4 => row with { After = other.Get },
            _ => row with { At = row.At + other.Get.Length },
        };
        rows[place] = changed;
        var findings = Look(rows);
        if (changed == row)
            findings.ShouldBeEmpty();
        else
            findings.ShouldHaveSingleItem().ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"Entry {place + 1} "));
    }

    [SkippableTheory, EveryEngine]
    public async Task The_export_is_in_order_and_anyone_can_verify_it(string engine)
    {
        using var database = new TestDatabase(engine);
        using (var store = database.Open(new At("2026-11-26T10:00:00Z")))
        {
            await store.Commit(new Commit().Audit("U1", "started", "release/R1", null, new { title = "é “½”" }).Audit("U1", "told", "ping/R1/legal"));
            await store.Commit(new Commit().Audit("U2", "started", "release/R12").Audit("U2", "wrote", "handover/R1-H3"));
        }
        using (var store = database.Open(new At("2026-11-27T10:00:00Z")))
            await store.Commit(new Commit().Audit("job", "over", "release/R1", new { title = "é" }));
        var lines = Export(database);
        var before = new string('0', 64);
        foreach (var line in lines)
        {
            // As described in the README, without using the app's code.
            before.ShouldNotBe(T(line, "hash"));
            before = Sha(
                before, $"{line["seq"]}", $"{line["at"]!.GetValue<DateTimeOffset>().ToUnixTimeMilliseconds()}", T(line, "what"),
                Sha(T(line, "people"), T(line, "who"), T(line, "subject")), Sha(T(line, "content"), T(line, "before"), T(line, "after")));
            before.ShouldBe(T(line, "hash"));
        }
        Seqs(lines).ShouldBe([1, 2, 3, 4, 5]);
        Seqs(Export(database, "R1")).ShouldBe([1, 2, 4, 5]);
        Seqs(Export(database, "r12")).ShouldBe([3]);
        Seqs(Export(database, null, "2026-11-27")).ShouldBe([5]);

        static string? T(JsonNode line, string name) => (string?)line[name];
        static List<int> Seqs(List<JsonNode> lines) => lines.ConvertAll(line => (int)line["seq"]!);
        static string Sha(params string?[] texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
            texts.Select(text => text is null ? "-," : $"{Encoding.UTF8.GetByteCount(text)}:{text},")))));
    }

    [Fact]
    public async Task A_backup_is_verified_too_and_scripts_read_the_head()
    {
        using var database = new TestDatabase("Sqlite");
        await Fill(database, 3);
        var head = Verify(database).Head;
        Edit(database, "UPDATE audit SET who = 'U2' WHERE seq = 2");
        var saved = Path.Combine(Path.GetDirectoryName(database.File)!, "saved");
        Backup.Write(database.Options, saved, NodaConstants.UnixEpoch);
        using var output = new StringWriter();
        (await CommandLine.Run(["audit", "verify", saved, "--head", head.ToString(), "--json"], output, output)).ShouldBe(1, output.ToString());
        var said = JsonNode.Parse(output.ToString())!;
        ((string)said["head"]!).ShouldBe(head.ToString());
        ((string)said["findings"]![0]!["says"]!).ShouldStartWith("Entry 2 (");
    }

    /// <summary>Entries of n1, n2 and so on, in commits of two.</summary>
    internal static async Task Fill(TestDatabase database, int count)
    {
        using var store = database.Open(new At("2026-11-26T10:00:00Z"));
        for (var n = 1; n <= count; n++)
            (await store.Commit(new Commit().Put(Kind, $"n{n}", $"{n}", 0).Audit("U1", "wrote", $"note/n{n}", null, new { n }))).ShouldBe(CommitResult.Saved);
    }

    internal static AuditVerdict Verify(TestDatabase database, AuditHead? kept = null) => StoredAudit.Read(database.Options, rows => Look(rows, kept));

    private static AuditVerdict Look(IEnumerable<AuditRow> rows, AuditHead? kept)
    {
        var check = new AuditCheck(kept);
        foreach (var row in rows)
            check.See(row);
        return check.End();
    }

    private static IReadOnlyList<string> Look(IEnumerable<AuditRow> rows) => Look(rows, null).Findings;

    private static List<AuditRow> Chain(IEnumerable<string> words)
    {
        var (head, rows) = (AuditHead.None, new List<AuditRow>());
        foreach (var word in words)
        {
            rows.Add(AuditChain.Next(head, new CommitStep.Audit("U1", "wrote", "note/a", null, word), rows.Count));
            head = rows[^1].Head;
        }
        return rows;
    }

    private static List<JsonNode> Export(TestDatabase database, string? release = null, string? since = null)
    {
        using var output = new StringWriter();
        var settings = SecurityReleaseChatOps.Hosting.Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = database.Options.Provider, ["Storage:ConnectionString"] = database.Options.ConnectionString,
        }).Build());
        var from = since is null ? (Instant?)null : Rotation.People.At(since + "Z");
        AuditCommands.Export(settings, null, release, from, output).ShouldBe(0);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>Runs the SQL on any engine, as far as the edits above need it.</summary>
    private static void Edit(TestDatabase database, string sql)
    {
        sql = sql.Replace("repeat(content)", "content || content", StringComparison.Ordinal);
        if (database.Options.Provider != "LiteDb")
        {
            using var session = new Session(new PlainDatabase(database.Options).Open(write: true));
            foreach (var statement in sql.Split(';', StringSplitOptions.TrimEntries))
                session.Execute(statement);
            session.Execute("COMMIT");
            return;
        }
        // LiteDB has no such SQL: its rows are edited in SQLite and written back.
        using var beside = new TestDatabase("Sqlite");
        beside.Open().Dispose();
        Rewrite(beside, StoredAudit.Read(database.Options, rows => rows.ToList()));
        Edit(beside, sql);
        Rewrite(database, StoredAudit.Read(beside.Options, rows => rows.ToList()));
    }

    /// <summary>As somebody with write access to the database could.</summary>
    internal static void Change(TestDatabase database, Func<AuditRow, AuditRow> change) =>
        Rewrite(database, StoredAudit.Read(database.Options, rows => rows.Select(change).ToList()));

    private static void Rewrite(TestDatabase database, List<AuditRow> rows)
    {
        if (database.Options.Provider == "LiteDb")
        {
            using var engine = new LiteDbEngine(database.Options.ConnectionString);
            engine.Write(open =>
            {
                open.GetCollection(Collections.Audit).DeleteAll();
                rows.ForEach(row => open.GetCollection(Collections.Audit).Insert(LiteAudit.Write(row)));
            });
            return;
        }
        using var session = new Session(new PlainDatabase(database.Options).Open(write: true));
        session.Execute("DELETE FROM audit");
        foreach (var row in rows)
            session.Run([SqlSteps.Of(row)]);
        session.Execute("COMMIT");
    }

    /// <summary>A stopped clock.</summary>
    private sealed class At(string moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
    }
}
