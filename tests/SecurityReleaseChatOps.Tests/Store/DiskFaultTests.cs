using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>An embedded database's disk is full, read-only or damaged: a clear state, nothing half-written, and recovery once that is over.</summary>
public sealed class DiskFaultTests
{
    private static readonly DocumentKind<string> Notes = new("note");

    [SkippableTheory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task A_full_disk_refuses_in_words_and_goes_on_when_there_is_room(string engine)
    {
        using var disk = new SmallDisk();
        var options = disk.Database(engine);
        var saved = 0;
        using (var store = Open(options))
        {
            var health = new StoreHealth(store);
            for (; saved < 20; saved++)
                (await CrashTests.Save(store, saved)).ShouldBe(CommitResult.Saved);

            disk.Fill();
            // Free space in the files' existing pages may take some more.
            var refusal = await Should.ThrowAsync<StoreException>(async () =>
            {
                for (; ; saved++)
                    await CrashTests.Save(store, saved);
            });
            refusal.Words.ShouldStartWith("Nothing was saved");
            refusal.Message.ShouldContain("cannot be written");
            (await health.CheckHealthAsync(new HealthCheckContext())).Status.ShouldBe(HealthStatus.Unhealthy);
            await Should.ThrowAsync<StoreException>(() => CrashTests.Save(store, saved));
            (await store.All(Notes)).Count.ShouldBe(saved, "what is there is read");

            disk.Free();
            for (var more = 0; more < 20; more++, saved++)
                (await CrashTests.Save(store, saved)).ShouldBe(CommitResult.Saved);
            await OutboxHarness.UntilHealthy(health);
        }

        using var again = Open(options);
        (await CrashTests.IsWholeUpTo(again, saved)).ShouldBe(saved);
    }

    [SkippableTheory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task A_disk_that_is_read_only_refuses_the_start_in_words_until_it_is_not(string engine)
    {
        using var disk = new SmallDisk();
        var options = disk.Database(engine);
        using (var store = Open(options))
            await CrashTests.Save(store, 0);

        disk.IsReadOnly(true);
        Should.Throw<StoreException>(() => Open(options)).Message.ShouldContain("Read-only file system");
        disk.IsReadOnly(false);

        using var again = Open(options);
        (await CrashTests.Save(again, 1)).ShouldBe(CommitResult.Saved);
        (await CrashTests.IsWholeUpTo(again, 2)).ShouldBe(2);
    }

    [Theory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task A_damaged_page_is_said_and_nobody_is_told_what_was_never_saved(string engine)
    {
        const int notes = 300;
        var page = engine == "Sqlite" ? 4096 : 8192;
        using var database = new TestDatabase(engine);
        using (var store = database.Open())
        {
            for (var i = 0; i < notes; i++)
                await CrashTests.Save(store, i);
        }

        // Reopening moves everything from the log into the file itself.
        database.Open().Dispose();
        var whole = await File.ReadAllBytesAsync(database.File);
        var outcomes = new List<string>();
        var random = new Random(14);
        for (var at = 0; at < whole.Length; at += page)
        {
            // SQLite's pages have no checksums, but its documents: see the next test.
            foreach (var how in engine == "Sqlite" ? ["zero", "noise"] : new[] { "zero", "noise", "a bit", "another bit", "a third bit" })
            {
                var damaged = (byte[])whole.Clone();
                if (how == "zero")
                    damaged.AsSpan(at, page).Clear();
                else if (how == "noise")
                    random.NextBytes(damaged.AsSpan(at, page));
                else
                    damaged[at + random.Next(page)] ^= (byte)(1 << random.Next(8));
                using var copy = new TestDatabase(engine);
                Directory.CreateDirectory(Path.GetDirectoryName(copy.File)!);
                await File.WriteAllBytesAsync(copy.File, damaged);
                outcomes.Add($"page {at / page} {how}: {await Outcome(copy.Options).WaitAsync(TimeSpan.FromSeconds(20))}");
            }
        }

        outcomes.Where(outcome => outcome.Contains("WRONG")).ShouldBeEmpty();

        async Task<string> Outcome(StoreOptions options) => await Task.Run(async () =>
        {
            try
            {
                using var store = Open(options);
                var read = await store.All(Notes);
                var count = read.Count;
                foreach (var note in read)
                {
                    if (note.Value != $"note {int.Parse(note.Id)}")
                        return $"WRONG {note.Id}: {note.Value}";
                }

                for (var i = 0; i < notes; i++)
                {
                    if (await store.Get(Notes, $"{i:D6}") is null)
                        return $"WRONG {i} is missing";
                }

                return count == notes ? "whole" : $"WRONG count {count}";
            }
            catch (StoreException e)
            {
                return $"said: {e.Message[..Math.Min(90, e.Message.Length)]}";
            }
            catch (Exception e)
            {
                return $"WRONG {e.GetType().Name}: {e.Message}";
            }
        });
    }

    [Fact]
    public async Task A_bit_that_is_flipped_in_a_document_of_SQLite_is_said_by_all_that_reads_it()
    {
        const int number = 5;
        using var database = new TestDatabase("Sqlite");
        using (var store = database.Open())
        {
            for (var i = 0; i < 10; i++)
                await CrashTests.Save(store, i);
        }

        // Reopening moves everything from the log into the file itself.
        database.Open().Dispose();
        var whole = await File.ReadAllBytesAsync(database.File);
        // JSON text: with quotes it is the document's alone.
        var body = System.Text.Encoding.UTF8.GetBytes($"\"note {number}\"");
        var at = whole.AsSpan().IndexOf(body);
        at.ShouldBeGreaterThan(0);
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at + (bit / 8)] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(database.File, damaged);
            using (var store = Open(database.Options))
            {
                (await Should.ThrowAsync<StoreException>(async () => await store.Get(Notes, $"{number:D6}"))).Message.ShouldContain("is damaged");
                (await Should.ThrowAsync<StoreException>(async () => await store.All(Notes))).Message.ShouldContain("is damaged");
                (await new StoreHealth(store).CheckHealthAsync(new HealthCheckContext())).Status.ShouldBe(HealthStatus.Unhealthy);
                (await store.Get(Notes, $"{number + 1:D6}"))!.Value.ShouldBe($"note {number + 1}", "the others are read");
            }

            var backup = database.File + ".backup";
            Should.Throw<StoreException>(() => Backup.Write(database.Options, backup, NodaConstants.UnixEpoch)).Message.ShouldContain("is damaged");
            File.Exists(backup).ShouldBeFalse("half a backup is none");
        }

        await File.WriteAllBytesAsync(database.File, whole);
        using var again = Open(database.Options);
        (await CrashTests.IsWholeUpTo(again, 10)).ShouldBe(10);
    }

    [SkippableTheory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task A_document_of_a_version_without_checksums_is_read_and_has_one_once_it_is_saved_again(string engine)
    {
        using var database = new TestDatabase(engine);
        using (var store = database.Open())
        {
            await store.Commit(new Commit().Put(Notes, "a", "one", 0).Put(Notes, "gone", "one", 0));
            await store.Commit(new Commit().Delete(Notes, "gone", 1));
            await store.Commit(new Commit().Put(Notes, "gone", "again", 0));
        }

        Execute("UPDATE documents SET checksum = NULL WHERE id = 'a'");
        using (var store = database.Open())
        {
            (await store.Get(Notes, "a"))!.Value.ShouldBe("one");
            (await store.Get(Notes, "gone"))!.Version.ShouldBe(3, "it counts on from what was deleted");
            await store.Commit(new Commit().Put(Notes, "a", "two", 1));
        }

        Execute("UPDATE documents SET body = '\"other\"'");
        using var last = database.Open();
        (await Should.ThrowAsync<StoreException>(async () => await last.Get(Notes, "a"))).Message.ShouldContain("the document a is damaged");
        (await Should.ThrowAsync<StoreException>(async () => await last.Get(Notes, "gone"))).Message.ShouldContain("the document gone is damaged");

        void Execute(string sql)
        {
            using var session = new Session(new PlainDatabase(database.Options).Open(write: true));
            session.Execute(sql);
            session.Execute("COMMIT");
        }
    }

    [Fact]
    public async Task A_bit_that_is_flipped_in_the_log_of_LiteDB_is_said_and_what_was_saved_behind_it_is_not_cut_off()
    {
        const int notes = 20;
        var random = new Random(14);
        using var database = new TestDatabase("LiteDb");
        byte[] data, log;
        using (var store = database.Open())
        {
            for (var i = 0; i < notes; i++)
                await CrashTests.Save(store, i);
            // As after a kill: the log has not yet been written to the file.
            (data, log) = (await Bytes(database.File), await Bytes(database.File + "-log"));
        }

        for (var tries = 0; tries < 20; tries++)
        {
            using var copy = new TestDatabase("LiteDb");
            Directory.CreateDirectory(Path.GetDirectoryName(copy.File)!);
            // Only in the first half: transactions synced later follow it for certain.
            var damaged = (byte[])log.Clone();
            damaged[random.Next(8, log.Length / 2)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(copy.File, data);
            await File.WriteAllBytesAsync(copy.File + "-log", damaged);
            Should.Throw<StoreException>(() => Open(copy.Options)).Message.ShouldContain("of its log is damaged");
            (await Bytes(copy.File + "-log")).ShouldBe(damaged, "nothing is cut off");
            await File.WriteAllBytesAsync(copy.File + "-log", log);
            using var again = Open(copy.Options);
            (await CrashTests.IsWholeUpTo(again, notes)).ShouldBe(notes);
        }

        static async Task<byte[]> Bytes(string file)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            return bytes;
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task A_file_that_is_damaged_while_the_app_runs_turns_health_red_until_it_is_whole_again(string engine)
    {
        using var database = new TestDatabase(engine);
        using (var before = database.Open())
        {
            for (var i = 0; i < 100; i++)
                await CrashTests.Save(before, i);
        }

        database.Open().Dispose();
        using var store = Open(database.Options);
        var health = new StoreHealth(store);
        await OutboxHarness.UntilHealthy(health);
        await using var file = new FileStream(database.File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
        var whole = new byte[file.Length];
        await file.ReadExactlyAsync(whole);

        // Everything except what is read at start.
        await Write(from: whole.Length / 4, new byte[whole.Length - (whole.Length / 4)]);
        (await Should.ThrowAsync<StoreException>(ReadAll)).Message.ShouldContain("cannot be read");
        var red = await health.CheckHealthAsync(new HealthCheckContext());
        red.Status.ShouldBe(HealthStatus.Unhealthy);
        red.Description!.ShouldContain("cannot be read");

        await Write(0, whole);
        await OutboxHarness.UntilHealthy(health);
        await ReadAll();
        (await CrashTests.Save(store, 100)).ShouldBe(CommitResult.Saved);
        (await CrashTests.IsWholeUpTo(store, 101)).ShouldBe(101);

        async Task ReadAll()
        {
            for (var i = 0; i < 100; i++)
            {
                (await store.Audit($"note{i}")).Count.ShouldBe(1);
                (await store.HasSeen($"delivery{i}")).ShouldBeTrue();
            }
        }

        async Task Write(int from, byte[] bytes)
        {
            file.Position = from;
            await file.WriteAsync(bytes);
        }
    }

    private static DocumentStore Open(StoreOptions options) => DocumentStore.Open(options, TimeProvider.System, () => NoEmbargo.Guard);
}
