using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using static SecurityReleaseChatOps.Tests.Rotation.People;

namespace SecurityReleaseChatOps.Tests.Rotation.Calendar;

public sealed class PlannerTests
{
    private static readonly DateOnly Start = new(2026, 11, 27);
    private static readonly Instant Now = Sample.Midnight(Start);

    private static readonly IReadOnlyList<Engineer> Six =
    [
        Of("UANNA", "Europe/Amsterdam"), Of("UOLI", "Europe/London"), Of("UMARIA", "America/New_York", region: Region.AMER),
        Of("USAM", "America/Los_Angeles", region: Region.AMER), Of("ULIAM", "Australia/Sydney", region: Region.APAC),
        Of("UPRIYA", "Asia/Kolkata", region: Region.APAC),
    ];

    [Fact]
    public void A_year_of_a_small_team_is_shared_evenly_and_each_choice_says_why()
    {
        var plan = Propose(Sample.Rotation(Six, Start));
        plan.Count.ShouldBe(26);
        plan.ShouldAllBe(shift => shift.Primary != null && shift.Secondary != null);
        foreach (var part in new Func<PlannedShift, string?>[] { shift => shift.Primary, shift => shift.Secondary })
            plan.CountBy(shift => part(shift)!).Select(of => of.Value).Order().ShouldBe([4, 4, 4, 4, 5, 5]);
        plan[0].Why.ShouldMatch(@"\AUANNA not on for a year; U\w+ not on for a year, covers \d\d–\d\d UTC\.\z");
        plan[^1].Why.ShouldMatch(@"\AU\w+ last on (\d+ weeks|\d+ days) before; U\w+ last on (\d+ weeks|\d+ days) before, covers [\d:]+–[\d:]+ UTC\.\z");
    }

    [Fact]
    public void Where_the_load_is_equal_the_pair_covers_most_hours_of_the_release()
    {
        var plan = Propose(Sample.Rotation(Six, Start));
        // Amsterdam ends at 16:00 UTC, when Los Angeles begins at 17:00: none of her pairs overlaps more.
        (plan[0].Primary, plan[0].Secondary).ShouldBe(("UANNA", "ULIAM"));
    }

    [Fact]
    public void What_people_fixed_stays_though_it_breaks_rules_and_says_so()
    {
        var fixedShift = Shift.Of("patch", new(2026, 12, 9)) with { Primary = "UANNA", Secondary = "UOLI", IsFixed = true };
        var rotation = Sample.Rotation(Six, Start, [fixedShift]);
        var kept = Propose(Away(rotation, "UOLI", new(2026, 12, 8), 2))[0];
        (kept.Primary, kept.Secondary, kept.IsChanged).ShouldBe(("UANNA", "UOLI", false));
        kept.Why.ShouldBe("Fixed by hand. UOLI is away then.");
        Propose(rotation with { Roster = [.. Six.Where(one => one.UserId != "UANNA")] })[0].Why.ShouldBe(
            "Fixed by hand. UANNA is not on the rotation any more.");
    }

    [Fact]
    public void One_day_off_changes_only_the_shift_it_falls_on_and_there_only_who_is_off()
    {
        var accepted = Accepted(Sample.Rotation(Six, Start));
        Propose(accepted).ShouldAllBe(shift => !shift.IsChanged);
        var fifth = accepted.Coming(Now).ElementAt(5);
        var changed = Propose(Away(accepted, fifth.Secondary!, fifth.Date.AddDays(-1), 1)).Where(shift => shift.IsChanged).ShouldHaveSingleItem();
        changed.Before.Id.ShouldBe(fifth.Id);
        changed.Primary.ShouldBe(fifth.Primary);
        changed.Secondary.ShouldNotBeNull().ShouldNotBe(fifth.Secondary);
    }

    [Fact]
    public void Who_left_or_moved_to_the_region_of_the_other_is_replaced_everywhere_and_nobody_else()
    {
        var accepted = Accepted(Sample.Rotation(Six, Start));
        var plan = Propose(accepted with { Roster = [.. Six.Select(one => one.UserId == "USAM" ? one with { Left = true } : one)] });
        plan.Where(shift => shift.IsChanged).Select(shift => shift.Before.Id).ShouldBe(
            accepted.Coming(Now).Where(shift => shift.Pair.Contains("USAM")).Select(shift => shift.Id));
        plan.SelectMany(shift => shift.After.Pair).ShouldNotContain("USAM");
    }

    [Fact]
    public void Two_people_carry_each_release_and_the_plan_says_that_there_is_nobody_else()
    {
        var plan = Propose(Sample.Rotation([Anna, Ben], Start, days: 40));
        plan.Select(shift => (shift.Primary, shift.Secondary)).ShouldBe([("UANNA", "UBEN"), ("UBEN", "UANNA")]);
        plan.Select(shift => shift.Why).ShouldBe(
            ["Nobody else can: UANNA and UBEN twice in a row.", "Nobody else can: UBEN and UANNA twice in a row."]);
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "Europe/London", "Nobody can: the others are all in EMEA.")]
    [InlineData("Europe/Amsterdam", null, "Nobody can: the others are all in EMEA.")]
    [InlineData(null, null, "Nobody is on the rotation.")]
    public void Where_nobody_can_the_plan_says_why(string? one, string? other, string why)
    {
        var roster = new[] { one, other }.OfType<string>().Select((zone, i) => Of($"U{i}", zone)).ToList();
        var shift = Propose(Sample.Rotation(roster, Start, days: 20)).ShouldHaveSingleItem();
        (shift.Primary, shift.Secondary, shift.Why).ShouldBe((null, null, why));
    }

    [Fact]
    public void Why_nobody_can_is_counted_by_reason()
    {
        var rotation = Sample.Rotation(
            [Anna, Ben, Chika, Of("UEVE", "America/Chicago", days: "Mon,Tue", region: Region.AMER)],
            Start,
            releases: [Sample.Release("R9", null, "2026-12-06", "UCHIKA", "UX", critical: true)],
            days: 20);
        Propose(Away(rotation, "UBEN", new(2026, 12, 7), 4)).Single().Why.ShouldBe(
            "Nobody can: 1 does not work on Wednesdays, 1 is away, 1 carries a release that week, the others are all in EMEA.");
    }

    [Fact]
    public void Days_off_at_the_weekend_and_days_away_from_the_release_hinder_nobody()
    {
        var rotation = Sample.Rotation([Anna, Ben], Start, days: 20); // 9 December; its days are Monday to Thursday
        foreach (var (date, days) in new[] { (new DateOnly(2026, 12, 11), 10), (new(2026, 12, 5), 2), (new(2026, 12, 1), 4) })
            Propose(Away(rotation, "UBEN", date, days))[0].Secondary.ShouldBe("UBEN");
        foreach (var day in Enumerable.Range(7, 4))
            Propose(Away(rotation, "UBEN", new(2026, 12, day), 1))[0].Secondary.ShouldBeNull();
    }

    [Fact]
    public void A_critical_release_weighs_two()
    {
        ReleasePair[] past =
        [
            Sample.Release("R1", null, "2026-10-06", "UANNA", "UMARIA", critical: true),
            Sample.Release("R2", null, "2026-10-14", "UOLI", "UMARIA"),
            Sample.Release("R3", null, "2026-10-28", "ULIAM", "UMARIA"),
        ];
        var roster = Six.Take(5).Where(one => one.UserId != "USAM").ToList();
        var load = FairnessRules.Of(Sample.Rotation(roster, Start, releases: past), Now).ToDictionary(load => load.Person);
        (load["UANNA"].AsPrimary - load["UOLI"].AsPrimary).ShouldBe(1);
        (load["UANNA"].AsSecondary, load["UANNA"].Critical, load["UANNA"].LastOn).ShouldBe((-1, 1, new(2026, 10, 6)));
        (load["UMARIA"].Secondary, load["UMARIA"].AsSecondary).ShouldBe((3, 3));
        load.Values.Sum(one => one.AsPrimary).ShouldBe(0, 1e-9);
        Propose(Sample.Rotation(roster, Start, releases: past)).Take(3).Select(shift => shift.Primary).ShouldNotContain("UANNA");
    }

    [Fact]
    public void A_newcomer_owes_nothing_of_what_was_carried_before()
    {
        var past = Enumerable.Range(0, 20).Select(i => Sample.Release(
            $"R{i}", null, new DateOnly(2026, 1, 7).AddDays(14 * i).ToString("O"), Six[i % 5].UserId, Six[(i + 2) % 5].UserId)).ToList();
        IReadOnlyList<Engineer> roster = [.. Six.Take(5), Six[5] with { Since = Now }];
        FairnessRules.Of(Sample.Rotation(roster, Start, releases: past), Now).Single(load => load.Person == "UPRIYA").AsPrimary.ShouldBe(0);
        var plan = Propose(Sample.Rotation(roster, Start, releases: past));
        plan.Count(shift => shift.Primary == "UPRIYA").ShouldBeInRange(4, 5);
    }

    [Fact]
    public void A_plan_made_anew_leaves_four_weeks_and_what_is_fixed()
    {
        var accepted = Accepted(Sample.Rotation([.. Six.Take(5)], Start));
        var withPriya = accepted with { Roster = Six };
        Propose(withPriya).ShouldAllBe(shift => !shift.IsChanged);
        var anew = Planner.Propose(withPriya, Now, id => id, anew: true);
        anew.Where(shift => shift.Before.Date < Start.AddDays(Planner.Settled)).ShouldAllBe(shift => !shift.IsChanged);
        anew.Count(shift => shift.Primary == "UPRIYA").ShouldBeInRange(4, 5);
    }

    [Fact]
    public void A_year_of_500_people_and_50_cadences_after_ten_years_is_planned_evenly()
    {
        string[] zones = ["Europe/Amsterdam", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "America/Los_Angeles", "Europe/London"];
        Region[] regions = [Region.EMEA, Region.AMER, Region.APAC, Region.APAC, Region.AMER, Region.EMEA];
        var roster = Enumerable.Range(0, 500).Select(i => Of($"U{i:000}", zones[i % 6], region: regions[i % 6])).ToList();
        var cadences = Enumerable.Range(0, 50).Select(i => Sample.Patch with
        {
            Name = $"c{i}",
            Days = [new((i % 4) + 1, (DayOfWeek)((i % 5) + 1)), new(((i + 2) % 4) + 1, (DayOfWeek)((i % 5) + 1))],
        }).ToList();
        var history = cadences.SelectMany((cadence, c) => cadence.Between(Start.AddYears(-10), Start.AddDays(-1)).Select((date, i) => new ReleasePair(
            $"R{c}-{i}", Shift.Of(cadence.Name, date).Id, "GitLab", "planned", date, date, Person((c * 7) + i), Person((c * 7) + i + 1), i % 9 == 0, false)))
            .ToList();
        history.Count.ShouldBeGreaterThan(10_000);
        var rotation = Sample.Rotation(roster, Start, releases: history, cadences: cadences);
        var plan = Propose(rotation);
        plan.Count.ShouldBeGreaterThan(1200);
        plan.ShouldAllBe(shift => shift.Primary != null && shift.Secondary != null && !shift.Why.StartsWith("Nobody", StringComparison.Ordinal));

        static string Person(int i) => $"U{i % 500:000}";
    }

    private static IReadOnlyList<PlannedShift> Propose(RotationSnapshot rotation) => Planner.Propose(rotation, Now, id => id);

    private static RotationSnapshot Accepted(RotationSnapshot rotation)
    {
        var plan = Propose(rotation).ToDictionary(shift => shift.Before.Id, shift => shift.After);
        return rotation with { Shifts = [.. rotation.Shifts.Select(shift => plan.GetValueOrDefault(shift.Id, shift))] };
    }

    private static RotationSnapshot Away(RotationSnapshot rotation, string person, DateOnly from, int days) => Sample.Away(rotation, person, from, days);
}
