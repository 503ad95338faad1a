using SecurityReleaseChatOps.Checklists;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class DueRuleTests
{
    [Theory]
    [InlineData("-48h", "2026-11-23T15:00:00Z")]
    [InlineData("-2d", "2026-11-23T15:00:00Z")]
    [InlineData("0h", "2026-11-25T15:00:00Z")]
    [InlineData("+1d after due", "2026-11-26T15:00:00Z")]
    [InlineData("+60m after merge", "2026-11-25T13:00:00Z")]
    [InlineData("+30d after published", "2026-12-25T12:45:00Z")]
    [InlineData("+2h after start", "2026-11-23T11:00:00Z")]
    public void Counts_from_its_anchor(string text, string expected)
    {
        var release = R7 with { MergedAt = Instant.FromUtc(2026, 11, 25, 12, 0), PublishedAt = Instant.FromUtc(2026, 11, 25, 12, 45) };
        DueRule.TryParse(text)!.At(release, Now).ShouldBe(Rotation.People.At(expected));
    }

    [Fact]
    public void Takes_the_time_of_day_that_the_release_says() =>
        DueRule.TryParse("-1h")!.At(R7 with { DueTime = new(9, 30) }, Now).ShouldBe(Instant.FromUtc(2026, 11, 25, 8, 30));

    [Theory]
    [InlineData("+60m after merge")]
    [InlineData("+30d after published")]
    public void Is_unknown_until_its_anchor_has_happened(string text) =>
        DueRule.TryParse(text)!.At(R7, Now).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("2 days")]
    [InlineData("48h")]
    [InlineData("-48")]
    [InlineData("-48H")]
    [InlineData("-60m after merge")]
    [InlineData("+60m before merge")]
    [InlineData("-99999h")]
    public void Refuses_what_it_does_not_know(string text) => DueRule.TryParse(text).ShouldBeNull();

    [Theory]
    [InlineData("-48h")]
    [InlineData("0h")]
    [InlineData("+60m after merge")]
    public void Writes_what_it_read(string text) => DueRule.TryParse(text)!.ToString().ShouldBe(text);
}
