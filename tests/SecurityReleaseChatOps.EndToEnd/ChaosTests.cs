using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using SecurityReleaseChatOps.EndToEnd.Support;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>
/// Two instances on one PostgreSQL, while people start releases: whatever breaks, nothing acknowledged is lost, no message stays twice, and each
/// instance works again soon. Each thing breaks once; <c>CHAOS=30</c> breaks each thirty times and looks at the clock.
/// </summary>
public sealed class ChaosOfTwoTests(ITestOutputHelper output) : Chaos(output)
{
    [SkippableFact]
    public Task Two_instances() => Play(2, [Freeze, RestartTheDatabase, Cut, LeaveHalfOpen]);
}

/// <summary>Three, beside it.</summary>
public sealed class ChaosOfThreeTests(ITestOutputHelper output) : Chaos(output)
{
    [SkippableFact]
    public Task Three_instances() => Play(3, [KillAgainAndAgain, EndTheSessions, TakeAllConnections, Stall]);
}

/// <summary>What breaks, and what must then be so.</summary>
public abstract class Chaos(ITestOutputHelper output)
{
    private const int AtWork = 15;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CHAOS") ?? "1", CultureInfo.InvariantCulture);

    // How fast is what the long run asks; a machine that does much else is only asked whether at all.
    private static readonly TimeSpan Within = Rounds > 1 ? TimeSpan.FromSeconds(AtWork) : Patience.Seen;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly List<string> _acknowledged = [];

    // Those who may have a form open that nobody answered.
    private readonly HashSet<string> _unsure = [];
    private int _number;

    private protected delegate Task Breakage(Fleet fleet, Random random);

    private protected async Task Play(int count, Breakage[] each)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"Seed {seed}");
        // In the long run everything breaks with two as with three.
        Breakage[] all = Rounds > 1
            ? [Freeze, RestartTheDatabase, Cut, LeaveHalfOpen, KillAgainAndAgain, EndTheSessions, TakeAllConnections, Stall]
            : each;
        for (var round = 1; round <= Rounds; round++)
        {
            // Each round is a team of its own: one that starts a hundred releases a minute for half an hour is none.
            await using var fleet = await Fleet.Start(count, seed);
            await new Crew(fleet).Gather();
            foreach (var breakage in all)
                await Survive(fleet, breakage, random);
            await Check(fleet);
            output.WriteLine($"Round {round} of {Rounds} is over: {_acknowledged.Count} of {_number} releases acknowledged");
            _acknowledged.Clear();
            _unsure.Clear();
            _number = 0;
        }
    }

    private async Task Survive(Fleet fleet, Breakage breakage, Random random)
    {
        using var enough = new CancellationTokenSource();
        var people = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                // Enough to have something under way whenever it breaks, and not so much that the machine is busy with it.
                await StartRelease(fleet, Day.Anna);
                await Task.Delay(Between);
            }
        });
        await breakage(fleet, random);
        var healed = Stopwatch.GetTimestamp();
        await enough.CancelAsync();
        await people;
        // Each is asked by itself, whatever a balancer thinks of it.
        var worst = (Saved: TimeSpan.Zero, Posted: TimeSpan.Zero);
        foreach (var one in fleet.Instances)
        {
            fleet.Balancer.Only = one.Number;
            var version = "";
            await Patience.Until($"instance {one.Number} to save after {breakage.Method.Name}", async () =>
            {
                version = Next();
                return await StartRelease(fleet, Day.Maria, version) ? "" : null;
            }, () => Task.FromResult(fleet.Output));
            worst.Saved = Max(worst.Saved, Stopwatch.GetElapsedTime(healed));
            await Patience.Until($"{version} to be posted after {breakage.Method.Name}", async () =>
                (await fleet.Slack.Messages(Day.Anna)).Any(m => m.Text.Contains($" {version} ", StringComparison.Ordinal)) ? "" : null,
                async () => $"{(await one.Health())?.Words}\n{fleet.Output}");
            worst.Posted = Max(worst.Posted, Stopwatch.GetElapsedTime(healed));
        }
        fleet.Balancer.Only = null;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{breakage.Method.Name}: all save after {worst.Saved.TotalSeconds:0.0} s, all is posted after {worst.Posted.TotalSeconds:0.0} s"));
        worst.Saved.ShouldBeLessThan(Within, breakage.Method.Name);
        worst.Posted.ShouldBeLessThan(Within, breakage.Method.Name);

        static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
    }

    /// <summary>All that was acknowledged stands in the channel, and nothing stands twice.</summary>
    private async Task Check(Fleet fleet)
    {
        await fleet.Delivered();
        var wanted = await fleet.Database.Read(
            "SELECT key FROM outbox WHERE kind = 'Message' AND lane = 'sec-psirt-team' AND state = 'settled' AND body <> ''");
        await Patience.Until("each message to stand once", async () =>
            Keys(await Channel()).SequenceEqual(wanted.Order(StringComparer.Ordinal)) ? "" : null,
            async () => $"The app wants:\n{string.Join('\n', wanted.Order(StringComparer.Ordinal).Except(Keys(await Channel())))}\nTwice or not wanted:\n"
                + string.Join('\n', Keys(await Channel()).GroupBy(key => key).Where(g => g.Count() > 1 || !wanted.Contains(g.Key)).Select(g => g.Key)));
        var channel = await Channel();
        foreach (var version in _acknowledged)
            channel.Count(m => m.Key is { } key && key.StartsWith("release/", StringComparison.Ordinal) && m.Thread is null
                && m.Text.Contains($" {version} ", StringComparison.Ordinal)).ShouldBe(1, version);

        async Task<IReadOnlyList<Shown>> Channel() =>
            [.. (await fleet.Slack.Messages(Day.Anna)).Where(m => m is { FromApp: true, Ephemeral: false, Key: not null })];

        static IEnumerable<string> Keys(IEnumerable<Shown> messages) => messages.Select(m => m.Key!).Order(StringComparer.Ordinal);
    }

    private string Next() => $"18.{++_number / 100}.{_number % 100}";

    /// <returns>Whether it was said to be saved.</returns>
    private async Task<bool> StartRelease(Fleet fleet, string user, string? version = null)
    {
        version ??= Next();
        try
        {
            // Asked for only where one may be: the workspace waits for one that may yet open.
            if (_unsure.Remove(user) && await fleet.Slack.View(user) is { } old)
                await fleet.Slack.Close(user, old);
            _unsure.Add(user);
            await fleet.Slack.Command(user, "/release", "new");
            if (await fleet.Slack.View(user) is not { } form || (string?)form["title"]?["text"] != "New release")
                return false;
            var due = TimeProvider.System.GetUtcNow().AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            JsonObject values = new()
            {
                ["Kind"] = "Planned", ["Versions"] = version, ["Due date"] = due, ["Primary"] = Day.Anna, ["Secondary"] = Day.Maria,
            };
            // One that stays open says that nothing was saved, or that it is not known yet.
            var answer = await fleet.Slack.Post($"views/{form["id"]}/submit", new() { ["user"] = user, ["values"] = values });
            if ((string?)answer["status"] != "ok" || answer["view"] is not null)
                return false;
            _unsure.Remove(user);
            _acknowledged.Add(version);
            return true;
        }
        catch (NoAnswerException)
        {
            return false;
        }
    }

    /// <summary>Whoever the releases are for.</summary>
    private sealed class Crew(IPlace place) : Played(place, Day.Grace)
    {
        public Task Gather() => Roster();
    }

    private static Task Pause(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds));

    private static async Task<Instance> Deliverer(Fleet fleet) =>
        await Patience.Until("somebody to deliver", fleet.Deliverer);

    private static Instance Any(Fleet fleet, Random random) => fleet.Instances[random.Next(fleet.Instances.Count)];

    /// <summary>Its health says in words that the database is away.</summary>
    private static Task IsRed(Instance one) => Patience.Until($"instance {one.Number} to be red", async () =>
        await one.Health() is { Status: HttpStatusCode.ServiceUnavailable } red && red.Words.Contains("PostgreSQL database", StringComparison.Ordinal)
            ? ""
            : null);

    /// <summary>SIGSTOP past every timeout, SIGCONT; whoever delivers.</summary>
    private protected static async Task Freeze(Fleet fleet, Random random)
    {
        await Pause(random.NextDouble() * 2);
        var frozen = await Deliverer(fleet);
        await frozen.Process!.Signal("STOP");
        try
        {
            var began = Stopwatch.GetTimestamp();
            await Patience.Until("another to deliver", async () => await fleet.Deliverer() is { } now && now != frozen ? "" : null);
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Within, "until another delivers");
            await Pause(1);
        }
        finally
        {
            await frozen.Process!.Signal("CONT");
        }
    }

    /// <summary><c>pg_ctl restart -m immediate</c>.</summary>
    private protected static async Task RestartTheDatabase(Fleet fleet, Random random)
    {
        await Pause(random.NextDouble() * 2);
        await fleet.Database.Restart();
    }

    /// <summary>All connections of one instance break, and it gets no new ones for a while.</summary>
    private protected static async Task Cut(Fleet fleet, Random random)
    {
        await Pause(random.NextDouble() * 2);
        var one = random.Next(2) == 0 ? Any(fleet, random) : await Deliverer(fleet);
        one.Line.Cut();
        await IsRed(one);
        await Pause(1);
        one.Line.Mend();
    }

    /// <summary>Nothing gets through between one instance and the database; then it does, and what was held up arrives.</summary>
    private protected static async Task Stall(Fleet fleet, Random random)
    {
        await Pause(random.NextDouble() * 2);
        var one = await Deliverer(fleet);
        one.Line.Stall();
        await IsRed(one);
        await Patience.Until("another to deliver", async () => await fleet.Deliverer() is { } now && now != one ? "" : null);
        one.Line.Mend();
    }

    /// <summary>The connections of one instance are dead without a word; new ones work.</summary>
    private protected static async Task LeaveHalfOpen(Fleet fleet, Random random)
    {
        await Pause(random.NextDouble() * 2);
        (random.Next(2) == 0 ? Any(fleet, random) : await Deliverer(fleet)).Line.LeaveHalfOpen();
    }

    /// <summary>Every session is ended by the server, three times.</summary>
    private protected static async Task EndTheSessions(Fleet fleet, Random random)
    {
        for (var i = 0; i < 3; i++)
        {
            await Pause(random.NextDouble());
            await fleet.Database.Read("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'i%'");
        }
    }

    /// <summary>Somebody else takes all connections that the server has.</summary>
    private protected static async Task TakeAllConnections(Fleet fleet, Random random)
    {
        await Pause(random.NextDouble() * 2);
        await using var own = await fleet.Database.Open();
        var taken = new List<NpgsqlConnection>();
        while ((await OwnPostgres.Read(own, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'i%'")).Count > 0
            || taken.Count < OwnPostgres.Connections / 2)
        {
            try
            {
                while (true)
                    taken.Add(await fleet.Database.Open());
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                // Those of the app that are left go next.
            }
        }
        foreach (var one in fleet.Instances)
            await IsRed(one);
        await Pause(1);
        foreach (var connection in taken)
            await connection.DisposeAsync();
    }

    /// <summary>kill -9 of whoever delivers, three times, each time as soon as another does.</summary>
    private protected static async Task KillAgainAndAgain(Fleet fleet, Random random)
    {
        for (var i = 0; i < 3; i++)
        {
            await Pause(random.NextDouble());
            var killed = await Deliverer(fleet);
            await killed.Kill();
            await killed.StartAgain();
        }
    }
}
