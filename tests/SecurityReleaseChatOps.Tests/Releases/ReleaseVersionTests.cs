using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class ReleaseVersionTests
{
    private static readonly Arbitrary<ReleaseVersion> Versions = Arb.From(
        from major in Gen.Choose(0, 9999)
        from minor in Gen.Choose(0, 9999)
        from patch in Gen.Choose(0, 9999)
        select new ReleaseVersion(major, minor, patch));

    [Theory]
    [InlineData("seventeen")]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("17.1")]
    [InlineData("17.1.2.3")]
    [InlineData("17.1.2-ee")]
    [InlineData("17.01.2")]
    [InlineData("17.1.-2")]
    [InlineData("17.1.99999999999999999999")]
    [InlineData("17..2")]
    public void What_is_no_version_is_named_with_a_right_one(string text)
    {
        ReleaseVersion.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldBe($"\"{text.Trim()}\" is not a version: write it like 17.1.2");
    }

    [Fact]
    public void A_version_is_read_as_it_is_written() =>
        Prop.ForAll(Versions, version => ReleaseVersion.TryParse(version.ToString(), out var read, out _) && read == version)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("17.9.9", "17.10.0")]
    [InlineData("17.1.2", "17.1.10")]
    [InlineData("9.0.0", "10.0.0")]
    public void Versions_compare_as_numbers(string lower, string higher)
    {
        ReleaseVersion.TryParse(lower, out var low, out _).ShouldBeTrue();
        ReleaseVersion.TryParse(higher, out var high, out _).ShouldBeTrue();
        low.CompareTo(high).ShouldBeLessThan(0);
        high.CompareTo(low).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("17.1.2", "17.1.2")]
    [InlineData("17.1.2, 17.0.5,16.11.9", "17.1.2 17.0.5 16.11.9")]
    [InlineData("16.11.9 17.0.5\n17.1.2\r\n", "17.1.2 17.0.5 16.11.9")]
    [InlineData("; 17.1.2 ,, 17.0.5 ;", "17.1.2 17.0.5")]
    public void A_list_takes_commas_spaces_and_lines_and_is_newest_first(string text, string expected)
    {
        ReleaseVersion.TryParseList(text, out var versions, out var error).ShouldBeTrue(error);
        string.Join(' ', versions).ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "Give at least one version, like 17.1.2")]
    [InlineData(" , \n", "Give at least one version, like 17.1.2")]
    [InlineData("17.1.2 seventeen", "\"seventeen\" is not a version: write it like 17.1.2")]
    [InlineData("17.1.2, 17.0.5, 17.1.2", "17.1.2 is there twice")]
    public void A_wrong_list_says_what_is_wrong(string text, string expected)
    {
        ReleaseVersion.TryParseList(text, out _, out var error).ShouldBeFalse();
        error.ShouldBe(expected);
    }

    [Fact]
    public void A_list_is_bounded()
    {
        ReleaseVersion.TryParseList(string.Join(' ', Enumerable.Range(1, 21).Select(patch => $"17.1.{patch}")), out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain("21 versions are too many");
    }

    [Fact]
    public void The_next_versions_are_the_next_patches_of_the_last_three_minors()
    {
        Release[] earlier =
        [
            SampleReleases.Next("R1", "18.4.1", "18.3.9", "18.2.11"),
            SampleReleases.Next("R2", "18.5.3", "18.4.5", "18.3.12"),
            SampleReleases.Next("R3", "18.10.1") with { State = ReleaseState.Cancelled },
            SampleReleases.Next("R4", "18.7.0") with { Product = Products.Runner },
        ];
        string.Join(' ', NextVersions.Of(Products.GitLab, earlier)).ShouldBe("18.5.4 18.4.6 18.3.13");
        string.Join(' ', NextVersions.Of(Products.Runner, earlier)).ShouldBe("18.7.1");
        NextVersions.Of(Products.GitLab, []).ShouldBeEmpty();
    }

    [Fact]
    public void Next_versions_are_never_released_already() =>
        Prop.ForAll(Versions.NonEmptyArray(), released =>
        {
            var names = released.Select(version => version.ToString()).ToArray();
            var next = NextVersions.Of(Products.GitLab, [SampleReleases.Next("R1", names)]);
            return next.Count is > 0 and <= 3 && !next.Intersect(released).Any();
        }).QuickCheckThrowOnFailure();
}

internal static class ArbitraryExtensions
{
    public static Arbitrary<T[]> NonEmptyArray<T>(this Arbitrary<T> values) => Arb.From(values.Generator.NonEmptyListOf().Select(list => list.ToArray()));
}
