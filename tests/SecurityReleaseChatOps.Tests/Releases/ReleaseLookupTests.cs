using SecurityReleaseChatOps.Releases;

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
    [InlineData(null, "R2 R3")]
    [InlineData("", "R2 R3")]
    public void A_word_names_one_release_or_a_choice(string? word, string expected)
    {
        var lookup = ReleaseLookup.Find(word, [R1, R2, R3]);
        lookup.Words.ShouldBeNull();
        (lookup.Release is { } one ? [one] : lookup.Choices).Select(release => release.Id).ShouldBe(expected.Split(' '));
    }

    [Fact]
    public void Where_one_is_active_it_is_taken() => ReleaseLookup.Find(null, [R1, R2]).Release.ShouldBe(R2);

    [Fact]
    public void Active_releases_come_before_ended_ones() =>
        ReleaseLookup.Find("18.6.2", [R2 with { State = ReleaseState.Cancelled }, R3]).Release.ShouldBe(R3);

    [Fact]
    public void Where_none_is_found_the_known_ones_are_named()
    {
        ReleaseLookup.Find(null, [R1]).Words.ShouldBe("There is no active release: start one with /release new");
        ReleaseLookup.Find("R9", [R1, R2]).Words.ShouldBe("\"R9\" is no release that I know: active are R2 (18.6.2)");
        ReleaseLookup.Find("R9", [R1]).Words.ShouldBe("\"R9\" is no release that I know: there is no active release");
    }
}
