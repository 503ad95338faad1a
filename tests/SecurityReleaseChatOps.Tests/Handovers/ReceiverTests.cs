using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>Whom a prompt suggests.</summary>
public sealed class ReceiverTests
{
    private static readonly Release Release = SampleReleases.R1;

    [Fact]
    public void It_is_the_other_one_who_is_there_before_who_asks_is_again() =>
        Of(People.Ben).ShouldBe(new("UBEN", Receiver.State.There));

    [Fact]
    public void Who_is_away_until_after_that_is_not_suggested_and_it_says_until_when()
    {
        var away = Of(People.Ben with { Off = new([new("1", "UBEN", new(2026, 11, 23, 0, 0), new(2026, 11, 25, 0, 0), null)], HolidayCalendar.None) });
        (away.Suggested, away.Is, away.Back).ShouldBe((null, Receiver.State.Away, Rotation.People.At("2026-11-25T14:00:00Z")));
    }

    [Fact]
    public void Nor_is_who_left_or_whom_who_asks_covers()
    {
        Of(People.Ben with { Left = true }).Is.ShouldBe(Receiver.State.Left);
        Of(People.Ben, Release with { Covered = new("UBEN", HadIt: false) }).ShouldBe(new("UBEN", Receiver.State.Covered));
    }

    private static Receiver Of(Engineer ben, Release? release = null) =>
        Receiver.Of(release ?? Release, "UANNA", [People.Anna, ben], People.At("2026-11-23T15:30:00Z"));
}
