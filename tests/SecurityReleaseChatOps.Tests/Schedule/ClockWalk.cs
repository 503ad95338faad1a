using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Schedule;

/// <summary>
/// A clock that advances in small steps, each followed by a look at all due work, and that is set now and then. Looks are a minute apart
/// around each half hour, when things become due in a release's week; elsewhere ten minutes: <see cref="First"/> fails if anything is due there.
/// </summary>
internal sealed class ClockWalk
{
    private static readonly long[] Minutes = [0, 1, 10, 20, 29, 30, 31, 40, 50, 59];

    private readonly TestDay day;
    private readonly WorkspaceClock clock;
    private readonly bool everyMinute;
    private readonly List<Instant> seen = [];
    private readonly HashSet<int> leaps = [];

    private ClockWalk(TestDay day, bool everyMinute) =>
        (this.day, clock, this.everyMinute) = (day, (WorkspaceClock)day.Services.GetRequiredService<TimeProvider>(), everyMinute);

    /// <summary>Makes the first look, in the morning; never on the full minute, when things become due.</summary>
    /// <param name="everyMinute">Looks every minute all day.</param>
    public static async Task<ClockWalk> Begin(TestDay day, bool everyMinute = false)
    {
        var walk = new ClockWalk(day, everyMinute);
        await walk.Look(Rotation.People.At(TestDay.Morning).AddSeconds(37));
        return walk;
    }

    /// <summary>The clock's time at each look, in order.</summary>
    public IReadOnlyList<Instant> Seen => seen;

    /// <summary>Advances to the next full hour.</summary>
    public async Task ToTheHour()
    {
        do
            await Look(Next());
        while (Minute(seen[^1]) != 0);
    }

    /// <summary>Advances to that time, unless it is already later.</summary>
    public async Task To(string end)
    {
        while (seen[^1] < Rotation.People.At(end))
            await Look(Next());
    }

    /// <summary>Sets the clock forward or back.</summary>
    public async Task Leap(Duration by)
    {
        leaps.Add(seen.Count);
        await Look(seen[^1] + by);
    }

    /// <summary>Sets the clock to that time and looks.</summary>
    public async Task Look(Instant now)
    {
        clock.Set(now.ToDateTimeOffset());
        seen.Add(now);
        foreach (var job in day.Services.GetKeyedServices<IDueJob>(KeyedService.AnyKey))
            await job.Look(now, default);
    }

    /// <summary>The first look at which something due must appear: less than a minute after its time, unless the clock was set past it.</summary>
    /// <param name="after">An earlier look to start from.</param>
    /// <param name="so">Another condition for the look.</param>
    public Instant First(Instant due, Instant? after = null, Func<Instant, bool>? so = null)
    {
        var from = after is { } look ? seen.IndexOf(look) : 0;
        var index = seen.FindIndex(from, at => at >= due && (so is null || so(at)));
        index.ShouldNotBe(-1, $"a look after {due}");
        if (!leaps.Contains(index) && due >= seen[0])
            (seen[index] - due).ShouldBeLessThanOrEqualTo(Duration.FromMinutes(1), $"{due} was walked up to");
        return seen[index];
    }

    private static long Minute(Instant at) => at.ToUnixTimeSeconds() / 60 % 60;

    private Instant Next() =>
        Enumerable.Range(1, 10).Select(minutes => seen[^1].AddMinutes(minutes)).First(at => everyMinute || Minutes.Contains(Minute(at)));
}
