using SecurityReleaseChatOps.Rotation.Calendar;
using static SecurityReleaseChatOps.Tests.Rotation.People;

namespace SecurityReleaseChatOps.Tests.Rotation.Calendar;

public sealed class ShiftsTests
{
    private static readonly DateOnly November = new(2026, 11, 1);
    private static readonly Shift December9 = Shift.Of("patch", new(2026, 12, 9));

    [Fact]
    public void A_shift_without_a_document_is_its_cadences_date_and_nobody()
    {
        var shifts = Sample.Rotation(Roster, November, days: 60).Shifts;
        shifts.Select(shift => shift.Id).ShouldBe(["patch/2026-11-11", "patch/2026-11-25", "patch/2026-12-09", "patch/2026-12-23"]);
        shifts.ShouldAllBe(shift => !shift.Pair.Any() && !shift.Dropped && shift.Release == null);
    }

    [Fact]
    public void What_is_stored_takes_its_place_a_moved_one_in_the_order_of_its_date()
    {
        var added = new Shift("patch/2026-12-02", "patch", new(2026, 12, 2));
        var moved = December9 with { Date = new(2026, 12, 30), Primary = "UANNA" };
        Sample.Rotation(Roster, November, [added, moved], days: 60).Shifts.ShouldBe(
            [Shift.Of("patch", new(2026, 11, 11)), Shift.Of("patch", new(2026, 11, 25)), added, Shift.Of("patch", new(2026, 12, 23)), moved]);
    }

    [Fact]
    public void A_release_that_was_started_says_date_and_pair_of_its_shift()
    {
        var stored = December9 with { Primary = "UANNA", Secondary = "UBEN" };
        var release = Sample.Release("R7", December9.Id, "2026-12-11", "UCHIKA", "UBEN");
        Sample.Rotation(Roster, November, [stored], [release]).Find(December9.Id).ShouldBe(
            stored with { Date = new(2026, 12, 11), Primary = "UCHIKA", Release = "R7", HasEnded = true });
    }

    [Fact]
    public void A_release_of_an_earlier_version_has_the_shift_of_the_date_on_which_it_was_due_at_first()
    {
        var release = Sample.Release("R7", null, "2026-12-09", "UCHIKA", "UBEN") with { Date = new(2026, 12, 14) };
        var found = Sample.Rotation(Roster, November, [], [release, Sample.Release("R8", null, "2026-11-25", "UANNA", "UBEN", critical: true)]);
        found.Find(December9.Id)!.Release.ShouldBe("R7");
        found.Find(December9.Id)!.Date.ShouldBe(new(2026, 12, 14));
        found.Find("patch/2026-11-25")!.Release.ShouldBeNull("a critical release comes unplanned");
    }

    [Fact]
    public void Shifts_long_past_stay_known_by_their_releases()
    {
        var release = Sample.Release("R1", "patch/2020-01-08", "2020-01-08", "UANNA", "UBEN");
        var past = Sample.Rotation(Roster, November, [], [release]).Shifts[0];
        (past.Id, past.Date, past.Primary).ShouldBe(("patch/2020-01-08", new(2020, 1, 8), "UANNA"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("patch")]
    [InlineData("patch/2026-13-01")]
    [InlineData("/2026-12-01")]
    [InlineData("a/b/2026-12-01")]
    public void What_is_no_id_is_no_shift(string id) => Shift.Of(id).ShouldBeNull();
}
