using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>Several instances on one PostgreSQL, and a second instance on an embedded database's file.</summary>
public sealed class InstancesTests
{
    private static readonly DocumentKind<int[]> Counters = new("counter");

    [Theory, InlineData("Sqlite"), InlineData("LiteDb")]
    public void A_second_instance_on_one_file_refuses_in_words_until_the_first_is_gone(string engine)
    {
        using var database = new TestDatabase(engine);
        var first = database.Open();

        Should.Throw<StoreException>(() => database.Open()).Message.ShouldContain("Another running instance uses " + database.File);

        first.Dispose();
        database.Open();
    }

    [SkippableFact]
    public async Task Two_instances_lose_no_change_and_see_each_delivery_once()
    {
        using var database = new TestDatabase("Postgres");
        DocumentStore[] stores = [database.Open(), database.Open()];
        var first = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            // Both instances receive every delivery, each in its own order.
            var answer = await stores[i % 2].Run<string>(
                "delivery" + (i / 2),
                async ct =>
                {
                    var read = await stores[i % 2].Get(Counters, "c" + (i / 2 % 20), ct);
                    return (new Commit().Put(Counters, "c" + (i / 2 % 20), [(read?.Value[0] ?? 0) + 1], read?.Version ?? 0), "done");
                },
                "seen");
            Interlocked.Add(ref first, answer == "done" ? 1 : 0);
        })));

        first.ShouldBe(100);
        (await stores[0].All(Counters)).Sum(d => d.Value[0]).ShouldBe(100);
    }

    [SkippableFact]
    public async Task One_of_two_instances_delivers_also_what_the_other_saved_and_the_other_takes_over()
    {
        await using var outbox = new OutboxHarness("Postgres");
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();

        var otherStore = outbox.OpenAnother();
        using var other = outbox.Worker(otherStore);
        await other.StartAsync(default);
        await otherStore.Commit(new Commit().Show("b", "psirt", "b"));
        await outbox.Settle();

        await outbox.Crash();
        await otherStore.Commit(new Commit().Show("c", "psirt", "c"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a", "b", "c"]);
        await other.StopAsync(default);
    }

    [SkippableFact]
    public async Task Lost_connections_are_made_anew_and_nothing_is_lost_or_doubled()
    {
        await using var outbox = new OutboxHarness("Postgres");
        await outbox.Start();
        for (var i = 0; i < 10; i++)
        {
            await outbox.Save(new Commit().Show($"m{i}", "psirt", $"{i}"));
            await outbox.KillConnections();
        }

        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(Enumerable.Range(0, 10).Select(i => $"{i}"));
    }

    [SkippableFact]
    public async Task However_many_sessions_were_ended_together_the_next_save_and_the_next_reads_succeed()
    {
        await using var outbox = new OutboxHarness("Postgres");
        for (var version = 0; version < 20; version++)
        {
            // So many reads at the same time fill the pool, and meet its dead sessions together.
            var reads = Enumerable.Range(0, 40).Select(_ => Task.Run(async () => await outbox.Store.Get(Counters, "c"))).ToArray();
            var saved = outbox.Save(new Commit().Put(Counters, "c", [version], version));
            await Task.WhenAll([.. reads, saved]);
            await outbox.KillConnections();
        }

        (await outbox.Store.Get(Counters, "c"))!.Value.ShouldBe([19]);
    }

    [SkippableFact]
    public async Task A_commit_whose_answer_was_lost_is_known_to_be_saved_or_not()
    {
        using var database = new TestDatabase("Postgres");
        var engine = (PostgresEngine)database.Open().Engine;

        var saved = engine.Connect();
        var savedTransaction = engine.Begin(saved);
        saved.Execute("COMMIT");
        engine.Committed(savedTransaction).ShouldBeTrue();

        // Still open: the query waits until the lost transaction has ended.
        using var lost = engine.Connect();
        var lostTransaction = engine.Begin(lost);
        var answer = Task.Run(() => engine.Committed(lostTransaction));
        lost.Execute("ROLLBACK");
        (await answer).ShouldBeFalse();
        saved.Dispose();
    }
}
