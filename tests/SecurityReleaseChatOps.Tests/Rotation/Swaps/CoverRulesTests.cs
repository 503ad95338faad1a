using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Tests.Rotation.Calendar;

namespace SecurityReleaseChatOps.Tests.Rotation.Swaps;

/// <summary>Who covers for whom, and when that cannot be.</summary>
public sealed class CoverRulesTests
{
    private static readonly Instant Now = People.At("2026-11-23T08:00:00Z");

    private static readonly Cover Known = new("1", "UANNA", "UDORA", At("2026-11-23T10:00:00Z"), At("2026-11-23T14:00:00Z"));

    private static Instant At(string utc) => People.At(utc);

    private static string? Refuse(string person, string by, string from = "2026-11-23T09:00:00Z", string until = "2026-11-23T11:00:00Z") =>
        Covers.Refuse(person, by, At(from), At(until), People.Roster, [Known], id => id, Now);

    [Fact]
    public void The_covering_person_acts_from_its_beginning_until_its_end_and_at_no_other_time()
    {
        Acting(Known, "UANNA", "2026-11-23T09:59:59Z").ShouldBe("UANNA");
        Acting(Known, "UANNA", "2026-11-23T10:00:00Z").ShouldBe("UDORA");
        Acting(Known, "UANNA", "2026-11-23T14:00:00Z").ShouldBe("UANNA");
        Acting(Known, "UBEN", "2026-11-23T12:00:00Z").ShouldBe("UBEN");
        Acting(Known with { IsOver = true }, "UANNA", "2026-11-23T12:00:00Z").ShouldBe("UANNA");
    }

    [Fact]
    public void Who_covers_for_the_other_one_of_their_pair_is_named_once()
    {
        var duty = OnDuty.At(Sample.Rotation(People.Roster, new(2026, 11, 23)) with { Covers = [Known with { By = "UBEN" }], Shifts = [Shift] }, At("2026-11-23T12:00:00Z"))
            .ShouldHaveSingleItem();
        duty.Pair.ShouldBe(["UBEN"]);
        duty.Carriers.Select(one => (one.Person, one.By)).ShouldBe([("UANNA", "UBEN"), ("UBEN", "UBEN")]);
        Carrier.Beside(duty.Carriers, "UBEN").ShouldBeNull();
    }

    [Theory]
    [InlineData(false, false, false, "UANNA")] // covered now
    [InlineData(false, true, false, "UANNA")]
    [InlineData(true, true, false, "UANNA")] // the release ended first: it was not given back
    [InlineData(true, true, true, "UDORA")] // given back, and given away later
    [InlineData(true, false, false, "UDORA")] // somebody decided otherwise meanwhile
    public void A_shift_is_its_owners_while_and_after_somebody_has_their_place(bool isOver, bool hasEnded, bool back, string owner) => Covers.OwnersOf(
        [Known with { Releases = ["R1"], IsOver = isOver, Back = isOver ? back ? ["R1"] : [] : null }],
        Shift with { Primary = "UDORA", Release = "R1", HasEnded = hasEnded }).ShouldBe([owner, "UBEN"]);

    private static Shift Shift { get; } = Shift.Of("patch", new(2026, 11, 25)) with { Primary = "UANNA", Secondary = "UBEN" };

    private static string? Acting(Cover cover, string person, string at) => Carrier.At(
        Sample.Rotation(People.Roster, new(2026, 11, 23)) with { Covers = [cover] }, Shift with { Primary = person, Secondary = null }, At(at))[0].By;

    [Fact]
    public void What_is_free_can_be_covered()
    {
        Refuse("UBEN", "UCHIKA", until: "2026-11-24T11:00:00Z").ShouldBeNull();
        Refuse("UANNA", "UDORA", "2026-11-23T14:00:00Z", "2026-11-23T16:00:00Z").ShouldBeNull();
    }

    [Theory]
    [InlineData("UBEN", "UBEN", "That is the same person: choose someone else")]
    [InlineData("UBEN", "UNOBODY", "UNOBODY is not on the rotation")]
    [InlineData("UANNA", "UBEN", "UDORA already covers then")]
    [InlineData("UBEN", "UANNA", "UDORA covers for UANNA then")]
    [InlineData("UDORA", "UBEN", "UDORA covers for UANNA then")]
    public void Whoever_is_covered_does_not_cover(string person, string by, string why) => Refuse(person, by, until: "2026-11-23T18:00:00Z").ShouldBe(why);

    [Theory]
    [InlineData("2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z", "It ends before it begins, or is over already")]
    [InlineData("2026-11-22T09:00:00Z", "2026-11-23T08:00:00Z", "It ends before it begins, or is over already")]
    [InlineData("2026-11-23T09:00:00Z", "2027-01-23T09:00:00Z", "At most 60 days")]
    [InlineData("2026-11-24T00:00:00Z", "2026-11-24T06:00:00Z", "UBEN does not work in that time")]
    public void A_time_that_helps_nobody_is_refused(string from, string until, string why) => Refuse("UCHIKA", "UBEN", from, until).ShouldBe(why);

    [Theory]
    [InlineData("2026-12-08T09:00:00Z", "2026-12-08T17:00:00Z", true, "UANNA")] // some of it, and back
    [InlineData("2026-12-08T09:00:00Z", "2026-12-09T17:00:00Z", false, "UANNA")] // the release ended meanwhile
    [InlineData("2026-12-08T09:00:00Z", "2026-12-12T17:00:00Z", null, "UANNA")] // it is on
    [InlineData("2026-12-07T09:00:00Z", "2026-12-09T17:00:00Z", false, "UDORA")] // all of it, and it ended
    [InlineData("2026-12-07T09:00:00Z", "2026-12-09T17:00:00Z", true, "UDORA")] // all of it, and back
    public void A_release_counts_for_whose_it_is_unless_all_of_it_was_covered(string from, string until, bool? back, string primary)
    {
        var cover = new Cover("1", "UANNA", "UDORA", At(from), At(until)) { Releases = ["R1"], IsOver = back is not null, Back = back == true ? ["R1"] : [] };
        var release = Sample.Release("R1", null, "2026-12-09", back == true ? "UANNA" : "UDORA", "UBEN");
        var counts = Covers.CountsFor([cover], release);
        (counts.Primary, counts.Secondary).ShouldBe((primary, "UBEN"));
        Covers.CountsFor([cover with { Releases = null, By = "UBEN" }], release with { Primary = "UANNA" }).Primary.ShouldBe("UANNA", "both are of it already");
    }

    [Fact]
    public void Of_a_cover_the_hours_count_in_which_who_covers_is_at_work()
    {
        // Lisbon: 09:00-17:00 UTC. Monday from ten, all of Tuesday, Wednesday until eleven; future time does not count.
        var cover = new Cover("1", "UANNA", "UDORA", At("2026-11-23T10:00:00Z"), At("2026-11-25T11:00:00Z"));
        Worked("2026-12-01T00:00:00Z").ShouldBe(Duration.FromHours(7 + 8 + 2));
        Worked("2026-11-24T12:00:00Z").ShouldBe(Duration.FromHours(7 + 3));
        Worked("2026-11-23T08:00:00Z").ShouldBe(Duration.Zero);

        Duration Worked(string now) => Covers.Worked([cover], People.Dora, At("2026-01-01T00:00:00Z"), At(now));
    }
}
