using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>The delivering instance may freeze at any point, and wake up while another delivers.</summary>
public sealed class DelivererTests
{
    [SkippableTheory, EveryEngine]
    public async Task Who_woke_without_the_role_calls_nobody_and_gives_nothing_up(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        var delivery = new Delivery(
            new OutboxTable(outbox.Store), outbox.Slack, new Addresses(outbox.Slack, outbox), outbox, outbox, outbox, OutboxHarness.Fast, new StoreMetrics(),
            outbox.Time, NullLogger.Instance)
        { Role = new Lost() };

        await Should.ThrowAsync<RoleLostException>(() => delivery.Try("a", "C1", default));

        outbox.Slack.Calls.ShouldBeEmpty();
        (await outbox.Health.Read()).ShouldSatisfyAllConditions(s => s.Waiting.ShouldBe(1), s => s.Failed.ShouldBe(0));
        // The instance with the role continues.
        await outbox.Start();
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_message_that_another_brought_there_meanwhile_is_taken_back(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        var stood = false;
        outbox.Slack.Fates = method =>
        {
            if (method == "chat.postMessage" && !stood)
            {
                stood = true;
                outbox.Store.Write([new CommitStep.Stands("a", 1, "C1", "7.0")], default).AsTask().GetAwaiter().GetResult().ShouldBeNull();
            }

            return Fate.Works;
        };
        await outbox.Save(new Commit().Show("a", "psirt", "a").Show("b", "psirt", "b"));
        await outbox.Start();
        await OutboxHarness.Until(() => outbox.Slack.Texts("C1").Contains("b"));

        outbox.Slack.Texts("C1").ShouldBe(["b"]);
        (await outbox.Store.Shown("a"))!.Ts.ShouldBe("7.0");
    }

    [SkippableTheory, EveryEngine]
    public async Task A_call_that_arrives_after_its_message_was_posted_again_leaves_it_once(string engine)
    {
        var often = OutboxHarness.Fast with { Seconds = [.. Enumerable.Range(0, 500).Select(i => TimeSpan.FromMilliseconds(20 * i))] };
        await using var outbox = new OutboxHarness(engine, often);
        var calls = 0;
        outbox.Slack.Fates = method => method == "chat.postMessage" && Interlocked.Increment(ref calls) <= 2 ? Fate.LostBefore : Fate.Works;
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Start();
        await outbox.Settle();
        await outbox.Save(new Commit().Show("r", "psirt", "r", under: "a"));
        await outbox.Settle();

        // The lost call reaches Slack after all; and a message that is not in doubt.
        await outbox.Slack.PostMessage(new Message { Channel = "C1", Text = "a", Metadata = PostedMessages.Mark("a") });
        await outbox.Slack.PostMessage(new Message { Channel = "C1", Text = "talk" });

        await OutboxHarness.Until(() => outbox.Slack.Messages.Count == 3);
        outbox.Slack.Texts("C1").ShouldBe(["a", $"{outbox.Slack.Messages[0].Ts}> r", "talk"]);
        (await outbox.Store.Shown("a"))!.Ts.ShouldBe(outbox.Slack.Messages[0].Ts);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_second_message_that_came_while_nobody_delivered_is_deleted_after_the_next_start(string engine)
    {
        // The first deliverer is killed before it looks.
        await using var outbox = new OutboxHarness(engine, OutboxHarness.Fast with { Seconds = [TimeSpan.FromHours(1)] });
        var calls = 0;
        outbox.Slack.Fates = method => method == "chat.postMessage" && Interlocked.Increment(ref calls) <= 1 ? Fate.LostBefore : Fate.Works;
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Start();
        await outbox.Settle();
        // Changed since, but it may still be posted twice.
        await outbox.Save(new Commit().Show("a", "psirt", "a, changed"));
        await outbox.Settle();
        await outbox.Crash();
        await outbox.Slack.PostMessage(new Message { Channel = "C1", Text = "a", Metadata = PostedMessages.Mark("a") });

        outbox.Pace = OutboxHarness.Fast;
        await outbox.Start();
        await OutboxHarness.Until(() => outbox.Slack.Messages.Count == 1);
        outbox.Slack.Texts("C1").ShouldBe(["a, changed"]);

        await OutboxHarness.Until(async () => (await outbox.Store.Engine.Outbox.Doubtful(default)).Count == 0);
        await outbox.Crash();
        var before = outbox.Slack.Calls.Count(call => call.Method == "conversations.history");
        await outbox.Save(new Commit().Show("b", "psirt", "b"));
        await outbox.Start();
        await outbox.Settle();
        outbox.Slack.Calls.Count(call => call.Method == "conversations.history").ShouldBe(before, "nothing is in doubt any more");
    }

    [Fact]
    public void Tries_after_the_database_was_away_begin_at_half_a_second_and_stay_short()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var pause = SlackFault.Pause(OutboxPace.Slack, tries);
            pause.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.375));
            pause.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(tries == 0 ? 0.5 : 4));
        }
    }

    [SkippableTheory, EveryEngine]
    public async Task What_waits_too_long_is_named_also_when_nobody_delivers(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Save(new Commit().Show("a", "psirt", "a").Show("b", "psirt", "b"));
        var health = (IHealthCheck)outbox.Health;
        await OutboxHarness.UntilHealthy(health);
        outbox.Time.Advance(TimeSpan.FromMinutes(7));
        var report = await health.CheckHealthAsync(new HealthCheckContext());
        report.Status.ShouldBe(HealthStatus.Degraded);
        report.Description!.ShouldContain("The oldest of 2 has waited for 7 minutes.");
    }

    private sealed class Lost : IDelivererRole
    {
        public bool IsHeld => false;

        CancellationToken IDelivererRole.Lost => CancellationToken.None;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
