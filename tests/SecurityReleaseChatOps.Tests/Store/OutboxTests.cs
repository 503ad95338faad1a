using System.Diagnostics;
using System.Globalization;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

public sealed class OutboxTests
{
    [SkippableTheory, EveryEngine]
    public async Task What_is_shown_is_posted_in_order_and_updated_in_place(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "one").Show("b", "#psirt", "two").Show("c", "C1", "three").Show("d", "thanks", "other"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["one", "two", "three"]);
        outbox.Slack.Texts("C2").ShouldBe(["other"]);
        (await outbox.Store.Shown("a")).ShouldBe(
            new SecurityReleaseChatOps.Store.PostedMessage("a", "C1", outbox.Slack.Messages.Single(m => m.Key == "a").Ts, null));

        await outbox.Save(new Commit().Show("b", "psirt", "two, changed"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["one", "two, changed", "three"]);

        var calls = outbox.Slack.Calls.Count;
        await outbox.Save(new Commit().Show("b", "psirt", "two, changed").Show("z", "psirt", "last"));
        await outbox.Settle();
        outbox.Slack.Calls.Count.ShouldBe(calls + 1, "the same content changes nothing");
    }

    [SkippableTheory, EveryEngine]
    public async Task Blocks_come_through_whole_and_carry_the_key(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Start();
        var message = new Message
        {
            Text = "x",
            UnfurlLinks = false,
            Blocks =
            [
                new HeaderBlock { Text = "Release" },
                new SectionBlock { Text = new Markdown("*9.1.2* <@U1>"), Fields = ["plain", new Markdown("_md_")] },
                new ContextBlock { Elements = [new Markdown("small")] },
                new ActionsBlock { BlockId = "b",
                    Elements = [new Button { ActionId = "accept", Text = "Accept", Value = "9.1.2", Style = ButtonStyle.Primary }] },
            ],
        };

        await outbox.Save(new Commit().Show("card", "C1", message));
        await outbox.Settle();

        var posted = outbox.Slack.Messages.Single();
        posted.Key.ShouldBe("card");
        posted.Message.UnfurlLinks.ShouldBe(false);
        System.Text.Json.JsonSerializer.Serialize(posted.Message.Blocks, StoreJson.Options)
            .ShouldBe(System.Text.Json.JsonSerializer.Serialize(message.Blocks, StoreJson.Options));
    }

    [SkippableTheory, EveryEngine]
    public async Task Updates_that_wait_become_one(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "0"));
        await outbox.Settle();
        await outbox.Crash();

        for (var i = 1; i <= 20; i++)
        {
            await outbox.Save(new Commit().Show("a", "psirt", $"{i}"));
        }

        await outbox.Start();
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["20"]);
        outbox.Slack.Calls.Count(c => c.Method == "chat.update").ShouldBe(1);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_changes_while_it_is_posted_is_updated_after(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        var posting = new TaskCompletionSource();
        var saved = new TaskCompletionSource();
        outbox.Slack.Fates = method =>
        {
            if (method == "chat.postMessage")
            {
                posting.TrySetResult();
                saved.Task.Wait(TimeSpan.FromMinutes(2)).ShouldBeTrue();
            }

            return Fate.Works;
        };
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "old"));
        await posting.Task;
        await outbox.Save(new Commit().Show("a", "psirt", "new"));
        saved.SetResult();

        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["new"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task Replies_stand_under_their_message_whichever_came_first(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Save(new Commit().Show("early", "psirt", "early reply", under: "root"));
        await outbox.Save(new Commit().Show("root", "psirt", "root").Show("reply", "elsewhere", "reply", under: "root"));
        await outbox.Save(new Commit().Show("bare", "psirt", new Message { Text = "to a person's message", ThreadTs = "77.7" }));
        await outbox.Start();
        await outbox.Settle();

        var root = outbox.Slack.Messages[0];
        outbox.Slack.Texts("C1").ShouldBe(["root", $"{root.Ts}> early reply", $"{root.Ts}> reply", "77.7> to a person's message"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_reply_asked_for_before_its_message_and_elsewhere_waits_for_it(string engine)
    {
        await using var outbox = new OutboxHarness(engine, OutboxHarness.Fast with { Interval = TimeSpan.FromMilliseconds(50) });
        await outbox.Save(new Commit().Show("reply", "thanks", "reply", under: "root").Effect(new Pin("root")));
        await outbox.Save(new Commit().Show("first", "psirt", "first").Show("root", "psirt", "root"));
        await outbox.Start();
        await outbox.Settle();

        var root = outbox.Slack.Messages.Single(m => m.Key == "root");
        outbox.Slack.Texts("C1").ShouldBe(["first", "root", $"{root.Ts}> reply"]);
        outbox.Slack.Texts("C2").ShouldBeEmpty();
        root.Marks.ShouldBe(["pin"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_message_that_a_person_deleted_is_posted_anew_when_it_changes(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "psirt", "a"));
        await outbox.Settle();
        outbox.Slack.DeleteByHand(outbox.Slack.Messages.Single().Ts);

        await outbox.Save(new Commit().Show("a", "psirt", "a2"));
        await outbox.Settle();
        outbox.Slack.Texts("C1").ShouldBe(["a2"]);
    }

    [SkippableTheory, EveryEngine]
    public async Task Effects_happen_once(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Start();
        for (var i = 0; i < 2; i++)
        {
            await outbox.Save(new Commit()
                .Show("card", "psirt", "card")
                .Effect(new Pin("card"))
                .Effect(new FetchPermalink("card"))
                .Effect(new AddBookmark("link", "psirt", "Release", "https://example.test/", Classification.Internal))
                .Effect(new Respond(
                    "answer", "https://hooks.test/1", "U9", new ResponseMessage { Message = "done" }, outbox.Time.Now().AddMinutes(30),
                    Classification.Internal)));
            await outbox.Settle();
        }

        outbox.Slack.Messages.Single().Marks.ShouldBe(["pin"]);
        outbox.Slack.Told.Order().ShouldBe(["bookmark C1: Release https://example.test/", "https://hooks.test/1: done"]);
        var ts = outbox.Slack.Messages.Single().Ts;
        (await outbox.Store.Shown("card")).ShouldBe(new SecurityReleaseChatOps.Store.PostedMessage("card", "C1", ts, $"https://slack.test/C1/{ts}"));
        (await outbox.Health.Read()).Failed.ShouldBe(0);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_home_is_rendered_when_it_is_sent_as_often_as_asked(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Save(new Commit().Effect(new PublishHome("U1")).Effect(new PublishHome("UNONE")));
        await outbox.Save(new Commit().Effect(new PublishHome("U1")));
        await outbox.Start();
        await outbox.Settle();
        // Two waiting entries become one call.
        outbox.Slack.Told.ShouldBe(["home U1: rendering 1"]);

        await outbox.Save(new Commit().Effect(new PublishHome("U1")));
        await outbox.Settle();
        outbox.Slack.Told.Last().ShouldBe("home U1: rendering 2");
    }

    [SkippableTheory, EveryEngine]
    public async Task A_person_gets_a_direct_message_opened_once(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        await outbox.Start();
        await outbox.Save(new Commit().Show("a", "U042", "hello"));
        await outbox.Settle();
        await outbox.Save(new Commit().Show("b", "U042", "again"));
        await outbox.Settle();

        outbox.Slack.Texts("D042").ShouldBe(["hello", "again"]);
        outbox.Slack.Calls.Count(c => c.Method == "conversations.open").ShouldBe(1);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_channel_keeps_its_pace_after_a_burst_and_no_other_waits_for_it(string engine)
    {
        var interval = TimeSpan.FromMilliseconds(100);
        await using var outbox = new OutboxHarness(engine, OutboxHarness.Fast with { Interval = interval, Burst = 2 });
        var commit = new Commit();
        for (var i = 0; i < 6; i++)
        {
            commit.Show($"m{i}", "psirt", $"{i}");
        }

        await outbox.Save(commit.Show("other", "thanks", "other"));
        var start = Stopwatch.GetTimestamp();
        await outbox.Start();
        await outbox.Settle();

        var posts = outbox.Slack.Calls.Where(c => c.Method == "chat.postMessage").ToList();
        // Six calls with a burst of two take four intervals; the timer may be a millisecond early.
        Stopwatch.GetElapsedTime(start, posts.Last(c => c.Place == "C1").At).ShouldBeGreaterThan((interval * 4) - TimeSpan.FromMilliseconds(5));
        posts.FindIndex(c => c.Place == "C2").ShouldBeLessThan(posts.Count - 1);
    }

    [SkippableTheory, EveryEngine]
    public async Task An_answer_whose_time_is_over_is_not_sent(string engine)
    {
        await using var outbox = new OutboxHarness(engine);
        outbox.Slack.Refusals[("response_url", "https://hooks.test/used")] = "used_url";
        await outbox.Save(new Commit()
            .Effect(new Respond(
                "late", "https://hooks.test/late", "U9", new ResponseMessage { Message = "late" }, outbox.Time.Now(), Classification.Internal))
            .Effect(new Respond(
                "used", "https://hooks.test/used", "U9", new ResponseMessage { Message = "used" }, outbox.Time.Now().AddMinutes(1),
                Classification.Internal)));
        await outbox.Start();
        await outbox.Settle();

        outbox.Slack.Told.ShouldBeEmpty();
        (await outbox.Health.Read()).Words.ShouldBeEmpty();
    }

    [SkippableTheory, EveryEngine]
    public async Task What_is_wished_after_a_restart_has_a_place_behind_all_that_was_delivered(string engine)
    {
        using var database = new TestDatabase(engine);
        using (var store = database.Open())
        {
            await store.Commit(new Commit().Show("a", "psirt", "a").Show("b", "psirt", "b"));
            foreach (var key in new[] { "a", "b" })
                (await store.Write([new CommitStep.Stands(key, 1, "C1", key + ".0")], default)).ShouldBeNull();
        }
        using (var store = database.Open())
            await store.Commit(new Commit().Show("c", "psirt", "c"));

        using var tables = new PlainDatabase(database.Options).Tables(write: false);
        var place = tables.Columns("outbox").ToList().IndexOf("seq");
        tables.Rows("outbox").Select(row => Convert.ToInt64(row[place], CultureInfo.InvariantCulture)).Order().ShouldBe([1, 2, 3]);
    }
}
