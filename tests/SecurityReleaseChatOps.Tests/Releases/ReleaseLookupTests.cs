using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Store;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class ReleaseLookupTests
{
    private static readonly Release R1 = SampleReleases.R1 with { State = ReleaseState.Closed };
    private static readonly Release R2 = SampleReleases.Next("R2", "18.6.2") with { DueDate = new(2026, 12, 9) };
    private static readonly Release R3 = SampleReleases.Next("R3", "18.6.2") with { Product = Products.Runner, DueDate = new(2026, 12, 23) };

    [Theory]
    [InlineData("R2", "R2")]
    [InlineData("r2", "R2")]
    [InlineData("2", "R2")]
    [InlineData("2026-12-23", "R3")]
    [InlineData("18.6.1", "R1")]
    [InlineData(" R1 ", "R1")]
    [InlineData("18.6.2", "R2 R3")]
    [InlineData("#R2", "R2")]
    [InlineData("R2?", "R2")]
    [InlineData("“R2”", "R2")]
    [InlineData("*R2*", "R2")]
    [InlineData("`R2`", "R2")]
    [InlineData("v18.6.1", "R1")]
    [InlineData("Wed 23 Dec", "R3")]
    [InlineData("Dec 23rd", "R3")]
    [InlineData("23.12.2026", "R3")]
    [InlineData(null, "R2 R3")]
    [InlineData("", "R2 R3")]
    public void A_word_names_one_release_or_a_choice(string? word, string expected)
    {
        var lookup = ReleaseLookup.Find(word, [R1, R2, R3]);
        lookup.Words.ShouldBeNull();
        (lookup.Release is { } one ? [one] : lookup.Choices).Select(release => release.Id).ShouldBe(expected.Split(' '));
    }

    [Fact]
    public void Where_one_is_active_it_is_taken() => ReleaseLookup.Find(null, [R1, R2], left: [R1]).Release.ShouldBe(R2);

    [Fact]
    public void Where_none_is_active_what_is_left_is_taken() => ReleaseLookup.Find(null, [R1], left: [R1]).Release.ShouldBe(R1);

    /// <summary>A command reads few of the releases that are over, and means the same.</summary>
    [Theory]
    [InlineData("", "R2 R3")]
    [InlineData("R1", "R1 R2 R3")]
    [InlineData("r3 to 9 Dec", "R2 R3")]
    [InlineData("R2 R1", "R1 R2 R3")]
    [InlineData("to 9 Dec R2", "R0 R1 R2 R3")]
    [InlineData("18.6.1", "R0 R1 R2 R3")]
    [InlineData("R9", "R0 R1 R2 R3")]
    public async Task Where_an_id_is_said_nobody_looks_at_all_releases(string words, string read)
    {
        using var database = new TestDatabase("Sqlite");
        var store = database.Open();
        var commit = new Commit();
        foreach (var release in new[] { R1 with { Id = "R0", OverAt = SampleReleases.Created }, R1 with { OverAt = SampleReleases.Created }, R2, R3 })
            commit.Put(ReleaseStore.Kind, release.Id, release, 0);
        (await store.Commit(commit)).ShouldBe(CommitResult.Saved);
        var settings = CommsSample.Defaults;
        var releases = new ReleaseStore(store, new(settings), settings, [], [], TimeProvider.System);

        var meant = (await releases.Meant(words, default)).Select(doc => doc.Value).ToList();
        meant.Select(release => release.Id).Order(StringComparer.Ordinal).ShouldBe(read.Split(' '));
        var all = (await releases.All(default)).Select(doc => doc.Value).ToList();
        foreach (var endsInText in new[] { false, true })
        {
            var (few, whole) = (ReleaseLookup.Split(words, meant, endsInText), ReleaseLookup.Split(words, all, endsInText));
            (few.Name?.Folded, few.Words.Folded).ShouldBe((whole.Name?.Folded, whole.Words.Folded));
            Means(ReleaseLookup.Find(few.Name ?? default, meant)).ShouldBe(Means(ReleaseLookup.Find(whole.Name ?? default, all)));
        }
        Means(ReleaseLookup.Find(words, meant)).ShouldBe(Means(ReleaseLookup.Find(words, all)));

        static string Means(Lookup found) =>
            found.Words ?? string.Join(' ', found.Choices.Append(found.Release).OfType<Release>().Select(release => release.Id));
    }

    [Fact]
    public void Active_releases_come_before_ended_ones() =>
        ReleaseLookup.Find("18.6.2", [R2 with { State = ReleaseState.Cancelled }, R3]).Release.ShouldBe(R3);

    [Theory]
    [InlineData("today")]
    [InlineData("Wednesday")]
    [InlineData("Tue 23 Dec")]
    [InlineData("24 Dec")]
    [InlineData("?")]
    public void What_says_no_due_date_names_none(string word) => ReleaseLookup.Find(word, [R1, R2, R3]).Words.ShouldNotBeNull();

    [Theory]
    [InlineData("R9 to 9 Dec", "R9")]
    [InlineData("<@U1> R9", "R9")]
    [InlineData("R2 to 9 Dec", null)]
    [InlineData("told R&D", null)]
    public void An_id_that_no_release_has_is_named(string typed, string? unknown) =>
        ReleaseLookup.UnknownId(typed, [R1, R2, R3])?.Own.ShouldBe(unknown);

    [Theory]
    [InlineData("x1 fixed in 18.6.2", null)]
    [InlineData("x1 until 2026-12-09", null)]
    [InlineData("x1 as in R2", "R2")]
    [InlineData("R3 x1 as in R2", "R3")]
    [InlineData("v18.6.2 x1 not in 18.6.1", "v18.6.2")]
    [InlineData("18.6.1", "18.6.1")]
    public void In_a_text_a_version_or_date_at_the_end_is_what_is_said(string typed, string? name) =>
        ReleaseLookup.Split(typed, [R1, R2, R3], endsInText: true).Name.ShouldBe(name is null ? null : (Typed)name);

    [Fact]
    public void Where_none_is_found_the_known_ones_are_named()
    {
        ReleaseLookup.Find(null, [R1]).Words.ShouldBe("There is no active release: start one with /release new");
        ReleaseLookup.Find("R9", [R1, R2]).Words.ShouldBe("I don't know the release \"R9\": active are R2 (18.6.2)");
        ReleaseLookup.Find("R9", [R1]).Words.ShouldBe("I don't know the release \"R9\": there is no active release");
    }
}
