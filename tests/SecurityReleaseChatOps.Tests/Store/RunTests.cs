using NSubstitute;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class RunTests
{
    private static readonly DocumentKind<int[]> Counters = new("counter");

    [SkippableTheory, EveryEngine]
    public async Task Many_at_once_on_one_document_lose_no_change_and_none_gives_up(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await Increment(store, $"d{caller}-{i}", "c");
            }
        })));

        (await store.All(Counters)).Sum(d => d.Value[0]).ShouldBe(320);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_doubled_delivery_gets_the_answer_for_it_and_is_not_decided_again(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        (await Increment(store, "twice", "a")).ShouldBe("1");
        (await Increment(store, "twice", "a")).ShouldBe("seen");
        (await Increment(store, null, "a")).ShouldBe("2");
        (await Increment(store, null, "a")).ShouldBe("3");

        var decisions = 0;
        await store.Run("twice", _ => throw new InvalidOperationException($"decided {++decisions} times"), "seen");
        decisions.ShouldBe(0);
    }

    [Fact]
    public async Task A_delivery_whose_double_is_saved_while_it_waits_gets_the_answer_for_it()
    {
        var store = Substitute.For<IStore>();
        store.HasSeen("twice").ReturnsForAnyArgs(false, true);
        store.Commit(new()).ReturnsForAnyArgs(CommitResult.Conflict);
        var decisions = 0;

        var answer = await store.Run("twice", _ => Task.FromResult<(Commit?, string)>((new Commit(), $"decided {++decisions} times")), "seen");

        (answer, decisions).ShouldBe(("seen", 1));
    }

    [SkippableTheory, EveryEngine]
    public async Task A_refusal_saves_nothing(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();

        (await store.Run("d", _ => Task.FromResult<(Commit?, string)>((null, "no")), "seen")).ShouldBe("no");

        (await store.HasSeen("d")).ShouldBeFalse();
    }

    [SkippableTheory, EveryEngine]
    public async Task Ten_conflicts_in_a_row_end_in_words(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var attempts = 0;

        var fault = await Should.ThrowAsync<StoreException>(() => store.Run(
            "d", _ => Task.FromResult<(Commit?, string)>((new Commit().Put(Counters, "a", [++attempts], 7), "done")), "seen"));

        attempts.ShouldBe(10);
        fault.Message.ShouldContain("try again");
    }

    [SkippableTheory, EveryEngine]
    public async Task Who_lost_twice_goes_before_those_who_only_begin(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var attempts = 0;
        var begun = false;
        Task? other = null;

        await store.Run(
            null,
            async ct =>
            {
                var before = await store.Get(Counters, "c", ct);
                if (++attempts < 3)
                    await Increment(store, null, "c");
                else
                    other = store.Run(null, _ => Task.FromResult<(Commit?, string)>((null, $"{begun = true}")), "seen", ct);
                begun.ShouldBeFalse();
                return (new Commit().Put(Counters, "c", [(before?.Value[0] ?? 0) + 1], before?.Version ?? 0), "done");
            },
            "seen");
        await other!;

        attempts.ShouldBe(3);
        begun.ShouldBeTrue();
        (await store.Get(Counters, "c"))!.Value[0].ShouldBe(3);
    }

    private static Task<string> Increment(DocumentStore store, string? delivery, string id) => store.Run<string>(
        delivery,
        async ct =>
        {
            var before = await store.Get(Counters, id, ct);
            var next = (before?.Value[0] ?? 0) + 1;
            return (new Commit().Put(Counters, id, [next], before?.Version ?? 0), next.ToString());
        },
        "seen");
}
