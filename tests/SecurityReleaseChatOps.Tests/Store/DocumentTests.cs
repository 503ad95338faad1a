using Microsoft.Extensions.Time.Testing;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class DocumentTests
{
    private static readonly DocumentKind<Note> Notes = new("note");
    private static readonly DocumentKind<Other> Others = new("other");

    [SkippableTheory, EveryEngine]
    public async Task A_document_comes_back_as_it_was_put(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        var note = new Note("Grüße 🎉 <!channel> \0 'quoted' \"twice\"", new LocalDate(2026, 11, 25), Instant.FromUtc(2026, 3, 29, 1, 0), Colour.DarkRed, null);

        (await store.Commit(new Commit().Put(Notes, "a", note, 0))).ShouldBe(CommitResult.Saved);

        (await store.Get(Notes, "a")).ShouldBe(new Doc<Note>("a", note, 1));
        (await store.Get(Others, "a")).ShouldBeNull();
        (await store.Get(Notes, "b")).ShouldBeNull();
    }

    [SkippableTheory, EveryEngine]
    public async Task A_stale_version_is_a_conflict_and_nothing_of_the_commit_is_saved(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        await store.Commit(new Commit().Put(Others, "a", new(1), 0));
        await store.Commit(new Commit().Put(Others, "a", new(2), 1));

        Func<Commit, Commit>[] stale =
        [
            c => c.Put(Others, "a", new(9), 0),
            c => c.Put(Others, "a", new(9), 1),
            c => c.Put(Others, "a", new(9), 3),
            c => c.Put(Others, "none", new(9), 1),
            c => c.Delete(Others, "a", 1),
            c => c.Require(Others, "a", 1),
            c => c.Require(Others, "none", 1),
            c => c.Require(Others, "a", 0),
        ];
        foreach (var add in stale)
        {
            var commit = add(new Commit("delivery").Put(Others, "b", new(1), 0).Audit("U1", "tried", "b").Show("k", "c", "text"));
            (await store.Commit(commit)).ShouldBe(CommitResult.Conflict);
        }

        (await store.Get(Others, "a")).ShouldBe(new Doc<Other>("a", new(2), 2));
        (await store.Get(Others, "b")).ShouldBeNull();
        (await store.Audit("b")).ShouldBeEmpty();
        (await store.HasSeen("delivery")).ShouldBeFalse();
        (await new OutboxTable(store).Find("k", default)).ShouldBeNull();
    }

    [SkippableTheory, EveryEngine]
    public async Task What_was_read_can_be_changed_required_and_deleted(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        await store.Commit(new Commit().Put(Others, "a", new(1), 0));

        (await store.Commit(new Commit().Put(Others, "a", new(2), 1))).ShouldBe(CommitResult.Saved);
        (await store.Commit(new Commit().Require(Others, "a", 2).Require(Others, "none", 0).Delete(Others, "a", 2))).ShouldBe(CommitResult.Saved);

        (await store.Get(Others, "a")).ShouldBeNull();
        (await store.Commit(new Commit().Put(Others, "a", new(3), 0))).ShouldBe(CommitResult.Saved);
    }

    [SkippableTheory, EveryEngine]
    public async Task All_are_listed_in_ordinal_order_by_prefix(string engine)
    {
        using var database = new TestDatabase(engine);
        var store = database.Open();
        string[] ids = ["b", "B", "a/2", "a/10", "a%", "ä", "_x"];
        foreach (var id in ids)
        {
            await store.Commit(new Commit().Put(Others, id, new(1), 0));
        }

        (await store.All(Others)).Select(d => d.Id).ShouldBe(ids.Order(StringComparer.Ordinal));
        (await store.All(Others, "a/")).Select(d => d.Id).ShouldBe(["a/10", "a/2"]);
        (await store.All(Others, "a%")).Select(d => d.Id).ShouldBe(["a%"]);
        (await store.All(Others, "_")).Select(d => d.Id).ShouldBe(["_x"]);
        (await store.All(Notes)).ShouldBeEmpty();
    }

    [SkippableTheory, EveryEngine]
    public async Task A_delivery_counts_once_until_it_is_pruned(string engine)
    {
        using var database = new TestDatabase(engine);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        var store = database.Open(time);

        (await store.Commit(new Commit("Ev1").Put(Others, "a", new(1), 0))).ShouldBe(CommitResult.Saved);
        (await store.Commit(new Commit("Ev1").Put(Others, "b", new(1), 0))).ShouldBe(CommitResult.AlreadySeen);
        (await store.Get(Others, "b")).ShouldBeNull();
        (await store.HasSeen("Ev1")).ShouldBeTrue();

        await store.Prune(time.Now());
        (await store.HasSeen("Ev1")).ShouldBeTrue();
        await store.Prune(time.Now().AddMilliseconds(1));
        (await store.HasSeen("Ev1")).ShouldBeFalse();
    }

    [SkippableTheory, EveryEngine]
    public async Task The_audit_tells_who_did_what_newest_first(string engine)
    {
        using var database = new TestDatabase(engine);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 17, 0, 0, 123, TimeSpan.Zero));
        var store = database.Open(time);

        await store.Commit(new Commit().Audit("U1", "created", "release/9.1.2", after: new Other(1)));
        await store.Commit(new Commit().Audit("U2", "other", "release/9.1.3"));
        time.Advance(TimeSpan.FromHours(1));
        await store.Commit(new Commit().Audit("job", "changed", "release/9.1.2", new Other(1), new Other(2)).Audit("job", "noted", "release/9.1.2"));

        (await store.Audit("release/9.1.2")).ShouldBe(
        [
            new("job", "noted", "release/9.1.2", time.Now(), null, null, 4),
            new("job", "changed", "release/9.1.2", time.Now(), """{"value":1}""", """{"value":2}""", 3),
            new("U1", "created", "release/9.1.2", time.Now().AddHours(-1), null, """{"value":1}""", 1),
        ]);
        (await store.Audit("release/9.1.2", limit: 1)).Single().What.ShouldBe("noted");
    }

    [SkippableTheory, EveryEngine]
    public async Task The_audit_of_several_subjects_is_read_from_a_moment_on_a_page_at_a_time(string engine)
    {
        using var database = new TestDatabase(engine);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 17, 0, 0, TimeSpan.Zero));
        var store = database.Open(time);
        foreach (var subject in new[] { "release/R1", "ping/R1/legal", "ping/R10/legal", "ping/R1", "release/R10", "ping/R1/\u00fcber", "release/R1" })
        {
            await store.Commit(new Commit().Audit("U1", "done", subject));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        (await Seqs(Instant.MinValue, null, 10)).ShouldBe([7, 6, 2, 1]);
        (await Seqs(Instant.MinValue, null, 2)).ShouldBe([7, 6]);
        (await Seqs(Instant.MinValue, 6, 10)).ShouldBe([2, 1]);
        (await Seqs(Instant.FromUtc(2026, 11, 25, 17, 1), null, 10)).ShouldBe([7, 6, 2]);

        async Task<IEnumerable<long>> Seqs(Instant since, long? before, int limit) =>
            (await store.Audit(["release/R1", "ping/R1/"], since, before, limit)).Select(entry => entry.Seq);
    }

    private sealed record Note(string Words, LocalDate Day, Instant Moment, Colour Colour, string? Nothing);

    private sealed record Other(int Value);

    private enum Colour
    {
        Blue,
        DarkRed,
    }
}
