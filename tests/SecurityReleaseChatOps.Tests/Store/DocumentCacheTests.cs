using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>A process that is the only writer answers from memory exactly what its database holds.</summary>
public sealed class DocumentCacheTests
{
    private static readonly DocumentKind<Word> Words = new("word");
    private static readonly DocumentKind<Word> Others = new("other");
    private static readonly string[] Ids = ["R1", "R1/a", "R1/b", "R10", "R10/a", "R2", "Ä", "R1/\uFFFD"];

    [Theory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task After_any_commits_it_reads_what_the_database_holds(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var random = new Random(20261126);
        for (var round = 0; round < 100; round++)
        {
            var commits = Enumerable.Range(0, 4).Select(_ => Any(new Commit(), random, random.Next(1, 4))).ToList();
            await Task.WhenAll(commits.Select(async commit => await store.Commit(commit)));
            foreach (var kind in new[] { Words, Others })
            {
                var there = await store.Engine.All(kind.Name, "", default);
                (await store.All(kind)).Select(doc => (doc.Id, doc.Version, doc.Value)).ShouldBe(
                    there.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => (one.Id, one.Version, kind.Read(one.Body))));
                (await store.Versions(kind)).ShouldBe(await store.Engine.Versions(kind.Name, default), ignoreOrder: true);
                (await store.All(kind, "R1/")).Select(doc => doc.Id).ShouldBe(
                    there.Select(one => one.Id).Where(id => id.StartsWith("R1/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
                var id = Ids[random.Next(Ids.Length)];
                (await store.Get(kind, id))?.Version.ShouldBe(there.Single(one => one.Id == id).Version);
                (await store.Get(kind, id) is null).ShouldBe(there.All(one => one.Id != id));
            }
        }

        Commit Any(Commit commit, Random random, int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                var (kind, id, version) = (random.Next(2) == 0 ? Words : Others, Ids[random.Next(Ids.Length)], random.Next(5));
                _ = random.Next(8) switch
                {
                    0 => commit.Delete(kind, id, version),
                    1 => commit.Require(kind, id, version),
                    2 when id == "R2" => commit.Forget(kind, id),
                    _ => commit.Put(kind, id, new($"{id} {random.Next()}"), version),
                };
            }
            return commit;
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("LiteDb")]
    public async Task What_was_read_or_written_lately_is_answered_without_the_database(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        await store.Commit(new Commit().Put(Words, "a", new("one"), 0).Put(Words, "b", new("two"), 0));
        for (var i = 1; i <= 3; i++)
        {
            var changes = store.Changes(Words);
            await store.Commit(new Commit().Put(Words, "a", new($"{i}"), i));
            store.Changes(Words).ShouldNotBe(changes);
            changes = store.Changes(Words);
            await store.Commit(new Commit().Put(Others, "a", new($"{i}"), i - 1));
            store.Changes(Words).ShouldBe(changes, "of another kind");

            var reads = store.Reads;
            (await store.Get(Words, "a"))!.Value.Text.ShouldBe($"{i}");
            (await store.Get(Words, "c")).ShouldBeNull();
            (await store.All(Words)).Count.ShouldBe(2);
            store.Reads.ShouldBe(reads);
        }
    }

    [Fact]
    public void It_keeps_no_more_than_it_may_and_tells_what_it_does_not_keep()
    {
        var cache = new DocumentCache(most: 1000);
        cache.TryGet(Words, "a", out _).ShouldBeFalse("before it knows what there is");
        cache.Load([]);
        var text = new string('x', 90);
        for (var i = 0; i < 100; i++)
            cache.Apply([new CommitStep.Put("word", $"{i:000}", Words.Write(new(text)), 0) { Value = new Word(text) }]);
        var kept = Enumerable.Range(0, 100).Count(i => cache.TryGet(Words, $"{i:000}", out var doc) && doc!.Value.Text == text);
        kept.ShouldBeInRange(1, 10);
        cache.Versions("word")!.Count.ShouldBe(100);
        cache.TryAll(Words, "", out _).ShouldBeFalse();
        cache.TryGet(Words, "none", out var none).ShouldBeTrue();
        none.ShouldBeNull();
        cache.Unload();
        cache.Versions("word").ShouldBeNull();
    }

    private sealed record Word(string Text);
}
