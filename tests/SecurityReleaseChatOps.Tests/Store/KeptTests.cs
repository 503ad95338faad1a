using System.Reflection;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class KeptTests
{
    private static readonly DocumentKind<Word> Words = new("word");
    private static readonly DocumentKind<Word> Others = new("other");
    private static readonly string[] Ids = ["R1", "R1/a", "R10", "R2", "Ä", "b"];

    /// <summary>On PostgreSQL another instance writes too.</summary>
    [SkippableTheory, EveryEngine]
    public async Task After_any_commits_it_holds_what_the_database_does(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var writers = engine == "Postgres" ? new[] { store, database.Open() } : [store];
        var (all, some) = (new Kept<Word>(store, Words), new Kept<Word>(store, Words, IsNeeded));
        var texts = new Kept<Word, string>(store, Words, doc => IsNeeded(doc.Value) ? doc.Value.Text : null);
        var random = new Random(20261126);
        for (var round = 0; round < 60; round++)
        {
            for (var i = random.Next(4); i > 0; i--)
                await writers[random.Next(writers.Length)].Commit(await Any(store, random));
            if (round == 30)
            {
                // More changes than a store remembers.
                var many = new Commit();
                for (var i = 0; i < 1100; i++)
                    many.Put(Words, $"many/{i}", new(i % 2 == 0 ? "short" : "a longer one"), 0);
                (await store.Commit(many)).ShouldBe(CommitResult.Saved);
            }
            var there = await store.All(Words);
            (await all.Read(default)).ShouldBe(there);
            (await some.Read(default)).ShouldBe(there.Where(doc => IsNeeded(doc.Value)));
            var read = await texts.Read(default);
            read.ShouldBe(there.Where(doc => IsNeeded(doc.Value)).Select(doc => doc.Value.Text));
            (await texts.Read(default)).ShouldBeSameAs(read);
        }

        static bool IsNeeded(Word word) => word.Text.Length < 8;
    }

    [Theory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task Of_many_only_the_changed_one_is_looked_at(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = Counted.Over(database.Open(), out var calls);
        var many = new Commit();
        for (var i = 0; i < 500; i++)
            many.Put(Words, $"{i}", new($"{i}"), 0);
        (await store.Commit(many)).ShouldBe(CommitResult.Saved);
        var seen = new List<string>();
        var kept = new Kept<Word, string>(store, Words, doc =>
        {
            seen.Add(doc.Id);
            return doc.Value.Text.Trim();
        });
        var first = await kept.Read(default);
        (first.Count, seen.Count).ShouldBe((500, 500));

        seen.Clear();
        calls.Clear();
        (await store.Commit(new Commit().Put(Words, "7", new("7 "), 1).Put(Others, "8", new("8"), 0))).ShouldBe(CommitResult.Saved);
        (await kept.Read(default)).ShouldBeSameAs(first, "nothing that is needed changed");
        (await store.Commit(new Commit().Put(Words, "7", new("seven"), 2))).ShouldBe(CommitResult.Saved);
        var second = await kept.Read(default);
        second.ShouldNotBeSameAs(first);
        second.Except(first).ShouldBe(["seven"]);
        first.ShouldContain("7", "who has the list before keeps it as it was");
        seen.ShouldBe(["7", "7"]);
        calls.ShouldNotContain(nameof(IStore.Versions));
        calls.ShouldNotContain(nameof(IStore.All));
    }

    private static async Task<Commit> Any(IStore store, Random random)
    {
        var (commit, id) = (new Commit(), Ids[random.Next(Ids.Length)]);
        var version = (await store.Get(Words, id))?.Version ?? 0;
        return random.Next(5) switch
        {
            0 when version > 0 => commit.Delete(Words, id, version),
            1 => commit.Forget(Words, id),
            2 => commit.Put(Words, id, new("short"), version),
            _ => commit.Put(Words, id, new($"a longer {random.Next(3)}"), version),
        };
    }

    /// <summary>A store that notes which of its methods are called.</summary>
    internal class Counted : DispatchProxy
    {
        private readonly List<string> _calls = [];
        private IStore? _store;

        public static IStore Over(IStore store, out List<string> calls)
        {
            var made = Create<IStore, Counted>();
            ((Counted)made)._store = store;
            calls = ((Counted)made)._calls;
            return made;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _calls.Add(targetMethod!.Name);
            return targetMethod.Invoke(_store, args);
        }
    }

    private sealed record Word(string Text);
}
