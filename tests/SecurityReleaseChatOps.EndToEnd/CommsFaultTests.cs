using System.Text.Json.Nodes;
using SecurityReleaseChatOps.EndToEnd.Support;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>However sends go wrong, each audience gets each message once.</summary>
public sealed class CommsFaultTests(ITestOutputHelper output)
{
    [Fact]
    public Task Every_delivery_sent_twice() => TheComms.AreTheSame(output, Faulty.EveryDeliveryTwice);

    [Fact]
    public Task Every_second_post_and_third_update_is_taken_but_its_answer_lost() => TheComms.AreTheSame(output, Faulty.AnswersLost);
}

/// <summary>The same, beside it: it waits for calls that are never answered.</summary>
public sealed class CommsFifthCallTests(ITestOutputHelper output)
{
    [Fact]
    public Task Every_fifth_call_fails_each_time_in_another_way() => TheComms.AreTheSame(output, Faulty.EveryFifthCall);
}

/// <summary>kill -9 between a post and its record: no audience gets a message twice, and none is left out.</summary>
public sealed class CommsKillTests(ITestOutputHelper output)
{
    private const int Kills = 8;

    [Fact]
    public async Task Killed_between_a_post_and_its_record_and_at_any_moment()
    {
        await using var installation = await Installation.Local();
        var seed = Environment.TickCount;
        using var stop = new CancellationTokenSource();
        var killer = Kill(installation, new Random(seed), stop.Token);
        try
        {
            await new CommsDay(installation).Play();
        }
        finally
        {
            await stop.CancelAsync();
        }
        var (between, anywhere) = await killer;
        output.WriteLine($"Seed {seed}: {between} kills between post and record, {anywhere} anywhere");
        between.ShouldBeGreaterThan(2);
        await TheComms.AreTheSame(installation);
    }

    /// <summary>Kills in turns at a random moment, and when a post was just taken, or is about to be, and its answer is out.</summary>
    private static async Task<(int Between, int Anywhere)> Kill(Installation installation, Random random, CancellationToken stop)
    {
        var (between, anywhere) = (0, 0);
        while (between + anywhere < Kills && !stop.IsCancellationRequested)
        {
            var atPost = anywhere > between;
            if (atPost)
                await UntilAPostHangs();
            else
                await Task.Delay(TimeSpan.FromSeconds(2 * random.NextDouble()), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                break;
            await installation.KillAndStart();
            _ = atPost ? between++ : anywhere++;
        }
        return (between, anywhere);

        async Task UntilAPostHangs()
        {
            await installation.Slack.Fault(
                new()
                {
                    ["method"] = "chat.postMessage", ["kind"] = "timeout", ["every"] = random.Next(1, 4),
                    ["applied"] = random.Next(4) > 0 ? "true" : "false"
                });
            using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!stop.IsCancellationRequested && !(await installation.Slack.Requests()).Any(r => r["fault"] is not null))
                await look.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}

/// <summary>The communications of a day, compared with those when nothing goes wrong.</summary>
internal static class TheComms
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> Good = new(async () =>
    {
        await using var installation = await Installation.Local();
        await new CommsDay(installation) { Settles = true }.Play();
        return await CommsDay.Read(installation);
    });

    /// <summary>Plays them with these faults.</summary>
    public static async Task AreTheSame(ITestOutputHelper output, JsonObject[] faults)
    {
        await using var installation = await Installation.Local();
        foreach (var fault in faults)
            await installation.Slack.Fault(fault);
        await new CommsDay(installation) { Settles = true }.Play();
        await AreTheSame(installation);
        var requests = await installation.Slack.Requests();
        output.WriteLine($"{requests.Count} requests, {requests.Count(r => r["fault"] is not null)} with a fault");
    }

    /// <summary>What stands in all channels is what stands there on a good day.</summary>
    public static async Task AreTheSame(Installation installation)
    {
        var (channels, good) = (await CommsDay.Read(installation), await Good.Value);
        foreach (var (shown, expected) in channels.Zip(good))
            shown.ShouldBe(expected);
        channels.Count.ShouldBe(good.Count);
    }
}
