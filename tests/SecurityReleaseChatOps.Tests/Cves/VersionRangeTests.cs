using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData(">=18.4, <18.4.5", ">=18.4, <18.4.5")]
    [InlineData(">=18.4.0,<18.4.5", ">=18.4, <18.4.5")]
    [InlineData("  >= 18.4 <18.4.5 ", ">=18.4, <18.4.5")]
    [InlineData("<16.5.6", "<16.5.6")]
    [InlineData(">=0, <16.5.6", "<16.5.6")]
    [InlineData(">=16, <16.5.6", ">=16.0, <16.5.6")]
    [InlineData(">=16.5.6", ">=16.5.6")]
    [InlineData(">18.4.1, <=18.4.4", ">=18.4.2, <18.4.5")]
    [InlineData("1.2.3", ">=1.2.3, <1.2.4")]
    [InlineData("=1.2.3", ">=1.2.3, <1.2.4")]
    public void A_line_is_read(string line, string range)
    {
        VersionRanges.TryRead(line, out var read).ShouldBeTrue();
        read.ToString().ShouldBe(range);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TODO")]
    [InlineData(">=1X.X, <16.X.X")]
    [InlineData("18")]
    [InlineData("18.4.5.6")]
    [InlineData(">=18.4, <18.4.5, <18.5")]
    [InlineData("<18.4.5, >=18.4")]
    [InlineData(">=018.4, <18.4.5")]
    [InlineData(">=99999.4")]
    [InlineData("=>18.4, <18.4.5")]
    [InlineData(">=18.4 before 18.4.5")]
    public void What_is_no_range_is_not(string line) => VersionRanges.TryRead(line, out _).ShouldBeFalse();

    [Theory]
    [InlineData("all versions from 18.4 before 18.4.5, 18.5 before 18.5.3, and 18.6 before 18.6.1 that", ">=18.4, <18.4.5; >=18.5, <18.5.3; >=18.6, <18.6.1")]
    [InlineData("all versions starting from 9.2 prior to 16.11.5, starting from 17.0 prior to 17.0.3", ">=9.2, <16.11.5; >=17.0, <17.0.3")]
    [InlineData("affecting all versions before 16.10.6, version 16.11 before 16.11.3, and 17.0 before 17.0.1.", "<16.10.6; >=16.11, <16.11.3; >=17.0, <17.0.1")]
    [InlineData("all versions prior to 16.5.6, 16.6 prior to 16.6.4 and 16.7 prior to 16.7.2.", "<16.5.6; >=16.6, <16.6.4; >=16.7, <16.7.2")]
    [InlineData("from 7.10 prior before 16.11.5", ">=7.10, <16.11.5")]
    [InlineData("from 15.0 prior to prior to 16.2.8", ">=15.0, <16.2.8")]
    [InlineData("from 15.0 to 16.2.8", ">=15.0, <16.2.8")]
    [InlineData("from 15.0 up to and including 16.2.7", ">=15.0, <16.2.8")]
    [InlineData("from 16.0 prior to 16.0.6, and version 16.1.0 allows", ">=16.0, <16.0.6; >=16.1, <16.1.1")]
    [InlineData("before 16.0.6, version 16.1 before 16.1.3", "<16.0.6; >=16.1, <16.1.3")]
    [InlineData("which TLS version 1.2 and OAuth 2.0 allow", "")]
    [InlineData("from 16.2 before 16.2.x8", "")]
    [InlineData("Upgrade to 18.4.5 or above", "")]
    [InlineData("starting from X.Y before 16.X", "")]
    public void A_description_names_its_ranges(string text, string ranges) =>
        string.Join("; ", VersionRanges.InWords(text).Select(one => one.Range)).ShouldBe(ranges);

    [Fact]
    public void What_a_record_lists_is_read_as_it_was_written() =>
        Prop.ForAll(Some.ToArbitrary(), range =>
        {
            VersionRanges.TryRead(range.ToString(), out var read).ShouldBeTrue();
            read.ShouldBe(range);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_we_say_of_ranges_names_the_same_ranges() =>
        Prop.ForAll(Gen.NonEmptyListOf(Some.Where(range => range.Before is not null)).ToArbitrary(), ranges =>
            VersionRanges.InWords($"GitLab CE/EE affecting all versions {VersionRanges.Said(ranges)} that could").Select(one => one.Range)
                .ShouldBe(ranges)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_range_has_what_lies_between_its_ends() =>
        Prop.ForAll(Some.ToArbitrary(), Version.ToArbitrary(), (range, version) =>
            range.Has(version)
                .ShouldBe((range.From is not { } from || version.CompareTo(from) >= 0)
                    && (range.Before is not { } before || version.CompareTo(before) < 0))).QuickCheckThrowOnFailure();

    private static Gen<ReleaseVersion> Version =>
        from major in Gen.Choose(1, 20)
        from minor in Gen.Choose(0, 12)
        from patch in Gen.Choose(0, 9)
        select new ReleaseVersion(major, minor, patch);

    private static Gen<VersionRange> Some =>
        from one in Version
        from other in Version
        where one != other
        let low = new[] { one, other }.Min()
        let high = new[] { one, other }.Max()
        from range in Gen.Elements(new VersionRange(low, high), new VersionRange(null, high), new VersionRange(low, null))
        select range;
}
