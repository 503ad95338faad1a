using System.Collections.Concurrent;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>The store sends nothing its guard refuses, whether when saved or when sent.</summary>
public sealed class EmbargoTests
{
    private const string No = "R1 is not published.";
    private static readonly DocumentKind<string> Notes = new("note");
    private static readonly Classification About = Classification.Embargoed("R1");

    public static IEnumerable<object[]> EnginesAndTellings { get; } =
        [.. from engine in new[] { "Sqlite",
            "Postgres" } from telling in new[] { "message", "reply", "answer", "bookmark", "file" } select new object[] { engine, telling }];

    [SkippableTheory, MemberData(nameof(EnginesAndTellings))]
    public async Task A_commit_that_is_refused_changes_nothing(string engine, string telling)
    {
        await using var outbox = new OutboxHarness(engine) { Embargo = told => told.About == About ? No : null };
        await outbox.Save(new Commit().Show("root", "psirt", "root"));
        await outbox.Start();
        await outbox.Settle();
        var commit = Telling(telling, outbox).Put(Notes, "a", "saved", 0).Show("b", "psirt", "other").Audit("U1", "tried", "a");

        (await outbox.Store.Commit(commit.SeenAs("delivery"))).ShouldBe(CommitResult.Refused);
        commit.Refusal.ShouldBe(No);
        await outbox.Settle();

        (await outbox.Store.Get(Notes, "a")).ShouldBeNull();
        (await outbox.Store.HasSeen("delivery")).ShouldBeFalse();
        (await outbox.Store.Audit("a")).ShouldBeEmpty();
        (await new OutboxTable(outbox.Store).Find("k", default)).ShouldBeNull();
        outbox.Slack.Messages.Count.ShouldBe(1);
        outbox.Slack.Told.ShouldBeEmpty();
        (await outbox.Health.Read()).Words.ShouldBeEmpty("the person was told");
    }

    [SkippableTheory, EveryEngine]
    public async Task Whoever_asked_is_told_why_and_the_words_are_no_fault(string engine)
    {
        await using var outbox = new OutboxHarness(engine) { Embargo = _ => No };
        var decisions = 0;
        var refusal = await Should.ThrowAsync<RefusalException>(() => outbox.Store.Run("delivery", _ =>
        {
            decisions++;
            return Task.FromResult<(Commit?, string)>((new Commit().Show("k", "thanks", "text", About), "done"));
        }, "seen"));
        refusal.Message.ShouldBe(No);
        decisions.ShouldBe(1, "deciding again would be refused again");
    }

    [SkippableTheory, EveryEngine]
    public async Task What_a_job_could_not_tell_is_named_for_as_long_as_it_tries(string engine)
    {
        await using var outbox = new OutboxHarness(engine) { Embargo = _ => No };
        (await outbox.Store.Commit(new Commit().Show("k", "thanks", "text", About))).ShouldBe(CommitResult.Refused);
        (await outbox.Health.Read()).Words.ShouldBe([$"Held back: {No}"]);
        outbox.Time.Advance(TimeSpan.FromMinutes(6));
        (await outbox.Health.Read()).Words.ShouldBeEmpty();
    }

    [SkippableTheory, MemberData(nameof(EnginesAndTellings))]
    public async Task What_must_not_be_told_any_more_is_not_sent_and_named_until_it_may(string engine, string telling)
    {
        var asked = new List<Outgoing>();
        await using var outbox = new OutboxHarness(engine);
        await outbox.Save(new Commit().Show("root", "psirt", "root"));
        await outbox.Save(Telling(telling, outbox));
        outbox.Embargo = told =>
        {
            asked.Add(told);
            return told.About == About ? No : null;
        };
        await outbox.Start();
        await outbox.Settle();

        outbox.Slack.Texts("C1").ShouldBe(["root"]);
        outbox.Slack.Told.ShouldBeEmpty();
        (await outbox.Health.Read()).Words.ShouldHaveSingleItem().ShouldEndWith(No);
        asked.Where(told => told.About == About).ShouldAllBe(told => told.IsLast && told.Reader == (telling == "answer" ? "U9" : "C1"));

        outbox.Embargo = _ => null;
        await outbox.Health.RetryFailed();
        await outbox.Settle();
        (outbox.Slack.Messages.Count + outbox.Slack.Told.Count).ShouldBe(2);
    }

    [SkippableTheory, EveryEngine]
    public async Task A_home_and_a_direct_message_are_judged_by_their_person_and_an_update_again(string engine)
    {
        var last = new ConcurrentQueue<(string Reader, Classification About)>(); // channels are checked concurrently
        await using var outbox = new OutboxHarness(engine);
        outbox.Embargo = told =>
        {
            if (told.IsLast)
                last.Enqueue((told.Reader, told.About));
            return null;
        };
        await outbox.Save(new Commit().Show("dm", "U042", "one", About).Effect(new PublishHome("U7")));
        await outbox.Start();
        await outbox.Settle();
        await outbox.Save(new Commit().Show("dm", "U042", "two", Classification.Public("R2")));
        await outbox.Settle();
        last.ShouldBe([("U042", About), ("U7", Classification.Internal), ("U042", Classification.Public("R2"))], ignoreOrder: true);

        outbox.Embargo = told => told.IsLast && told.Reader == "U7" ? No : null;
        await outbox.Save(new Commit().Effect(new PublishHome("U7")));
        await outbox.Settle();
        outbox.Slack.Told.Count(told => told.StartsWith("home U7", StringComparison.Ordinal)).ShouldBe(1);
        (await outbox.Health.Read()).Failed.ShouldBe(1);
    }

    [SkippableTheory, EveryEngine]
    public async Task What_it_is_about_may_change_without_a_call_to_slack(string engine)
    {
        var last = new List<Classification>();
        await using var outbox = new OutboxHarness(engine);
        outbox.Embargo = told =>
        {
            if (told.IsLast)
                last.Add(told.About);
            return null;
        };
        await outbox.Save(new Commit().Show("a", "psirt", "text", Classification.Internal));
        await outbox.Save(new Commit().Show("a", "psirt", "text", About));
        await outbox.Start();
        await outbox.Settle();
        last.ShouldBe([About], "of what waits the last word counts");

        await outbox.Save(new Commit().Show("a", "psirt", "text", Classification.Internal));
        await outbox.Settle();
        outbox.Slack.Calls.Count(call => call.Method is "chat.postMessage" or "chat.update").ShouldBe(1);
    }

    [SkippableTheory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task What_waits_from_an_older_version_is_the_teams_own_talk(string engine)
    {
        var last = new List<Classification>();
        await using var outbox = new OutboxHarness(engine);
        await outbox.Save(new Commit().Show("a", "psirt", "text", About));
        using (var session = ((SqlEngine)outbox.Store.Engine).Connect())
            session.Execute("UPDATE outbox SET about = NULL");
        outbox.Embargo = told =>
        {
            last.Add(told.About);
            return null;
        };
        await outbox.Start();
        await outbox.Settle();
        last.ShouldBe([Classification.Internal]);
        outbox.Slack.Texts("C1").ShouldBe(["text"]);
    }

    private static Commit Telling(string telling, OutboxHarness outbox) => telling switch
    {
        "message" => new Commit().Show("k", "psirt", "text", About),
        "reply" => new Commit().Show("k", "elsewhere", "text", About, "root"),
        "answer" =>
            new Commit().Effect(new Respond("k", "https://hooks.test/1", "U9", new() { Message = "text" }, outbox.Time.Now().AddMinutes(30), About)),
        "file" => new Commit().Effect(new GiveFile("text", "psirt", "text", "text", About)),
        _ => new Commit().Effect(new AddBookmark("k", "psirt", "text", "https://example.test/", About)),
    };
}
