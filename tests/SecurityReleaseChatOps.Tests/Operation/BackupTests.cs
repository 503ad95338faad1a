using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>Backup, restore and verify: nothing is lost or overwritten, and damage is detected.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly DocumentKind<string> Kind = new("note");

    private readonly string folder = Directory.CreateTempSubdirectory("chatops-backup-").FullName;

    private string Saved => Path.Combine(folder, "saved");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableTheory, EveryEngine]
    public async Task What_is_saved_while_others_write_is_one_moment_and_comes_back_whole(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        for (var n = 0; n < 20; n++)
            await Write(store, n);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 20; !stop.IsCancellationRequested; n++)
                await Write(store, n);
        });
        var written = Backup.Write(database.Options, Saved, NodaConstants.UnixEpoch);
        await stop.CancelAsync();
        await writing;
        written.Rows["documents"].ShouldBeGreaterThanOrEqualTo(20);
        written.Rows["audit"].ShouldBe(written.Rows["documents"], "both are of one commit");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Saved).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using var empty = new TestDatabase(engine);
        Backup.Restore(Saved, empty.Options, NodaConstants.UnixEpoch).Rows.ShouldBe(written.Rows);
        var restored = empty.Open();
        (await restored.All(Kind)).Count.ShouldBe((int)written.Rows["documents"]);
        (await restored.Get(Kind, "n7"))!.Value.ShouldBe("seven “½” \n 7");
        (await restored.Audit("note/n7")).ShouldHaveSingleItem().After.ShouldBe((await store.Audit("note/n7")).Single().After);
        (await restored.HasSeen("seen-7")).ShouldBeTrue();
        (await Write(restored, 100_000)).ShouldBe(CommitResult.Saved, "it goes on where it was");

        Should.Throw<StoreException>(() => Backup.Restore(Saved, empty.Options, NodaConstants.UnixEpoch)).Message.ShouldContain("is not empty");
        Should.Throw<IOException>(() => Backup.Write(database.Options, Saved, NodaConstants.UnixEpoch), "an older backup is never overwritten");
    }

    [SkippableTheory, InlineData("Sqlite", "Postgres"), InlineData("Sqlite", "LiteDb"), InlineData("LiteDb", "Sqlite")]
    public async Task A_backup_goes_from_one_engine_to_another(string one, string another)
    {
        using var from = new TestDatabase(one);
        using (var store = from.Open())
        {
            await Write(store, 7);
            await store.Commit(new Commit().Show("waits", "psirt", "text").Show("stands", "psirt", "text").Show("failed", "psirt", "text"));
            var table = new OutboxTable(store);
            await table.Stands((await table.Find("stands", default))!, 1, "C1", "1.5", default);
            await table.Failed((await table.Find("failed", default))!, "no such channel", default);
        }
        Backup.Write(from.Options, Saved, NodaConstants.UnixEpoch);
        using var to = new TestDatabase(another);
        Backup.Restore(Saved, to.Options, NodaConstants.UnixEpoch);
        using (var store = to.Open())
        {
            (await store.Get(Kind, "n7"))!.Value.ShouldContain("seven");
            (await Write(store, 7)).ShouldBe(CommitResult.AlreadySeen);
            (await store.Shown("stands")).ShouldBe(new PostedMessage("stands", "C1", "1.5", null), "it is not posted twice");
            (await store.Engine.Outbox.WaitingLanes(default)).ShouldBe(["psirt"]);
            (await store.Engine.Outbox.Next(["psirt"], default)).ShouldBe("waits");
            (await store.Engine.Outbox.Failed(0, default)).ShouldHaveSingleItem().Error.ShouldBe("no such channel");
        }
        var back = Path.Combine(folder, "back");
        Backup.Write(to.Options, back, NodaConstants.UnixEpoch).Rows.ShouldBe(Backup.Check(Saved).Rows);
    }

    [Fact]
    public async Task What_is_damaged_or_cut_off_is_refused_before_anything_is_restored()
    {
        using var database = new TestDatabase("Sqlite");
        var store = database.Open();
        for (var n = 0; n < 50; n++)
            await Write(store, n);
        Backup.Write(database.Options, Saved, NodaConstants.UnixEpoch);
        var whole = await File.ReadAllBytesAsync(Saved);
        using var empty = new TestDatabase("Sqlite");
        // A changed byte in the middle of the compressed data, and a missing end; the compression's header protects nothing.
        foreach (var damaged in new[] { [.. whole[..(whole.Length / 2)], (byte)(whole[whole.Length / 2] ^ 1), .. whole[(whole.Length / 2 + 1)..]], whole[..^20], [], "no"u8.ToArray() })
        {
            await File.WriteAllBytesAsync(Saved, damaged);
            Should.Throw<StoreException>(() => Backup.Restore(Saved, empty.Options, NodaConstants.UnixEpoch)).Message.ShouldContain("is not a whole backup");
            File.Exists(empty.File).ShouldBeFalse();
        }
    }

    [Fact]
    public void All_tables_are_in_it_but_that_of_the_schema_which_is_made_anew()
    {
        using var database = new TestDatabase("Sqlite");
        database.Open();
        using var session = new Session(new PlainDatabase(database.Options).Open(write: false));
        session.Rows("SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0)).Order()
            .ShouldBe(Backup.Tables.Append("migrations").Order());
    }

    [Theory]
    [InlineData("before-issue-8")]
    [InlineData("before-issue-9")]
    [InlineData("before-issue-10")]
    [InlineData("before-issue-12")]
    public async Task Verify_reads_what_every_earlier_version_left_and_changes_nothing(string fixture)
    {
        var data = Leftovers.Unpack(fixture);
        var file = Path.Combine(data, "chatops.db");
        var before = await File.ReadAllBytesAsync(file);
        var outcome = await Verification.Run([$"--Storage:ConnectionString=Data Source={file}"], null, default);
        outcome.Findings.ShouldBeEmpty();
        outcome.Says.ShouldMatch(@"^\d{2,} documents and [1-9]\d* boards of active releases are read\.$");
        (await File.ReadAllBytesAsync(file)).ShouldBe(before);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Verify_names_a_document_that_cannot_be_read_and_says_nothing_of_what_is_in_it()
    {
        using var database = new TestDatabase("Sqlite");
        await database.Open().Commit(new Commit().Put(new DocumentKind<object>("release"), "R9", new { title = "stored XSS", dueDate = "not a date" }, 0));
        Backup.Write(database.Options, Saved, NodaConstants.UnixEpoch);
        var outcome = await Verification.Run([], Saved, default);
        outcome.Findings.ShouldHaveSingleItem().Says.ShouldStartWith("release R9 cannot be read by this version");
        outcome.Findings[0].Says.ShouldNotContain("XSS");
    }

    private static ValueTask<CommitResult> Write(DocumentStore store, int n) => store.Commit(
        new Commit($"seen-{n}").Put(Kind, $"n{n}", $"seven “½” \n {n}", 0).Audit("U1", "wrote", $"note/n{n}", null, new { n }));
}
