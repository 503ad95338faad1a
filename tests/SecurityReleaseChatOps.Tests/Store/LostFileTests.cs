using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>Somebody deletes or replaces the database's files while the app runs: nothing that would be lost is reported as saved.</summary>
public sealed class LostFileTests
{
    public static IEnumerable<object[]> Ways =>
        from engine in Embedded from way in new[] { "all deleted", "deleted", "moved", "replaced", "lock deleted" } select new object[] { engine, way };

    private static readonly string[] Embedded = ["Sqlite", "LiteDb"];

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task Health_goes_red_and_saving_is_refused_in_words(string engine, string way)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps open files where they are.");
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var health = new StoreHealth(store);
        await store.Commit(new Commit("before"));
        await OutboxHarness.UntilHealthy(health);

        Lose(database.File, way);

        var report = await health.CheckHealthAsync(new HealthCheckContext());
        report.Status.ShouldBe(HealthStatus.Unhealthy);
        report.Description!.ShouldContain("was deleted, moved or replaced while the app runs");
        for (var i = 0; i < 3; i++)
            (await Should.ThrowAsync<StoreException>(() => store.Commit(new Commit($"after {i}")).AsTask())).Message.ShouldContain("Nothing more is saved");
        if (way is "all deleted" or "deleted" or "moved")
            File.Exists(database.File).ShouldBeFalse("no empty database takes its place");
    }

    [SkippableTheory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task A_log_that_is_deleted_takes_no_more_commits(string engine)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps open files where they are.");
        using var database = new TestDatabase(engine);
        var store = database.Open();
        await store.Commit(new Commit("before"));
        File.Delete(database.Log);

        (await Should.ThrowAsync<StoreException>(() => store.Commit(new Commit("after")).AsTask())).Message.ShouldContain(database.Log + " was deleted");
        (await new StoreHealth(store).CheckHealthAsync(new HealthCheckContext())).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    [SkippableTheory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task What_is_put_back_in_its_place_is_used_again(string engine)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps open files where they are.");
        using var database = new TestDatabase(engine);
        var store = database.Open();
        await store.Commit(new Commit("before"));
        File.Move(database.File, database.File + ".aside");
        await Should.ThrowAsync<StoreException>(() => store.Commit(new Commit("meanwhile")).AsTask());
        File.Move(database.File + ".aside", database.File);

        (await store.Commit(new Commit("after"))).ShouldBe(CommitResult.Saved);
        await OutboxHarness.UntilHealthy(new StoreHealth(store));
    }

    private static void Lose(string file, string way)
    {
        switch (way)
        {
            case "all deleted":
                foreach (var one in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"))
                    File.Delete(one);
                break;
            case "deleted":
                File.Delete(file);
                break;
            case "moved":
                File.Move(file, file + ".aside");
                break;
            case "replaced":
                File.Copy(file, file + ".new");
                File.Move(file + ".new", file, overwrite: true);
                break;
            default:
                File.Delete(file + ".lock");
                break;
        }
    }
}
