using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>The prompts of a release that is open for a whole year.</summary>
public sealed class PromptWalkTests
{
    private static readonly Instant Begin = People.At("2026-01-01T00:00:00Z");
    private static readonly Instant End = People.At("2027-01-01T00:00:00Z");
    private static readonly PromptSettings AllYearLong = new() { LeadDays = 500 };

    private static readonly Release AllYear = SampleReleases.R1 with
    {
        DueDate = new DateOnly(2027, 1, 6),
        CreatedAt = Begin,
    };

    [Theory]
    [MemberData(nameof(People.OfManyZones), MemberType = typeof(People))]
    public void Every_workday_has_one_prompt_half_an_hour_before_its_end_and_one_reminder_at_its_end(string zone, string hours, string days)
    {
        var engineer = People.Of("UANNA", zone, hours, days);
        var ticks = Ticks(() => 15).ToList();
        var seen = Walk(AllYear, engineer, ticks, AllYearLong);

        var ends = EndsByTheWallClock(engineer, ticks);
        ShouldBeSame(seen.Where(due => due.Action == PromptAction.Ask).Select(due => (due.Date, due.At + Duration.FromMinutes(30))), ends);
        ShouldBeSame(seen.Where(due => due.Action == PromptAction.Remind).Select(due => (due.Date, due.At)), ends);
        seen.ShouldNotContain(due => due.Action == PromptAction.Missed);
    }

    /// <summary>Around each clock change, for workdays that touch the skipped or repeated hour.</summary>
    [Fact]
    public void At_every_change_of_the_clocks_each_workday_has_one_prompt_and_one_reminder()
    {
        ClockChanges.Count.ShouldBeGreaterThan(1000);
        foreach (var change in ClockChanges.All)
        {
            var ticks = change.Around(Duration.FromHours(36), Duration.FromHours(36), 15).ToList();
            // A workday that ends at the walk's very beginning or end has only half of its events within it.
            var (first, last) = (ticks[0] + Duration.FromHours(1), ticks[^1]);
            var release = AllYear with { CreatedAt = ticks[0], DueDate = change.Date.PlusDays(3).ToDateOnly() };
            foreach (var engineer in change.Workers)
            {
                var seen = Walk(release, engineer, ticks, new() { LeadDays = 5 });
                var ends = EndsByTheWallClock(engineer, ticks).Where(end => end.At >= first).ToList();
                ends.Count.ShouldBeGreaterThan(0);
                ShouldBeSame(Of(PromptAction.Ask, Duration.FromMinutes(30)), ends, $"{change} {engineer.Hours}");
                ShouldBeSame(Of(PromptAction.Remind, Duration.Zero), ends, $"{change} {engineer.Hours}");
                seen.ShouldNotContain(due => due.Action == PromptAction.Missed);

                IEnumerable<(DateOnly, Instant)> Of(PromptAction action, Duration until) =>
                    seen.Where(due => due.Action == action).Select(due => (due.Date, due.At + until)).Where(due => due.Item2 >= first && due.Item2 <= last);
            }
        }
    }

    [Fact]
    public void Every_minute_of_a_year_gives_the_prompt_at_half_past_four_on_working_days()
    {
        var seen = Walk(AllYear, People.Anna, [.. Ticks(() => 1)], AllYearLong).Where(due => due.Action == PromptAction.Ask).ToList();
        seen.Count.ShouldBe(261); // working days of 2026
        seen.ShouldAllBe(due => Workdays.LocalTime(People.Anna, due.At).TimeOfDay == new LocalTime(16, 30));
    }

    [Theory]
    [MemberData(nameof(People.OfManyZones), MemberType = typeof(People))]
    public void Whatever_restarts_happen_each_workday_has_one_prompt_or_is_named_once_as_missed(string zone, string hours, string days)
    {
        var engineer = People.Of("UANNA", zone, hours, days);
        for (var seed = 0; seed < 4; seed++)
        {
            // Mostly up; sometimes down for minutes, hours or days, but less than the job looks back.
            var random = new Random(seed);
            var ticks = Ticks(() => random.Next(12) switch { 0 => random.Next(1, 300), 1 => random.Next(1, 3000), _ => random.Next(1, 20) }).ToList();
            var seen = Walk(AllYear, engineer, ticks, AllYearLong);

            var first = seen.Where(due => due.IsNew).ToList();
            var workdays = Workdays.Between(engineer, new(2025, 12, 30), new(2027, 1, 1))
                .Where(workday => workday.End > Begin && Moment(workday) <= ticks[^1]).ToList();
            ShouldBeSame(first.Select(due => due.Date), workdays.Select(workday => workday.Date));
            foreach (var (due, workday) in first.Zip(workdays))
            {
                var look = ticks[ticks.BinarySearch(Moment(workday)) is var index && index < 0 ? ~index : index];
                due.At.ShouldBe(look, $"seed {seed}");
                due.Action.ShouldBe(look <= Moment(workday) + Duration.FromHours(2) ? PromptAction.Ask : PromptAction.Missed, $"seed {seed}");
            }

            // Nobody answers: each prompt that appeared has one reminder, or is reported as missed once.
            seen.Where(due => !due.IsNew && due.Action != PromptAction.Pass).Select(due => due.Date).ShouldBeUnique();
            var asked = first.Where(due => due.Action == PromptAction.Ask && due.At < End - Duration.FromDays(4)).Select(due => due.Date).ToList();
            asked.Except(seen.Where(due => !due.IsNew).Select(due => due.Date)).ShouldBeEmpty($"seed {seed}");
        }

        static Instant Moment(Workday workday) => Instant.Max(workday.End - Duration.FromMinutes(30), Begin);
    }

    // Reports only the differences, not the whole year.
    private static void ShouldBeSame<T>(IEnumerable<T> actual, IEnumerable<T> expected, string where = "")
    {
        var (left, right) = (actual.ToList(), expected.ToList());
        left.Except(right).ShouldBeEmpty($"too many {where}");
        right.Except(left).ShouldBeEmpty($"too few {where}");
        left.Count.ShouldBe(right.Count, where);
    }

    private sealed record Seen(DateOnly Date, PromptAction Action, bool IsNew, Instant At);

    /// <summary>Looks at each tick as the job does, storing what is due.</summary>
    private static List<Seen> Walk(Release release, Engineer engineer, IReadOnlyList<Instant> ticks, PromptSettings settings)
    {
        var stored = new Dictionary<string, Prompt>();
        var seen = new List<Seen>();
        foreach (var now in ticks)
        {
            foreach (var due in PromptRules.Due(release, engineer, [.. stored.Values], [], settings, now))
            {
                stored.ContainsKey(due.Prompt.Id).ShouldBe(!due.IsNew);
                stored[due.Prompt.Id] = due.Prompt;
                seen.Add(new Seen(due.Prompt.Date, due.Action, due.IsNew, now));
                foreach (var old in stored.Values.Where(prompt => prompt.DueAt < now.AddDays(-20)).ToList())
                {
                    stored.Remove(old.Id); // keeps the walk fast: it is no longer looked at
                }
            }
        }

        return seen;
    }

    private static IEnumerable<Instant> Ticks(Func<int> minutes)
    {
        for (var now = Begin; now < End; now += Duration.FromMinutes(minutes()))
        {
            yield return now;
        }
    }

    /// <summary>Each workday with a prompt within the year, with the tick at which the wall clock first shows its end.</summary>
    private static List<(DateOnly Date, Instant At)> EndsByTheWallClock(Engineer engineer, IReadOnlyList<Instant> ticks)
    {
        var clock = new WallClock(engineer);
        clock.Look(ticks[0] - Duration.FromMinutes(15));
        var ends = new List<(DateOnly, Instant)>();
        var running = Days(clock.Latest, -2, 2).Where(date => clock.HasBegun(date) && !clock.HasEnded(date)).ToHashSet();
        foreach (var now in ticks)
        {
            clock.Look(now);
            // If the clock skips to midnight, it shows nothing of a workday that began in the skipped hour.
            running.UnionWith(Days(clock.Latest, -1, 0).Where(date => clock.HasBegun(date) && !clock.HasEnded(date)));
            foreach (var date in running.Where(clock.HasEnded).ToList())
            {
                ends.Add((date, now));
                running.Remove(date);
            }
        }

        return ends;

        static IEnumerable<DateOnly> Days(DateOnly date, int from, int to) => Enumerable.Range(from, to - from + 1).Select(date.AddDays);
    }
}
