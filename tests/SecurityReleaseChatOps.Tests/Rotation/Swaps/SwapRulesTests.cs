using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Tests.Rotation.Calendar;

namespace SecurityReleaseChatOps.Tests.Rotation.Swaps;

/// <summary>Who may take whose shift, and what becomes of an unanswered request.</summary>
public sealed class SwapRulesTests
{
    private static readonly Engineer Eva = People.Of("UEVA", "Europe/Madrid");
    private static readonly IReadOnlyList<Engineer> Team = [.. People.Roster, Eva];
    private static readonly Instant Now = People.At("2026-11-30T08:00:00Z");

    private static readonly Shift First = On("patch/2026-12-09", "UANNA", "UBEN"), Second = On("patch/2026-12-23", "UCHIKA", "UDORA");

    private static Shift On(string id, string primary, string secondary) => Shift.Of(id)! with { Primary = primary, Secondary = secondary };

    private static RotationSnapshot Rotation(IReadOnlyList<Engineer>? roster = null, params IReadOnlyList<Shift> shifts) =>
        Sample.Rotation(roster ?? Team, new(2026, 11, 20), shifts.Count == 0 ? [First, Second] : shifts);

    private static string? Refuse(string to, RotationSnapshot? rotation = null, string from = "UANNA", string shift = "patch/2026-12-09") =>
        SwapRules.Refuse(rotation ?? Rotation(), (rotation ?? Rotation()).Find(shift)!, from, to, id => id, Now);

    [Fact]
    public void Whoever_keeps_the_rules_may() => Refuse("UEVA").ShouldBeNull();

    [Theory]
    [InlineData("UANNA", "UANNA has it already")]
    [InlineData("UBEN", "UBEN is already its Secondary")]
    [InlineData("UNOBODY", "UNOBODY is not on the rotation")]
    [InlineData("UDORA", "UDORA is on Wed 23 Dec: nobody has two in a row while others can")]
    public void Whoever_breaks_one_may_not_and_it_is_said(string to, string why) => Refuse(to).ShouldBe(why);

    [Fact]
    public void Two_of_one_region_may_not() => Refuse("UEVA", from: "UBEN").ShouldBe("UEVA and UANNA are both in EMEA");

    [Fact]
    public void Whoever_is_off_in_the_days_of_the_release_may_not()
    {
        Refuse("UEVA", Rotation([.. People.Roster, Off(Eva, new(2026, 12, 10, 0, 0), "Skiing")])).ShouldBe("UEVA is off on Thu 10 Dec: Skiing");
        Refuse("UEVA", Rotation([.. People.Roster, Off(Eva, new(2026, 12, 11, 0, 0), null)])).ShouldBeNull();
    }

    [Fact]
    public void Whoever_left_may_not() => Refuse("UEVA", Rotation([.. People.Roster, Eva with { Left = true }])).ShouldBe("UEVA left");

    [Fact]
    public void What_is_over_or_dropped_or_somebody_elses_cannot_be_given()
    {
        Refuse("UEVA", from: "UCHIKA").ShouldBe("UCHIKA is not on for Wed 9 Dec any more");
        Refuse("UEVA", Rotation(null, First with { Dropped = true }, Second)).ShouldBe("This shift is over or was dropped");
        Refuse("UEVA", Rotation(null, First with { Release = "R1" }, Second)).ShouldBeNull();
        var ended = Rotation(null, First with { Release = "R1", HasEnded = true }, Second);
        Refuse("UEVA", ended).ShouldBe("This shift is over or was dropped");
        SwapRules.Of(ended, "UANNA", Now).ShouldBeEmpty();
        SwapRules.Others(ended, "UEVA", Now).Select(one => one.Person).ShouldBe(["UCHIKA", "UDORA"]);
    }

    [Fact]
    public void Two_in_a_row_are_for_whoever_can_where_nobody_else_does()
    {
        var rotation = Rotation(People.Roster);
        Refuse("UDORA", rotation).ShouldBeNull();
        SwapRules.May(rotation, First, "UANNA", Now).ShouldBe(["UCHIKA", "UDORA"], ignoreOrder: true);
        SwapRules.May(Rotation(), First, "UANNA", Now).ShouldBe(["UEVA"]);
    }

    [Fact]
    public void Who_takes_it_has_that_part_and_the_plan_leaves_it()
    {
        SwapRules.Taken(First, "UANNA", "UEVA").ShouldBe(First with { Primary = "UEVA", IsFixed = true });
        SwapRules.Taken(First, "UBEN", "USAM").ShouldBe(First with { Secondary = "USAM", IsFixed = true });
    }

    [Fact]
    public void Two_exchange_what_each_could_take_once_the_other_gave_theirs()
    {
        var (rotation, third) = (Rotation(null, First, Second, On("patch/2027-01-06", "UEVA", "UBEN")), "patch/2027-01-06");
        Exchange("patch/2026-12-23", "UDORA").ShouldBeNull("it would be two in a row, was hers not given");
        Exchange("patch/2026-12-23", "UCHIKA").ShouldBe("UANNA and UDORA are both in EMEA");
        Exchange(third, "UEVA").ShouldBeNull();
        Exchange(third, "UBEN").ShouldBe("UBEN is already its Secondary");
        Exchange(third, "UANNA").ShouldBe("UANNA is not on for Wed 6 Jan 2027 any more");
        Exchange(third, "UEVA", Rotation([.. Team.Where(one => one != People.Anna), Off(People.Anna, new(2027, 1, 5, 0, 0), null)], First, Second, rotation.Find(third)!))
            .ShouldBe("UANNA is off on Tue 5 Jan 2027: away");
        SwapRules.Returns(rotation, First, "UANNA", "UEVA", new(2026, 12, 23), Now).Select(one => (one.Shift.Id, one.Person)).ShouldBe(
            [(third, "UEVA"), ("patch/2026-12-23", "UDORA")]);

        string? Exchange(string back, string to, RotationSnapshot? of = null) =>
            SwapRules.RefuseExchange(of ?? rotation, First, "UANNA", (of ?? rotation).Find(back)!, to, id => id, Now);
    }

    [Theory]
    [InlineData("2026-12-09T14:59:00Z", null)]
    [InlineData("2026-12-09T15:00:00Z", SwapState.Expired)]
    public void A_request_waits_until_its_release_is_due(string now, SwapState? ended) =>
        SwapsJob.Ended(Rotation(), Request("UANNA", "UEVA"), People.At(now)).ShouldBe(ended);

    [Fact]
    public void It_is_overtaken_where_the_shift_went_another_way_or_the_one_who_is_asked_left()
    {
        SwapsJob.Ended(Rotation(), Request("UCHIKA", null), Now).ShouldBe(SwapState.Overtaken);
        SwapsJob.Ended(Rotation(null, First with { Dropped = true }), Request("UANNA", null), Now).ShouldBe(SwapState.Overtaken);
        SwapsJob.Ended(Rotation([.. People.Roster, Eva with { Left = true }]), Request("UANNA", "UEVA"), Now).ShouldBe(SwapState.Overtaken);
        SwapsJob.Ended(Rotation(), Request("UANNA", "UDORA") with { InReturn = Second.Id }, Now).ShouldBeNull();
        SwapsJob.Ended(Rotation(), Request("UANNA", "UEVA") with { InReturn = Second.Id }, Now).ShouldBe(SwapState.Overtaken);
    }

    [Fact]
    public void A_shift_is_in_danger_where_one_of_it_is_off_on_its_day_or_the_two_before()
    {
        Of(Off(People.Anna, new(2026, 12, 7, 0, 0), null)).ShouldHaveSingleItem().ShouldBe(new(First, "UANNA", new(2026, 12, 7), "away"));
        Of(Off(People.Anna, new(2026, 12, 10, 0, 0), null)).ShouldBeEmpty();
        Of(People.Anna with { Left = true }).ShouldHaveSingleItem().HasLeft.ShouldBeTrue();
        var danger = Of(Off(People.Anna, new(2026, 12, 7, 0, 0), null))[0];
        DangerRules.Stage(danger, Now).ShouldBe(28);
        DangerRules.Stage(danger, People.At("2026-12-02T08:00:00Z")).ShouldBe(7);

        static IReadOnlyList<ShiftInDanger> Of(Engineer anna) =>
            DangerRules.Of(Rotation([anna, .. People.Roster.Skip(1)]), Now);
    }

    private static SwapRequest Request(string from, string? to) => new("1", "patch/2026-12-09", from, to) { By = from, AskedAt = default };

    private static Engineer Off(Engineer engineer, LocalDateTime from, string? why) =>
        engineer with { Off = new([new("A", engineer.UserId, from, from.PlusDays(1), why)], HolidayCalendar.None) };
}
