using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityReleaseChatOps.EndToEnd.Support;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>
/// kill -9 at random moments of the day: nothing is lost, nothing is there twice. Twenty each time; <c>KILLS=50</c> kills as often.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : Killing(output)
{
    [Fact]
    public Task Killed_with_its_workspace() => WithItsWorkspace();
}

/// <summary>As many again on another installation beside it: most of the time is spent waiting for starts.</summary>
public sealed class KillAgainTests(ITestOutputHelper output) : Killing(output)
{
    [Fact]
    public Task Killed_as_often_again_with_its_workspace() => WithItsWorkspace();
}

/// <summary>The same, beside it, with a workspace that sees the app go and come.</summary>
public sealed class KillAloneTests(ITestOutputHelper output) : Killing(output)
{
    [Fact]
    public async Task Killed_alone_while_the_workspace_lives_on()
    {
        await using var installation = await Installation.Http();
        var days = await Play(installation, 10, day => day.PlayNow());
        await Check(installation, days, promptsOfADay: 1, nothings: 0, messagesOfADay: Day.MessagesNow);
    }
}

/// <summary>Days with kills, and what must then be there.</summary>
public abstract class Killing(ITestOutputHelper output)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "20", CultureInfo.InvariantCulture);

    private int _killed;

    private protected async Task WithItsWorkspace()
    {
        await using var installation = await Installation.Local();
        var days = await Play(installation, Kills, day => day.Play());
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

        using var database = new SqliteConnection($"Data Source={installation.Database};Mode=ReadOnly");
        database.Open();
        Count("documents WHERE kind = 'release'").ShouldBe(days);
        Count("documents WHERE kind = 'handover'").ShouldBe(days);
        Count("documents WHERE kind = 'collected'").ShouldBe(days);
        Count("documents WHERE kind = 'prompt'").ShouldBe(days * promptsOfADay);
        foreach (var what in new[] { "started", "wrote", "accepted", "published", "closed" })
            Count($"audit WHERE what = '{what}'").ShouldBe(days, what);
        Count("audit WHERE what = 'nothing to hand over'").ShouldBe(nothings);
        installation.GivenUp().ShouldBe(0);

        // All that the app wants to stand in the channel stands there, once, and nothing else of it.
        channel.Where(m => m.FromApp).Select(m => m.Key).Order(StringComparer.Ordinal)
            .ShouldBe(Read("SELECT key FROM outbox WHERE kind = 'Message' AND lane = 'sec-psirt-team' AND state = 'settled' AND body <> '' ORDER BY key"));

        long Count(string what) => long.Parse(Read($"SELECT COUNT(*) FROM {what}").Single(), CultureInfo.InvariantCulture);

        IEnumerable<string> Read(string sql)
        {
            using var command = database.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            while (reader.Read())
                yield return reader.GetString(0);
        }

        string All() => string.Join("\n---\n", channel.Select(m => m.Text));
    }
}
