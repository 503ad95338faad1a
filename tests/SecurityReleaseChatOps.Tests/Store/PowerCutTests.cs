using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>
/// LiteDB on a simulated disk: after a power cut everything acknowledged is there, and every commit is whole or absent. Each run plays
/// a random sample of moments; <c>POWER_CUTS=300</c> sets its size.
/// </summary>
public sealed class PowerCutTests
{
    private const int ShortLog = 40 * PageStream.Page;
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("POWER_CUTS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_half_there()
    {
        for (var moment = 0; moment < Count; moment++)
        {
            var random = new Random(20261126 + moment);
            using var database = new TestDatabase("LiteDb");
            var disk = new UnsafeDisk(random);
            var saved = 0;
            for (var cut = 0; cut < 4; cut++)
            {
                disk.CutsPowerAfter(random.Next(cut == 2 ? 30 : 250));
                saved = Math.Max(saved, await SaveUntilDark(database, disk, saved, random));
                disk.Restart();
            }

            using var store = Open(database, disk);
            await CrashTests.IsWholeUpTo(store, atLeast: saved);
            (await CrashTests.Save(store, 1_000_000)).ShouldBe(CommitResult.Saved);
        }
    }

    [Fact]
    public async Task A_full_disk_refuses_in_words_what_is_there_is_read_and_it_goes_on_by_itself()
    {
        using var database = new TestDatabase("LiteDb");
        var disk = new UnsafeDisk(new Random(1));
        using var store = Open(database, disk);
        var health = new StoreHealth(store);
        for (var i = 0; i < 100; i++)
            await CrashTests.Save(store, i);

        disk.IsFull = true;
        for (var i = 0; i < 3; i++)
            (await Should.ThrowAsync<StoreException>(() => CrashTests.Save(store, 100))).Message.ShouldContain("cannot be written: No space left on device");
        (await health.CheckHealthAsync(new HealthCheckContext())).Status.ShouldBe(HealthStatus.Unhealthy);
        await CrashTests.IsWholeUpTo(store, atLeast: 100);

        disk.IsFull = false;
        (await CrashTests.Save(store, 100)).ShouldBe(CommitResult.Saved);
        await OutboxHarness.UntilHealthy(health);
        await CrashTests.IsWholeUpTo(store, atLeast: 101);
    }

    /// <returns>How many were acknowledged, or found to be there, before the power was cut.</returns>
    private static async Task<int> SaveUntilDark(TestDatabase database, UnsafeDisk disk, int saved, Random random)
    {
        try
        {
            using var store = Open(database, disk);
            saved = await CrashTests.IsWholeUpTo(store, atLeast: saved);
            while (true)
            {
                var together = Enumerable.Range(saved, random.Next(1, 5)).Select(number => CrashTests.Save(store, number)).ToList();
                foreach (var one in together)
                {
                    (await one).ShouldBe(CommitResult.Saved);
                    saved++;
                }
            }
        }
        catch (StoreException)
        {
            return saved;
        }
    }

    private static DocumentStore Open(TestDatabase database, UnsafeDisk disk)
    {
        // The check that the files still exist looks at real files.
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        File.Create(database.Log).Dispose();
        return DocumentStore.Open(new LiteDbEngine(database.File, disk.Open, ShortLog), TimeProvider.System, () => NoEmbargo.Guard);
    }
}
