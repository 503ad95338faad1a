using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using static SecurityReleaseChatOps.Tests.Rotation.People;

namespace SecurityReleaseChatOps.Tests.Rotation.Calendar;

public sealed class OnDutyTests
{
    private static readonly RotationSnapshot Rotation = Sample.Rotation(
        Roster,
        new(2026, 11, 1),
        [
            Shift.Of("patch", new(2026, 11, 25)) with { Primary = "UANNA", Secondary = "UBEN" },
            Shift.Of("patch", new(2026, 12, 9)) with { Primary = "UCHIKA", Secondary = "UDORA" },
        ]);

    [Theory]
    [InlineData("2026-11-11T14:59:59Z", null)] // the shift before them has nobody
    [InlineData("2026-11-11T15:00:00Z", "UANNA")] // and is none any more when it is due
    [InlineData("2026-11-26T14:59:59Z", "UANNA")]
    [InlineData("2026-11-26T15:00:00Z", "UCHIKA")]
    [InlineData("2026-12-10T14:59:59Z", "UCHIKA")]
    [InlineData("2026-12-10T15:00:00Z", null)]
    public void On_is_the_pair_of_the_next_release_until_a_day_after_it_is_due(string now, string? primary) =>
        OnDuty.At(Rotation, At(now)).ShouldHaveSingleItem().Primary.ShouldBe(primary);

    [Fact]
    public void A_shift_that_is_dropped_is_nobodys() => OnDuty.At(
        Rotation with { Shifts = [.. Rotation.Shifts.Select(shift => shift with { Dropped = shift.Primary == "UANNA" })] },
        At("2026-11-20T12:00:00Z"))[0].Primary.ShouldBe("UCHIKA");

    [Fact]
    public void Who_covers_is_on_meanwhile()
    {
        var covered = Rotation with { Covers = [new("c", "UBEN", "UDORA", At("2026-11-20T00:00:00Z"), At("2026-11-21T00:00:00Z"))] };
        OnDuty.At(covered, At("2026-11-20T23:59:59Z"))[0].Pair.ShouldBe(["UANNA", "UDORA"]);
        OnDuty.At(covered, At("2026-11-21T00:00:00Z"))[0].Pair.ShouldBe(["UANNA", "UBEN"]);
    }

    [Fact]
    public void Each_cadence_has_its_own()
    {
        var weekly = Sample.Patch with { Name = "runner", Days = [new(1, DayOfWeek.Monday)] };
        var both = Sample.Rotation(
            Roster, new(2026, 11, 1), [Shift.Of("runner", new(2026, 12, 7)) with { Primary = "UDORA" }], cadences: [Sample.Patch, weekly]);
        OnDuty.At(both, At("2026-11-20T12:00:00Z")).Select(duty => (duty.Shift.Id, duty.Primary)).ShouldBe(
            [("patch/2026-11-25", null), ("runner/2026-12-07", "UDORA")]);
    }
}
