using FsCheck;
using FsCheck.Fluent;
using NodaTime.Extensions;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Tests.Rotation.Calendar;

/// <summary>What holds for the plan of any team and any year.</summary>
public sealed class PlannerProperties
{
    private static readonly (string Zone, Region Region)[] Places =
    [
        ("Europe/Amsterdam", Region.EMEA), ("Europe/London", Region.EMEA), ("Africa/Cairo", Region.EMEA), ("America/New_York", Region.AMER),
        ("America/Los_Angeles", Region.AMER), ("America/Santiago", Region.AMER), ("Asia/Kolkata", Region.APAC), ("Australia/Sydney", Region.APAC),
        ("Asia/Tokyo", Region.APAC),
    ];

    [Fact]
    public void Every_rule_holds_or_nobody_could_keep_it_and_the_plan_says_so() => Holds(random =>
    {
        var rotation = Team(random);
        var plan = Propose(rotation);
        foreach (var shift in plan)
        {
            var strict = Pairs(rotation, plan, shift, strict: true).Any();
            if (shift.Primary is null || shift.Secondary is null)
            {
                Pairs(rotation, plan, shift, strict: false).ShouldBeEmpty($"{shift.Before.Id}: {shift.Why}");
                shift.Why.ShouldStartWith("Nobody ");
                continue;
            }
            var pair = (shift.Primary, shift.Secondary);
            Pairs(rotation, plan, shift, strict: false).ShouldContain(pair);
            if (Pairs(rotation, plan, shift, strict: true).Contains(pair))
                shift.Why.ShouldNotStartWith("Nobody");
            else
                (strict, shift.Why[..15]).ShouldBe((false, "Nobody else can"));
        }
    });

    [Fact]
    public void The_same_input_gives_the_same_plan_in_whatever_order_people_come() => Holds(random =>
    {
        var rotation = Team(random);
        var shuffled = rotation with { Roster = [.. rotation.Roster.OrderBy(_ => random.Next())] };
        Propose(shuffled).ShouldBe(Propose(rotation));
    });

    [Fact]
    public void An_accepted_plan_stays_and_one_day_off_moves_at_most_the_shifts_it_falls_on() => Holds(random =>
    {
        var rotation = Team(random);
        var accepted = Accepted(rotation, Propose(rotation));
        Propose(accepted).Where(shift => shift.IsChanged).ShouldBeEmpty();
        var who = rotation.Roster[random.Next(rotation.Roster.Count)].UserId;
        var day = From(rotation).AddDays(random.Next(370));
        var after = Propose(Sample.Away(accepted, who, day, 1));
        // Somebody freed from one shift may take one that nobody could carry.
        after.Where(shift => shift.IsChanged).ShouldAllBe(shift =>
            !shift.Before.Pair.Any() || (shift.Before.Pair.Contains(who) && Math.Abs(shift.Before.Date.DayNumber - day.DayNumber) <= 2));
    });

    [Fact]
    public void A_plan_made_anew_is_no_worse_stays_once_it_is_accepted_and_so_does_one_that_was_made_from_nothing() => Holds(random =>
    {
        var rotation = Team(random);
        var accepted = Accepted(rotation, Propose(rotation));
        Propose(accepted, anew: true).Where(shift => shift.IsChanged).ShouldBeEmpty();
        // Somebody joins, somebody is away, and a pair is fixed: the plan may improve, and then stays.
        var (zone, region) = Places[random.Next(Places.Length)];
        var moved = Sample.Away(
            accepted with { Roster = [.. accepted.Roster, People.Of("UNEW", zone, region: region)] }, accepted.Roster[0].UserId,
            From(rotation).AddDays(random.Next(370)), random.Next(1, 25));
        moved = moved with
        {
            Shifts = [.. moved.Shifts.Select(shift => shift with { IsFixed = random.Next(8) == 0 && shift.Pair.Count() == 2 })],
        };
        var before = Propose(moved);
        var anew = Propose(moved, anew: true);
        anew.Where(shift => shift.IsChanged && shift.Before.Pair.Count() == 2 && !before.Single(one => one.Before == shift.Before).IsChanged)
            .ShouldAllBe(shift => !shift.Before.IsFixed && shift.Before.Date > From(rotation).AddDays(Planner.Settled));
        anew.Count(IsWrong).ShouldBeLessThanOrEqualTo(before.Count(IsWrong));
        Propose(Accepted(moved, anew), anew: true).Where(shift => shift.IsChanged).ShouldBeEmpty();
        Propose(Accepted(moved, anew)).Where(shift => shift.IsChanged).ShouldBeEmpty();

        static bool IsWrong(PlannedShift shift) => shift.Primary is null || shift.Secondary is null;
    });

    [Fact]
    public void After_a_year_nobody_carried_two_more_than_another_in_either_part_where_no_region_has_more_than_half() => Holds(random =>
    {
        // Equally many of two or three regions, so that the rules leave a choice; all are there all year.
        var regions = random.Next(2, 4);
        var each = random.Next(2, 5);
        var roster = Enumerable.Range(0, regions * each)
            .Select(i => People.Of($"U{random.Next(1000):000}{i}", Home(i % regions), region: (Region)(i % regions))).ToList();
        var plan = Propose(Sample.Rotation(roster, Start(random)));
        foreach (var part in new Func<PlannedShift, string?>[] { shift => shift.Primary, shift => shift.Secondary })
        {
            var counts = roster.Select(one => plan.Count(shift => part(shift) == one.UserId)).ToList();
            (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1, string.Join(' ', counts));
        }

        static string Home(int region) => region switch { 0 => "Asia/Tokyo", 1 => "Europe/Amsterdam", _ => "America/Los_Angeles" };
    });

    /// <summary>Pairs that keep the rules beside all other plans, stated again here in the words.</summary>
    private static IEnumerable<(string, string)> Pairs(RotationSnapshot rotation, IReadOnlyList<PlannedShift> plan, PlannedShift shift, bool strict)
    {
        var at = plan.ToList().IndexOf(shift);
        var others = plan.Where(other => other != shift).ToList();
        PlannedShift[] beside = [.. at > 0 ? [plan[at - 1]] : (PlannedShift[])[], .. at < plan.Count - 1 ? [plan[at + 1]] : (PlannedShift[])[]];
        var free = rotation.Roster.Where(one => !one.Left && one.Hours.Days.Contains(shift.Before.Date.DayOfWeek)
            && !Enumerable.Range(-2, 4).Select(day => shift.Before.Date.AddDays(day)).Any(day => one.Hours.Days.Contains(day.DayOfWeek) && IsAway(one, day))
            && !others.Any(other => other.After.Pair.Contains(one.UserId) && Math.Abs(other.Before.Date.DayNumber - shift.Before.Date.DayNumber) <= 6)
            && !(strict && beside.Any(other => other.After.Pair.Contains(one.UserId)))).ToList();
        return from one in free
               from other in free
               where one.Region != other.Region && !(strict && Workdays.ShareHours(one, other, Sample.Midnight(shift.Before.Date) + Duration.FromHours(12)))
               select (one.UserId, other.UserId);

        bool IsAway(Engineer one, DateOnly day) => rotation.Absences.Any(absence => absence.Person == one.UserId
            && absence.From < day.AddDays(1).ToLocalDate().AtMidnight() && absence.Until > day.ToLocalDate().AtMidnight());
    }

    private static RotationSnapshot Team(Random random)
    {
        var roster = Enumerable.Range(0, random.Next(1, 11)).Select(i =>
        {
            var (zone, region) = Places[random.Next(Places.Length)];
            return People.Of($"U{random.Next(100):00}{i}", zone, days: random.Next(6) == 0 ? "Mon,Tue,Fri" : "Mon-Fri", region: region) with
            {
                Left = random.Next(12) == 0,
            };
        }).ToList();
        var start = Start(random);
        var rotation = Sample.Rotation(roster, start);
        for (var i = random.Next(8); i > 0; i--)
            rotation = Sample.Away(rotation, roster[random.Next(roster.Count)].UserId, start.AddDays(random.Next(380)), random.Next(1, 25));
        return rotation;
    }

    private static DateOnly Start(Random random) => new DateOnly(2026, 1, 1).AddDays(random.Next(1500));

    private static DateOnly From(RotationSnapshot rotation) => rotation.Shifts[0].Date.AddDays(-1);

    private static IReadOnlyList<PlannedShift> Propose(RotationSnapshot rotation, bool anew = false) =>
        Planner.Propose(rotation, Sample.Midnight(From(rotation)), id => id, anew);

    private static RotationSnapshot Accepted(RotationSnapshot rotation, IReadOnlyList<PlannedShift> plan) =>
        rotation with { Shifts = [.. rotation.Shifts.Select(shift => plan.FirstOrDefault(planned => planned.Before.Id == shift.Id)?.After ?? shift)] };

    private static void Holds(Action<Random> holds) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed => holds(new(seed))));
}
