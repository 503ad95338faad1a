using System.Globalization;
using SecurityReleaseChatOps.EndToEnd.Support;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>
/// kill -9 at random moments of the day: nothing is lost, nothing is there twice. A few each time; <c>KILLS=100</c> kills as often.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : Killing(output)
{
    [Fact]
    public Task Killed_with_its_workspace() => WithItsWorkspace();
}

/// <summary>The same with a workspace that sees the app go and come.</summary>
public sealed class KillAloneTests(ITestOutputHelper output) : Killing(output)
{
    [Fact]
    public async Task Killed_alone_while_the_workspace_lives_on()
    {
        await using var installation = await Installation.Http();
        var days = await Play(installation, Asked ?? Few, day => day.PlayNow());
        await Check(installation, days, promptsOfADay: 1, nothings: 0, messagesOfADay: Day.MessagesNow);
    }
}

/// <summary>The same on LiteDB.</summary>
public sealed class KillOnLiteDbTests(ITestOutputHelper output) : Killing(output)
{
    [Fact]
    public async Task Killed_on_LiteDB()
    {
        await using var installation = await Installation.LocalOnLiteDb();
        await WithItsWorkspace(installation, Asked ?? Few);
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class KillOnPostgresTests(ITestOutputHelper output) : Killing(output)
{
    [SkippableFact]
    public async Task Killed_on_PostgreSQL()
    {
        await using var database = await OwnPostgres.Start();
        await using var installation = await Installation.LocalOnPostgres(database);
        await WithItsWorkspace(installation, Asked ?? Few);
    }
}

/// <summary>Days with kills, and what must then be there.</summary>
public abstract class Killing(ITestOutputHelper output)
{
    private protected const int Few = 3;

    private protected static readonly int? Asked =
        Environment.GetEnvironmentVariable("KILLS") is { Length: > 0 } kills ? int.Parse(kills, CultureInfo.InvariantCulture) : null;

    private int _killed;

    private protected async Task WithItsWorkspace()
    {
        await using var installation = await Installation.Local();
        await WithItsWorkspace(installation, Asked ?? 6);
    }

    private protected async Task WithItsWorkspace(Installation installation, int kills)
    {
        var days = await Play(installation, kills, day => day.Play());
        await Check(installation, days, promptsOfADay: 2, nothings: days, messagesOfADay: Day.Messages);
    }

    /// <summary>Plays days until the app was killed often enough, and the last one to its end.</summary>
    private protected async Task<int> Play(Installation installation, int kills, Func<Day, Task> play)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}; first start {installation.Starts[0].TotalMilliseconds:N0} ms");
        using var stop = new CancellationTokenSource();
        var killer = Kill(installation, kills, new Random(seed), stop.Token);
        var days = 0;
        try
        {
            while (!killer.IsCompleted || days == 0)
                await play(new Day(installation, ++days));
        }
        finally
        {
            await stop.CancelAsync();
            await killer;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_killed} kills in {days} days; a start took {installation.Starts.Average(s => s.TotalMilliseconds):N0} ms on average, "
            + $"{installation.Starts.Max(s => s.TotalMilliseconds):N0} ms at most"));
        _killed.ShouldBe(kills);
        return days;
    }

    /// <summary>Mostly soon after the start, sometimes late enough for the day to go on, also on a machine that is slow to start.</summary>
    private async Task Kill(Installation installation, int kills, Random random, CancellationToken stop)
    {
        while (_killed < kills && !stop.IsCancellationRequested)
        {
            var life = ((installation.Starts[^1] * 3) + TimeSpan.FromSeconds(1.5)) * random.NextDouble() * random.NextDouble();
            await Task.Delay(life, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            await installation.KillAndStart();
            _killed++;
        }
    }

    private protected static async Task Check(Installation installation, int days, int promptsOfADay, int nothings, int messagesOfADay)
    {
        await installation.Delivered();
        // Slack's own line of a changed topic is nobody's message.
        var channel = (await installation.Slack.Messages(Day.Anna)).Where(m => !m.Ephemeral && (string?)m.Json["subtype"] != "channel_topic").ToList();
        for (var number = 1; number <= days; number++)
            Day.CountOf(number, channel).ShouldBe(messagesOfADay, All());
        channel.Count(m => !m.FromApp).ShouldBe(days, All());

        await Count("documents WHERE kind = 'release'", days);
        await Count("documents WHERE kind = 'handover'", days);
        await Count("documents WHERE kind = 'collected'", days);
        await Count("documents WHERE kind = 'prompt'", days * promptsOfADay);
        foreach (var what in new[] { "started", "wrote", "accepted", "published", "closed" })
            await Count($"audit WHERE what = '{what}'", days);
        await Count("audit WHERE what = 'nothing to hand over'", nothings);
        (await installation.GivenUp()).ShouldBe(0);

        // All that the app wants to stand in the channel stands there, once, and nothing else of it.
        channel.Where(m => m.FromApp).Select(m => m.Key).Order(StringComparer.Ordinal).ShouldBe(await installation.Read(
            "SELECT key FROM outbox WHERE kind = 'Message' AND lane = 'sec-psirt-team' AND state = 'settled' AND body <> '' ORDER BY key"));

        async Task Count(string what, int due) =>
            long.Parse((await installation.Read($"SELECT COUNT(*) FROM {what}")).Single(), CultureInfo.InvariantCulture).ShouldBe(due, what);

        string All() => string.Join("\n---\n", channel.Select(m => m.Text));
    }
}
