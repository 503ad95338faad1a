using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class OutboxFaultTests
{
    [SkippableTheory, EveryEngine]
    public async Task Whatever_every_third_call_suffers_each_message_stands_once_and_in_order(string engine)
    {
        foreach (var fate in (Fate[])[Fate.RateLimited, Fate.LostBefore, Fate.LostAfter, Fate.InternalError])
        {
            await using var outbox = new OutboxHarness(engine);
            var calls = 0;
            outbox.Slack.Fates = _ => Interlocked.Increment(ref calls) % 3 == 1 ? fate : Fate.Works;
            await outbox.Save(new Commit().Show("a", "psirt", "a").Show("b", "psirt", "b").Show("r", "psirt", "r", under: "a").Effect(new Pin("a")));
            await outbox.Start();
            await outbox.Settle();
            await outbox.Save(new Commit().Show("a", "psirt", "a2").Show("b", "psirt", "b2"));
            await outbox.Settle();

            outbox.Slack.Texts("C1").ShouldBe(["a2", "b2", $"{outbox.Slack.Messages[0].Ts}> r"], fate.ToString());
            outbox.Slack.Messages[0].Marks.ShouldBe(["pin"]);
            (await outbox.Health.Read()).Failed.ShouldBe(0);
        }
    }

    [SkippableTheory, EveryEngine]
    public async Task A_crash_between_post_and_mark_does_not_post_twice(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Save(new Commit().Show("root", "psirt", "root").Show("reply", "psirt", "reply", under: "root"));
        for (var crash = 1; crash <= 2; crash++)
        {
            var hung = new TaskCompletionSource();
            outbox.Slack.Fates = method => method == "chat.postMessage" && hung.TrySetResult() ? Fate.Hangs : Fate.Works;
            await outbox.Start();
            await hung.Task;
            await OutboxHarness.Until(() => outbox.Slack.Messages.Count == crash);
            await outbox.Crash();
        }

        // What changed while it was down is applied as an update of the message found.
        await outbox.Save(new Commit().Show("reply", "psirt", "reply, changed", under: "root"));
        outbox.Slack.Fates = _ => Fate.Works;
        await outbox.Start();
        await outbox.Settle();

        outbox.Slack.Texts("C1").ShouldBe(["root", $"{outbox.Slack.Messages[0].Ts}> reply, changed"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_post_is_found_behind_many_others(string engine)
    {
        await using var outbox = new OutboxHarness(engine, OutboxHarness.Fast with { Seconds = [TimeSpan.FromHours(1)] });
        outbox.Slack.Fates = method => method == "chat.postMessage" ? Fate.Hangs : Fate.Works;
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Start();
        await OutboxHarness.Until(() => outbox.Slack.Messages.Count == 1);
        await outbox.Crash();
        outbox.Slack.Fates = _ => Fate.Works;
        for (var i = 0; i < 450; i++)
        {
            await outbox.Slack.PostMessage(new Message { Channel = "C1", Text = "talk" });
        }

        await outbox.Start();
        await outbox.Settle();
        outbox.Slack.Texts("C1").Count(t => t == "a").ShouldBe(1);
        outbox.Slack.Calls.Count(c => c.Method == "conversations.history").ShouldBe(3);
    }

    [SkippableTheory, EveryEngine]
    public async Task Retry_after_is_honoured(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.RetryAfter = TimeSpan.FromMilliseconds(300);
        var first = true;
        outbox.Slack.Fates = _ => first && !(first = false) ? Fate.RateLimited : Fate.Works;
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();

        var posts = outbox.Slack.Calls.Where(c => c.Method == "chat.postMessage").Select(c => c.At).ToList();
        posts.Count.ShouldBe(2);
        Stopwatch.GetElapsedTime(posts[0], posts[1]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(295));
        outbox.Slack.Calls.ShouldNotContain(c => c.Method == "conversations.history", "a limited call was surely not taken");
    }

    [SkippableTheory, EveryEngine]
    public async Task What_cannot_heal_is_given_up_visibly_holds_up_nobody_and_can_be_tried_again(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "is_archived";
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a").Show("r", "psirt", "r", under: "a").Show("n", "nowhere", "n").Show("t", "thanks", "t"));
        await outbox.Settle();

        outbox.Slack.Texts("C2").ShouldBe(["t"]);
        var state = await outbox.Health.Read();
        state.Failed.ShouldBe(3);
        state.Words.ShouldContain(w => w.Contains("is_archived") && w.Contains("psirt") && w.Contains(": a:"));
        state.Words.ShouldContain(w => w.Contains("no channel named 'nowhere'"));
        var report = await ((IHealthCheck)outbox.Health).CheckHealthAsync(new HealthCheckContext());
        report.Status.ShouldBe(HealthStatus.Degraded);
        report.Description!.ShouldStartWith("3 given up, 0 waiting.");

        outbox.Slack.Refusals.Clear();
        outbox.Channels["nowhere"] = "C3";
        await outbox.Health.RetryFailed();
        await outbox.Settle();
        outbox.Slack.Texts("C1").Count().ShouldBe(2);
        outbox.Slack.Texts("C3").ShouldBe(["n"]);
        (await ((IHealthCheck)outbox.Health).CheckHealthAsync(new HealthCheckContext())).Status.ShouldBe(HealthStatus.Healthy);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_was_given_up_while_its_channel_opened_is_tried_once_more_when_channels_were_read(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "is_archived";
        await outbox.Start();
        var health = outbox.Health;
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        await health.RetryFailed(); // the channel is open again, but not yet everywhere in Slack
        await outbox.Settle();
        outbox.Slack.Refusals.Clear();
        await health.RetryNewlyFailed();
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_should_pass_and_does_not_for_a_day_is_given_up_and_holds_up_neither_its_channel_nor_its_release(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "access_denied";
        outbox.Slack.Refusals[("conversations.open", "U4")] = "access_denied";
        await outbox.Start();
        await outbox.Save(new Commit().Show("release/R1", "psirt", "Walrus", Classification.Embargoed("R1")).Show("four", "U4", "hello"));
        outbox.Time.Advance(TimeSpan.FromHours(23));
        await outbox.Save(new Commit().Show("later", "psirt", "later"));
        await OutboxHarness.Until(async () => (await outbox.Health.Read()).Words.Count(words => words.Contains("access_denied")) == 2);
        (await outbox.Health.Read()).Waiting.ShouldBe(3);
        (await outbox.Store.Commit(new Commit().TakeOut("retention", "R1"))).ShouldBe(CommitResult.Conflict);

        outbox.Time.Advance(TimeSpan.FromHours(2));
        await OutboxHarness.Until(async () => await outbox.Health.Read() is { Waiting: 1, Failed: 2 });
        (await outbox.Health.Read()).Words.ShouldContain(words => words.StartsWith("Not delivered to psirt: release/R1: It waited for a day:"));
        (await outbox.Store.Commit(new Commit().TakeOut("retention", "R1"))).ShouldBe(CommitResult.Saved);

        outbox.Slack.Refusals.Clear();
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["later"]);
        await outbox.Health.RetryNewlyFailed();
        await outbox.Settle();
        outbox.Slack.Texts("D4").ShouldBe(["hello"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task While_Slack_is_away_for_days_nothing_is_given_up(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Fates = _ => Fate.LostBefore;
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "one").Show("b", "psirt", "two"));
        outbox.Time.Advance(TimeSpan.FromDays(3));
        var calls = outbox.Slack.Calls.Count;
        await OutboxHarness.Until(() => Task.FromResult(outbox.Slack.Calls.Count > calls + 10));
        (await outbox.Health.Read()).Failed.ShouldBe(0);

        outbox.Slack.Fates = _ => Fate.Works;
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["one", "two"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_was_given_up_is_over_after_a_week_unless_its_feature_wants_it_again(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "is_archived";
        await outbox.Start();
        await outbox.Save(new Commit().Show("old", "psirt", "old"));
        await outbox.Settle();
        outbox.Time.Advance(TimeSpan.FromDays(8));
        await outbox.Save(new Commit().Show("new", "psirt", "new"));
        await outbox.Settle();
        (await outbox.Health.Read()).Failed.ShouldBe(1);

        outbox.Slack.Refusals.Clear();
        await outbox.Health.RetryFailed();
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["new"]);
        await outbox.Save(new Commit().Show("old", "psirt", "old"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["new", "old"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_is_refused_while_its_cause_goes_is_not_given_up(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        var looks = 0;
        outbox.Embargo = told =>
        {
            if (!told.IsLast || ++looks > 1)
                return null;
            // An admin accepts the person in the way after the guard checked and before its refusal is stored.
            outbox.Save(new Commit().RetryFailed()).GetAwaiter().GetResult();
            return "a guest reads there";
        };
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_cannot_heal_is_not_tried_at_each_reading(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "is_archived";
        await outbox.Start();
        var health = outbox.Health;
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        for (var reading = 0; reading < 5; reading++)
        {
            await health.RetryNewlyFailed();
            await outbox.Settle();
        }
        outbox.Slack.Calls.Count(call => call.Method == "chat.postMessage").ShouldBe(2);
    }

    [SkippableTheory, EveryEngine]
    public async Task Work_for_someone_who_is_not_there_any_more_is_dropped(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Left.Add("U1");
        outbox.Slack.Refusals[("views.publish", "U2")] = "user_not_found";
        outbox.Slack.Refusals[("views.publish", "U3")] = "account_inactive";
        outbox.Slack.Refusals[("conversations.open", "U4")] = "user_disabled";
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "is_archived";
        outbox.Embargo = told => told is { Reader: "U1", IsLast: true } ? "They are none of us." : null;
        await outbox.Save(new Commit().Effect(new PublishHome("U1")).Effect(new PublishHome("U2")).Effect(new PublishHome("U3"))
            .Show("one", "U1", "hello").Show("four", "U4", "hello").Show("channel", "psirt", "hello"));
        await outbox.Start();
        await outbox.Settle();
        var state = await outbox.Health.Read();
        (state.Waiting, state.Failed).ShouldBe((0, 1));
        state.Words.ShouldHaveSingleItem().ShouldContain("is_archived");
    }

    [SkippableTheory, EveryEngine]
    public async Task What_failed_is_tried_again_when_it_is_shown_again(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "restricted_action";
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        outbox.Slack.Refusals.Clear();

        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_refused_token_loses_nothing(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "token_revoked";
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await OutboxHarness.Until(async () => (await outbox.Health.Read()).Words.Any(w => w.Contains("token_revoked")));
        (await outbox.Health.Read()).ShouldSatisfyAllConditions(s => s.Waiting.ShouldBe(1), s => s.Failed.ShouldBe(0));

        outbox.Slack.Refusals.Clear();
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_public_channel_is_joined_when_the_bot_is_not_in_it(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "not_in_channel";
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_channel_made_anew_under_its_name_is_found(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();

        outbox.Channels["psirt"] = "C9";
        outbox.Slack.Refusals[("chat.postMessage", "C1")] = "channel_not_found";
        await outbox.Save(new Commit().Show("b", "psirt", "b"));
        await outbox.Settle();
        await outbox.Save(new Commit().Show("c", "psirt", "c"));
        await outbox.Settle();
        outbox.Slack.Texts("C9").ShouldBe(["c"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_bookmark_of_which_Slack_did_not_tell_is_not_added_blind(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Fates = method => method == "bookmarks.add" ? Fate.LostAfter : Fate.Works;
        await outbox.Start();
        await outbox.Save(new Commit().Effect(new AddBookmark("link", "psirt", "Release", "https://example.test/", Classification.Internal)));
        await outbox.Settle();
        // For a moment it may also still say that Slack does not answer.
        (await outbox.Health.Read()).Words.ShouldContain(words => words.Contains("add it by hand if it is not there"));

        outbox.Slack.Fates = _ => Fate.Works;
        await outbox.Health.RetryFailed();
        await outbox.Settle();
        await outbox.Health.RetryNewlyFailed();
        await outbox.Settle();
        outbox.Slack.Told.Count.ShouldBe(1);
        (await outbox.Health.Read()).Failed.ShouldBe(1);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_file_comes_once_whatever_becomes_of_the_call(string engine)
    {
        foreach (var fate in new[] { Fate.LostAfter, Fate.LostBefore, Fate.RateLimited })
            await Comes(engine, fate);
    }

    private static async Task Comes(string engine, Fate fate)
    {
        await using var outbox = new OutboxHarness(engine);
        var calls = 0;
        outbox.Slack.Fates = method => method == "files.upload" && calls++ == 0 ? fate : Fate.Works;
        await outbox.Start();
        await outbox.Save(new Commit().Effect(new GiveFile("R1-list-1.md", "U7", "- [ ] One", "The list", Classification.Internal)));
        await outbox.Save(new Commit().Effect(new GiveFile("R1-list-1.md", "U7", "- [ ] One", "The list", Classification.Internal)));
        await outbox.Save(new Commit().Effect(new GiveFile("R1-list-1.md", "U8", "- [ ] One", "The list", Classification.Internal)));
        await outbox.Settle();
        outbox.Slack.Texts("D7").ShouldBe(["R1-list-1.md: - [ ] One"]);
        outbox.Slack.Texts("D8").ShouldBe(["R1-list-1.md: - [ ] One"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_post_of_which_Slack_did_not_tell_is_looked_for_also_when_it_was_given_up_meanwhile(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Fates = method => method == "chat.postMessage" ? Fate.LostAfter : Fate.Works;
        outbox.Slack.Refusals[("conversations.history", "C1")] = "missing_scope";
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        (await outbox.Health.Read()).Failed.ShouldBe(1);

        outbox.Slack.Refusals.Clear();
        outbox.Slack.Fates = _ => Fate.Works;
        await outbox.Health.RetryFailed();
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_bookmark_that_was_surely_not_added_is_tried_again_when_channels_were_read(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("bookmarks.add", "C1")] = "is_archived";
        await outbox.Start();
        var health = outbox.Health;
        await outbox.Save(new Commit().Effect(new AddBookmark("link", "psirt", "Release", "https://example.test/", Classification.Internal)));
        await outbox.Settle();
        outbox.Slack.Refusals.Clear();
        await health.RetryNewlyFailed();
        await outbox.Settle();
        outbox.Slack.Told.Count.ShouldBe(1);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_belongs_to_a_message_that_was_held_back_says_so_and_follows_it(string engine)
    {
        await using var outbox = new OutboxHarness(engine) { Embargo = told => told.IsLast ? "A guest reads there." : null };
        await outbox.Start();
        await outbox.Save(new Commit().Show("card", "psirt", "card").Effect(new FetchPermalink("card")));
        await outbox.Settle();
        (await outbox.Health.Read()).Words.ShouldBe(
            ["Not delivered to psirt: permalink:card: The message 'card' that it belongs to was not delivered.",
                "Not delivered to psirt: card: A guest reads there."], ignoreOrder: true);

        outbox.Embargo = _ => null;
        await outbox.Health.RetryFailed();
        await outbox.Settle();
        (await outbox.Store.Shown("card"))!.Permalink.ShouldNotBeNull();
        (await outbox.Health.Read()).Words.ShouldBeEmpty();
    }
}
