using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class OpeningTests
{
    private const string Secret = "s3cret";

    [Theory]
    [InlineData("Oracle", "x", "it can be Sqlite, LiteDb or Postgres")]
    [InlineData("Sqlite", "Data Source=:memory:", "names no file")]
    [InlineData("Sqlite", "", "names no file")]
    [InlineData("Sqlite", "Host=somewhere", "is not one for SQLite")]
    [InlineData("Sqlite", "Data Source=/proc/none/x.db", "cannot be written")]
    [InlineData("LiteDb", "", "names no file")]
    [InlineData("LiteDb", "Data Source=chatops.db", "names no file")]
    [InlineData("LiteDb", "/proc/none/x.db", "cannot be written")]
    [InlineData("Postgres", "Host=127.0.0.1;Port=1;Password=" + Secret, "cannot be opened")]
    [InlineData("Postgres", "Pasword=" + Secret, "is not one for PostgreSQL")]
    public void Wrong_settings_are_refused_in_words_without_secrets(string provider, string connectionString, string words)
    {
        var fault =
            Should.Throw<StoreException>(() =>
                DocumentStore.Open(new StoreOptions { Provider = provider, ConnectionString = connectionString }, TimeProvider.System, () => NoEmbargo.Guard));

        fault.Message.ShouldContain(words);
        fault.ToString().ShouldNotContain(Secret);
    }

    [Theory, InlineData("Sqlite", "not a database"), InlineData("LiteDb", "cannot be opened")]
    public void A_file_that_is_no_database_is_refused_in_words(string engine, string words)
    {
        using var database = new TestDatabase(engine);
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        File.WriteAllText(database.File, new string('x', 50_000));

        Should.Throw<StoreException>(() => database.Open()).Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".lock")]
    public void What_is_no_file_is_not_called_another_instance(string suffix)
    {
        using var database = new TestDatabase("Sqlite");
        Directory.CreateDirectory(database.File + suffix);

        var fault = Should.Throw<StoreException>(() => database.Open());
        fault.Message.ShouldStartWith($"The database {database.File} cannot be written: ");
        fault.Message.ShouldNotContain("instance");
    }

    [SkippableFact]
    public void A_read_only_file_system_is_named_so()
    {
        var mount = !File.Exists("/proc/mounts") ? null : File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
            .Where(fields => fields[3].Split(',')[0] == "ro" && Directory.Exists(fields[1])).Select(fields => fields[1]).FirstOrDefault();
        Skip.If(mount is null, "Nothing is mounted read-only here.");

        var fault =
            Should.Throw<StoreException>(() =>
                DocumentStore.Open(new StoreOptions { ConnectionString = $"Data Source={mount}/x.db" }, TimeProvider.System, () => NoEmbargo.Guard));
        fault.Message.ShouldContain("Read-only file system");
        fault.Message.ShouldNotContain("instance");
    }

    [Fact]
    public void Every_commit_of_SQLite_is_on_disk_before_it_is_answered()
    {
        using var database = new TestDatabase("Sqlite");
        using var session = ((SqlEngine)database.Open().Engine).Connect();

        session.Scalar("PRAGMA journal_mode").ShouldBe("wal");
        session.Scalar("PRAGMA synchronous").ShouldBe(2L, "FULL");
    }

    [SkippableTheory, EveryEngine]
    public async Task A_commit_that_the_database_refuses_fails_alone(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var kind = new DocumentKind<int[]>("k");

        var commits = Enumerable.Range(0, 50).Select(async i =>
        {
            var commit = new Commit().Put(kind, $"{i}", [i], 0);
            // A null in a column that allows none.
            await store.Commit(i % 10 == 0 ? commit.Audit(null!, "x", "y") : commit);
        }).ToList();
        await Task.WhenAll(commits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        commits.Count(c => c.IsFaulted && c.Exception!.InnerException is StoreException).ShouldBe(5);
        (await store.All(kind)).Count.ShouldBe(45);
        store.Trouble.ShouldBeNull();
    }

    [SkippableTheory, EveryEngine]
    public async Task A_value_that_the_database_cannot_take_fails_alone(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var kind = new DocumentKind<int[]>("k");

        var commits = Enumerable.Range(0, 50).Select(async i =>
        {
            var commit = new Commit().Put(kind, $"{i}", [i], 0);
            await store.Commit(i == 25 ? commit.Audit("half a pair: \uD800", "x", "y") : commit);
        }).ToList();
        await Task.WhenAll(commits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // SQLite accepts it, with a replacement character.
        commits.Count(c => c.IsFaulted).ShouldBe(engine == "Sqlite" ? 0 : 1);
        (await store.All(kind)).Count.ShouldBe(engine == "Sqlite" ? 50 : 49);
        (await store.Commit(new Commit("after"))).ShouldBe(CommitResult.Saved);
        store.Trouble.ShouldBeNull();
    }

    [SkippableFact]
    public void A_new_folder_is_its_owners_alone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (!OperatingSystem.IsWindows())
        {
            using var database = new TestDatabase("Sqlite");
            database.Open();

            File.GetUnixFileMode(Path.GetDirectoryName(database.File)!)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Health_says_in_words_what_is_wrong()
    {
        using var database = new TestDatabase("Sqlite");
        var store = database.Open();
        var health = new StoreHealth(store);
        await OutboxHarness.UntilHealthy(health);

        using (var hand = ((SqlEngine)store.Engine).Connect())
        {
            hand.Execute("ALTER TABLE seen RENAME TO gone");
        }

        await Should.ThrowAsync<StoreException>(() => store.HasSeen("x").AsTask());
        var report = await health.CheckHealthAsync(new HealthCheckContext());
        report.Status.ShouldBe(HealthStatus.Unhealthy);
        report.Description!.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task A_store_that_is_closed_says_so()
    {
        using var database = new TestDatabase("Sqlite");
        var store = database.Open();
        store.Dispose();

        (await Should.ThrowAsync<StoreException>(() => store.Commit(new Commit("x")).AsTask())).Message.ShouldContain("stopping");
    }
}
