using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>Changing the pair of a running release; pairs at its start, under the same rule, are tested in <see cref="NewReleaseTests"/>.</summary>
public sealed class PairRulesTests
{
    private const string Noon = "2026-11-24T11:00:00Z"; // Anna (Amsterdam) and Dora (Lisbon) are at work
    private const string Night = "2026-11-24T23:30:00Z"; // of all four only Chika in Tokyo is about to work, from midnight
    private static readonly Release R1 = SampleReleases.R1;

    [Theory]
    [InlineData("UANNA", "UCHIKA", Noon, "UANNA")] // the holder stays
    [InlineData("UBEN", "UANNA", Noon, "UANNA")] // and keeps it in the other part
    [InlineData("UCHIKA", "UBEN", Noon, "UCHIKA")] // both are off: the new Primary
    [InlineData("UDORA", "UBEN", Noon, "UDORA")]
    [InlineData("UCHIKA", "UDORA", Noon, "UDORA")] // only the new Secondary is at work
    [InlineData("UCHIKA", "UDORA", "2026-11-25T00:30:00Z", "UCHIKA")]
    [InlineData("UBEN", "UCHIKA", Night, "UBEN")]
    public void Who_has_it_keeps_it_or_the_one_of_the_new_pair_who_is_at_work(string primary, string secondary, string now, string holder)
    {
        var changed = Change(primary, secondary, now).Value.ShouldNotBeNull();
        (changed.Primary, changed.Secondary, changed.Owner).ShouldBe((primary, secondary, holder));
        changed.OwnerSince.ShouldBe(holder == "UANNA" ? null : People.At(now));
        changed.PrimarySince.ShouldBe(primary == "UANNA" ? null : People.At(now));
        changed.SecondarySince.ShouldBe(secondary == "UBEN" ? null : People.At(now));
    }

    [Fact]
    public void Someone_outside_the_pair_who_has_it_keeps_it() =>
        Change("UANNA", "UCHIKA", Noon, R1.HeldBy("UDORA", default)).Value.ShouldNotBeNull().Owner.ShouldBe("UDORA");

    [Theory]
    [InlineData("UANNA", "UBEN", ReleaseFields.Primary, "They are the pair already")]
    [InlineData("UANNA", "UDORA", ReleaseFields.Secondary, "Both are in EMEA")]
    [InlineData("UANNA", "UANNA", ReleaseFields.Secondary, "This is the Primary too")]
    [InlineData("UANNA", "UNOBODY", ReleaseFields.Secondary, "not on the roster")]
    [InlineData("UANNA", "", ReleaseFields.Secondary, "Choose the Secondary")]
    public void A_wrong_pair_is_refused_by_the_rules_of_the_start(string primary, string secondary, string field, string words) =>
        Change(primary, secondary, Noon).Errors[field].ShouldContain(words);

    [Fact]
    public void An_admins_reason_allows_one_region_and_goes_with_the_next_pair_of_two()
    {
        var one = Change("UANNA", "UDORA", Noon, reason: " we are few ", admin: true).Value.ShouldNotBeNull();
        one.OverrideReason.ShouldBe("we are few");
        Change("UANNA", "UBEN", Noon, one).Value.ShouldNotBeNull().OverrideReason.ShouldBeNull();
    }

    [Theory]
    [InlineData(true, "UANNA")]
    [InlineData(false, "UBEN")]
    [InlineData(null, "UANNA")] // begun by an earlier version, which took over only what somebody held
    public void What_the_other_one_of_the_pair_covered_is_given_back_and_nobody_is_covered_any_more(bool? hadIt, string holder)
    {
        var back = PairRules.GiveBack(
            R1.HeldBy("UBEN", default) with { Covered = hadIt is { } had ? new("UANNA", had) : null }, "UBEN", "UANNA", People.Roster, People.At(Noon));
        (back.Primary, back.Secondary, back.Owner, back.Covered).ShouldBe(("UANNA", "UBEN", holder, null));
    }

    private static Decision<Release> Change(
        string primary, string secondary, string now, Release? release = null, string? reason = null, bool admin = false) =>
        PairRules.Change(release ?? R1, new(primary, secondary, reason, admin, SameHoursMeant: false), People.Roster, People.At(now));
}
