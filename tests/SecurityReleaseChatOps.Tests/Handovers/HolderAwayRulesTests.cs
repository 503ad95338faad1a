using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Handovers.SampleHandovers;

namespace SecurityReleaseChatOps.Tests.Handovers;

public sealed class HolderAwayRulesTests
{
    private static readonly Release R1 = SampleReleases.R1; // due Wednesday 25 November; Anna has it, until 16:00 UTC on workdays
    private static readonly Release Critical = R1 with { Kind = ReleaseKind.Critical, DueDate = new(2026, 12, 9) };

    [Theory]
    [InlineData("2026-11-20T20:00:00Z", null)] // Friday: nobody is asked yet
    [InlineData("2026-11-23T15:00:00Z", null)]
    [InlineData("2026-11-23T16:29:59Z", null)]
    [InlineData("2026-11-23T16:30:00Z", "2026-11-23T16:00:00Z")]
    [InlineData("2026-11-24T07:00:00Z", "2026-11-23T16:00:00Z")]
    [InlineData("2026-11-24T09:00:00Z", null)] // at work again
    public void Half_an_hour_after_who_has_it_went_home_it_is_told(string now, string? since) => Due(R1, now).ShouldBe(since);

    [Theory]
    [InlineData("2026-11-20T16:30:00Z", "2026-11-20T16:00:00Z")]
    [InlineData("2026-11-22T12:00:00Z", "2026-11-20T16:00:00Z")] // a weekend
    public void Of_a_critical_release_from_its_start(string now, string since) => Due(Critical, now).ShouldBe(since);

    [Fact]
    public void Of_one_that_began_while_its_primary_was_away_half_an_hour_later()
    {
        var night = Critical with { CreatedAt = People.At("2026-11-21T22:00:00Z") };
        Due(night, "2026-11-21T22:29:00Z").ShouldBeNull();
        Due(night, "2026-11-21T22:30:00Z").ShouldBe("2026-11-21T22:00:00Z");
    }

    [Fact]
    public void What_was_said_is_said_once_until_they_were_at_work_again()
    {
        var told = new HolderAway("R1", "UANNA", People.At("2026-11-23T16:00:00Z"), People.At("2026-11-23T16:30:00Z"));
        Due(R1, "2026-11-24T07:00:00Z", told: told).ShouldBeNull();
        Due(R1, "2026-11-24T16:30:00Z", told: told).ShouldBe("2026-11-24T16:00:00Z");
        Due(R1.HeldBy("UDORA", People.At("2026-11-23T20:00:00Z")), "2026-11-23T20:30:00Z", holder: People.Dora, told: told)
            .ShouldBe("2026-11-23T20:00:00Z");
    }

    [Fact]
    public void Whoever_handed_it_over_or_said_that_there_is_nothing_has_said_so_but_at_critical()
    {
        var handover = Written(R1, People.At("2026-11-23T15:40:00Z"));
        var nothing = new Prompt
        {
            ReleaseId = "R1", UserId = "UANNA", Date = new(2026, 11, 23), WorkBegan = default, DueAt = default,
            AnsweredAt = handover.WrittenAt, NothingBecause = "quiet"
        };
        Due(R1, "2026-11-23T17:00:00Z", handovers: [handover]).ShouldBeNull();
        Due(R1, "2026-11-23T17:00:00Z", prompts: [nothing]).ShouldBeNull();
        Due(R1, "2026-11-24T17:00:00Z", handovers: [handover], prompts: [nothing]).ShouldNotBeNull("that was the day before");
        Due(R1, "2026-11-23T17:00:00Z", prompts: [nothing with { Date = new(2026, 11, 4) }]).ShouldNotBeNull("at a prompt of weeks before");
        Due(Critical, "2026-11-23T17:00:00Z", handovers: [handover], prompts: [nothing]).ShouldNotBeNull();
        Due(R1, "2026-11-23T17:00:00Z", handovers: [handover], left: "UBEN").ShouldNotBeNull("to one who left");
    }

    [Fact]
    public void Of_a_holder_who_left_it_is_told_whenever_it_is_due() =>
        Due(R1 with { DueDate = new(2027, 1, 6) }, "2026-11-23T12:00:00Z", holder: People.Anna with { Left = true }).ShouldNotBeNull();

    [Theory]
    [InlineData("2026-11-23T16:30:00Z", "UBEN")]
    [InlineData("2026-11-23T23:30:00Z", "")]
    [InlineData("2026-11-24T02:00:00Z", "UCHIKA")] // the handover is for her
    public void Those_who_can_help_are_the_other_and_the_receiver_at_work(string now, string helpers) =>
        string.Join(
            ' ', HolderAwayRules.Helpers(
                R1, [Written(R1, People.At("2026-11-23T15:40:00Z"), Form with { To = "UCHIKA" })], People.Roster, People.At(now))).ShouldBe(helpers);

    private static string? Due(
        Release release, string now, Engineer? holder = null, IReadOnlyList<Handover>? handovers = null, IReadOnlyList<Prompt>? prompts = null,
        HolderAway? told = null, string? left = null) =>
        HolderAwayRules.Due(release, holder ?? People.Anna, handovers ?? [], prompts ?? [], told, person => person == left, 2, People.At(now))?.ToString();
}
