using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class HolderRulesTests
{
    private const string Evening = "2026-11-24T18:00:00Z"; // 19:00 in Amsterdam: Anna, who has R1, is off; Ben in New York is at work
    private static readonly Release R1 = SampleReleases.R1;

    [Theory]
    [InlineData("UBEN", false, Evening, null)]
    [InlineData("UCHIKA", true, Evening, null)] // an admin
    [InlineData("UBEN", false, "2026-11-29T12:00:00Z", null)] // on a Sunday
    [InlineData("UCHIKA", false, Evening, "UANNA has R1. Only the other one of its pair, or an admin, can take it over")]
    [InlineData("UANNA", false, Evening, "You have R1 already")]
    [InlineData("UBEN", false, "2026-11-24T15:00:00Z", "UANNA has R1 and is at work: ask them to hand it over")]
    [InlineData("UCHIKA", true, "2026-11-24T15:00:00Z", "UANNA has R1 and is at work: ask them to hand it over")]
    [InlineData("UGRACE", true, Evening, "You are not on the rotation, so your working hours are unknown: an admin adds you with /rotation add")]
    public void Who_may_take_over_and_when(string by, bool admin, string now, string? no) =>
        HolderRules.Refuse(R1, People.Anna, Taker(by, admin), id => id, People.At(now)).ShouldBe(no);

    [Fact]
    public void From_one_who_left_or_is_off_the_rotation_it_is_taken_at_any_time()
    {
        const string Noon = "2026-11-24T15:00:00Z";
        HolderRules.Refuse(R1, People.Anna with { Left = true }, Taker("UBEN"), id => id, People.At(Noon)).ShouldBeNull();
        HolderRules.Refuse(R1, null, Taker("UBEN"), id => id, People.At(Noon)).ShouldBeNull();
    }

    [Fact]
    public void When_someone_outside_the_pair_has_it_both_of_the_pair_may()
    {
        var held = R1.HeldBy("UCHIKA", default);
        HolderRules.Refuse(held, People.Chika, Taker("UANNA"), id => id, People.At(Evening)).ShouldBeNull();
        HolderRules.Refuse(held, People.Chika, Taker("UBEN"), id => id, People.At(Evening)).ShouldBeNull();
    }

    [Fact]
    public void Taking_over_says_who_from_whom_and_why()
    {
        HolderRules.TakeOver(R1, People.Anna, Taker("UBEN"), " ", id => id, People.At(Evening)).Words.ShouldBe("Say in a sentence why");
        HolderRules.TakeOver(R1, People.Anna, Taker("UBEN"), new string('x', 501), id => id, People.At(Evening)).Refused.ShouldBeTrue();
        var at = People.At(Evening);
        var taken = HolderRules.TakeOver(R1, People.Anna, Taker("UBEN"), " Anna is ill ", id => id, People.At(Evening)).Value.ShouldNotBeNull();
        (taken.Owner, taken.OwnerSince, taken.TakenOver).ShouldBe(("UBEN", at, new TakenOver("UBEN", "UANNA", "Anna is ill", at)));
    }

    [Fact]
    public void With_another_holder_a_handover_that_waits_is_accepted_or_has_come_to_nothing()
    {
        var (at, waiting) = (People.At(Evening), R1 with { LastHandover = new("R1-H1", "UANNA", "UBEN", SampleReleases.Created) });
        waiting.HeldBy("UBEN", at).LastHandover!.AcceptedAt.ShouldBe(at);
        waiting.HeldBy("UCHIKA", at).LastHandover.ShouldBeNull();
        var accepted = waiting with { LastHandover = waiting.LastHandover! with { AcceptedAt = SampleReleases.Created } };
        accepted.HeldBy("UCHIKA", at).LastHandover.ShouldBe(accepted.LastHandover);
    }

    private static Taker Taker(string by, bool admin = false) => new(by, admin, People.Roster.FirstOrDefault(engineer => engineer.UserId == by));
}
