using System.Text.Json.Nodes;
using SecurityReleaseChatOps.EndToEnd.Support;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>However deliveries and calls go wrong, the day leaves the same in the channel.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    [Fact]
    public Task Every_delivery_sent_twice() => TheDay.IsTheSame(output, Faulty.EveryDeliveryTwice);

    [Fact]
    public Task Every_second_post_and_third_update_is_taken_but_its_answer_lost() => TheDay.IsTheSame(output, Faulty.AnswersLost);
}

/// <summary>The same, beside it: it waits for calls that are never answered.</summary>
public sealed class FifthCallTests(ITestOutputHelper output)
{
    [Fact]
    public Task Every_fifth_call_fails_each_time_in_another_way() => TheDay.IsTheSame(output, Faulty.EveryFifthCall);
}

/// <summary>What goes wrong.</summary>
internal static class Faulty
{
    private const int ForTheDay = 100_000;

    public static JsonObject[] EveryDeliveryTwice => [new() { ["kind"] = "duplicate", ["times"] = ForTheDay }];

    public static JsonObject[] EveryFifthCall => [new() { ["kind"] = "ratelimited,500,timeout,drop", ["times"] = ForTheDay, ["every"] = 5 }];

    public static JsonObject[] AnswersLost =>
    [
        new() { ["method"] = "chat.postMessage", ["kind"] = "drop,500", ["times"] = ForTheDay, ["every"] = 2, ["applied"] = "true" },
        new() { ["method"] = "chat.update", ["kind"] = "drop,500", ["times"] = ForTheDay, ["every"] = 3, ["applied"] = "true" },
    ];
}

/// <summary>The day, compared with one when nothing goes wrong.</summary>
internal static class TheDay
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> Good = new(() => Play());

    public static async Task IsTheSame(ITestOutputHelper output, JsonObject[] faults)
    {
        var (channel, good) = (await Play(output, faults), await Good.Value);
        channel.Except(good, StringComparer.Ordinal).ShouldBeEmpty();
        good.Except(channel, StringComparer.Ordinal).ShouldBeEmpty();
        channel.Count.ShouldBe(good.Count, string.Join('\n', channel));
    }

    /// <summary>Plays the day with these faults.</summary>
    /// <returns>What then stands in the channel, whatever its turn was: jobs do not wait for each other, nor for what a fault holds up.</returns>
    private static async Task<IReadOnlyList<string>> Play(ITestOutputHelper? output = null, params JsonObject[] faults)
    {
        await using var installation = await Installation.Local();
        foreach (var fault in faults)
            await installation.Slack.Fault(fault);
        await new Day(installation, 1) { Settles = true }.Play();
        await installation.Delivered();

        var requests = await installation.Slack.Requests();
        output?.WriteLine($"{requests.Count} requests, {requests.Count(r => r["fault"] is not null)} with a fault");
        if (faults.Length > 0)
            requests.Count(r => r["fault"] is not null || IsTwin(r)).ShouldBeGreaterThan(5);
        var channel = (await installation.Slack.Messages(Day.Anna)).Where(m => !m.Ephemeral).ToList();
        Day.CountOf(1, channel).ShouldBe(Day.Messages);
        return [.. channel.Select(m =>
            $"{(m.Thread is null ? "" : "  ")}{m.User}: {m.Normal().Replace(installation.Slack.Address.ToString(), "https://workspace/", StringComparison.Ordinal)}").Order(StringComparer.Ordinal)];

        bool IsTwin(JsonObject r) =>
            (string?)r["direction"] == "delivery" && requests.Any(other => other != r && (string?)other["request"] == (string?)r["request"]);
    }
}
