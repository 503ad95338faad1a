using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Schedule;

/// <summary>Whole weeks with a release under way, on a clock that is set while they pass.</summary>
public sealed class SteppedClockTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);
    private static readonly DocumentKind<Prompt> Prompts = new("prompt");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Set_ten_times_by_up_to_a_day_either_way_each_prompt_reminder_and_deadline_comes_once_at_its_time(int seed)
    {
        await using var day = await Day();
        var clock = (WorkspaceClock)day.Services.GetRequiredService<TimeProvider>();
        var (random, walked) = (new Random(seed), new List<DateTimeOffset>());
        var now = clock.GetUtcNow();
        for (var i = 1; now < DateTimeOffset.Parse("2026-11-30T00:00:00Z"); i++)
        {
            now += i % 80 == 0 && i <= 800 ? Tick * random.Next(-144, 145) : Tick;
            await Look(day, clock, now);
            walked.Add(now);
        }

        var prompts = (await Store(day).All(Prompts)).Select(read => read.Value).ToList();
        foreach (var prompt in prompts)
        {
            var seen = walked.First(at => at >= prompt.DueAt);
            var late = seen - prompt.DueAt > TimeSpan.FromHours(2);
            (prompt.AskedAt ?? prompt.MissedAt).ShouldBe(seen, $"{prompt.Id} was due {prompt.DueAt:O}");
            (prompt.AskedAt is null).ShouldBe(late, $"{prompt.Id} was due {prompt.DueAt:O}, looked at {seen:O}");
            if (prompt.RemindedAt is { } reminded)
                reminded.ShouldBe(walked.Skip(walked.IndexOf(seen)).First(at => at >= seen.AddMinutes(30)));
        }
        // Monday to Friday, Anna and Maria, and whatever days the clock was set into.
        foreach (var person in new[] { "U03", "U05" })
            prompts.Count(prompt => prompt.UserId == person && prompt.DueAt < DateTimeOffset.Parse("2026-11-28T00:00:00Z")).ShouldBe(5);
        var keys = await Keys(day);
        prompts.ShouldAllBe(prompt => keys.Count(key => key.StartsWith($"prompt/{prompt.Id}/Remind/", StringComparison.Ordinal)) <= 1);
        keys.Count(key => key.StartsWith("checklist/R1/fix-deadline/", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Set_by_a_year_and_back_nothing_comes_twice_and_what_was_missed_is_named_once()
    {
        await using var day = await Day();
        var clock = (WorkspaceClock)day.Services.GetRequiredService<TimeProvider>();
        var monday = DateTimeOffset.Parse("2026-11-23T12:00:00Z");
        await Look(day, clock, monday);
        await Look(day, clock, monday.AddYears(1));
        await Look(day, clock, monday.AddYears(1).AddMinutes(1));
        var there = await Keys(day);
        there.Count(key => key.StartsWith("missed/", StringComparison.Ordinal)).ShouldBe(1, "the prompts that nobody was sent");
        there.Count(key => key.StartsWith("missed-deadlines/", StringComparison.Ordinal)).ShouldBe(1, "the 48 hours before the release");
        await day.Settles();
        (await day.As("anna").Messages()).Count(message => message.Says("Missed while down")).ShouldBe(2);

        await Look(day, clock, monday.AddMinutes(10));
        (await Keys(day)).Except(there).ShouldBeEmpty();
        await Look(day, clock, DateTimeOffset.Parse("2026-11-23T15:30:00Z"));
        (await Keys(day)).Except(there).Where(key => key.StartsWith("prompt/", StringComparison.Ordinal)).ShouldHaveSingleItem("the true day's prompt comes at its time");
        await Look(day, clock, DateTimeOffset.Parse("2026-11-24T09:00:00Z"));
        var back = await Keys(day);
        await Look(day, clock, monday.AddYears(1).AddMinutes(2));
        (await Keys(day)).Except(back).Where(key => key.StartsWith("missed", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>A day with a release due on Wednesday at which only the test looks.</summary>
    private static async Task<TestDay> Day()
    {
        var day = await TestDay.Start();
        await day.LooksOnlyWhenTold();
        await day.StartsRelease();
        return day;
    }

    private static async Task Look(TestDay day, WorkspaceClock clock, DateTimeOffset now)
    {
        clock.Set(now);
        foreach (var job in day.Services.GetKeyedServices<IDueJob>(KeyedService.AnyKey))
            await job.Look(now, default);
    }

    private static SqlStore Store(TestDay day) => day.Services.GetRequiredService<SqlStore>();

    private static async Task<IReadOnlyList<string>> Keys(TestDay day) => await Store(day).Read("SELECT key FROM outbox", row => row.GetString(0), [], default);
}
