using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>A kill, or a truncated log of an embedded database, leaves only whole commits. <c>KILLS=100</c> sets the number of kills on each engine.</summary>
public sealed class CrashTests
{
    private const int Commits = 40;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "4");
    private static readonly DocumentKind<string> Notes = new("note");

    [Theory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task A_log_cut_anywhere_holds_each_commit_whole_or_not_at_all(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        for (var i = 0; i < Commits; i++)
        {
            (await Save(store, i)).ShouldBe(CommitResult.Saved);
        }

        var log = await ReadShared(database.Log);
        var file = await ReadShared(database.File);
        store.Dispose();
        var random = new Random(20261125);
        for (var cut = 0; cut < 40; cut++)
        {
            using var copy = new TestDatabase(engine);
            Directory.CreateDirectory(Path.GetDirectoryName(copy.File)!);
            await File.WriteAllBytesAsync(copy.File, file);
            await File.WriteAllBytesAsync(copy.Log, log[..random.Next(log.Length)]);

            await IsWholeUpTo(copy.Open(), atLeast: 0);
        }
    }

    [SkippableTheory, EveryEngine]
    public async Task A_process_killed_at_any_moment_has_saved_all_it_said_it_saved(string engine)
    {
        using var database = new TestDatabase(engine);
        var random = new Random(20261126);
        var said = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var child = SavingChild.Start(database.Options, from: said);
            var last = said + random.Next(1, 400);
            while (said < last && await child.Said() is { } number)
            {
                said = number + 1;
            }

            child.Kill();
            while (await child.Said() is { } number)
            {
                said = number + 1;
            }

            using var store = DocumentStore.Open(database.Options, TimeProvider.System, () => NoEmbargo.Guard);
            said = await IsWholeUpTo(store, atLeast: said);
        }

        said.ShouldBeGreaterThan(Kills);
    }

    internal static async Task<CommitResult> Save(IStore store, int number) => await store.Commit(new Commit($"delivery{number}")
        .Put(Notes, $"{number:D6}", $"note {number}", 0)
        .Show($"card{number}", "psirt", $"card {number}")
        .Audit("U1", "noted", $"note{number}"));

    /// <returns>The number of commits found.</returns>
    internal static async Task<int> IsWholeUpTo(DocumentStore store, int atLeast)
    {
        var table = new OutboxTable(store);
        var count = (await store.All(Notes)).Count;
        count.ShouldBeGreaterThanOrEqualTo(atLeast);
        for (var i = Math.Max(0, count - Commits); i < count; i++)
        {
            (await store.Get(Notes, $"{i:D6}"))!.Value.ShouldBe($"note {i}");
            (await store.HasSeen($"delivery{i}")).ShouldBeTrue();
            (await store.Audit($"note{i}")).Count.ShouldBe(1);
            (await table.Find($"card{i}", default)).ShouldNotBeNull();
        }

        (await store.HasSeen($"delivery{count}")).ShouldBeFalse();
        (await store.Audit($"note{count}")).ShouldBeEmpty();
        (await table.Find($"card{count}", default)).ShouldBeNull();
        (await store.Engine.Outbox.Waiting(default)).Count.ShouldBe(count);
        if (store.Engine is SqliteEngine engine)
        {
            using var session = engine.Connect();
            session.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        }

        return count;
    }

    private static async Task<byte[]> ReadShared(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
