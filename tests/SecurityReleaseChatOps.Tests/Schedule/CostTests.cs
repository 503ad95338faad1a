using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Schedule;

/// <summary>What a look at all due work asks of the database.</summary>
public sealed class CostTests
{
    private static readonly DocumentKind<JsonObject> Said = new("checklist-said");

    [Fact]
    public async Task With_five_hundred_releases_behind_it_costs_what_it_does_with_none()
    {
        await using var day = await TestDay.Start();
        await day.LooksOnlyWhenTold();
        await day.StartsRelease();
        await day.Settles();
        var without = await Look(day);
        without.ShouldBeLessThan(100);

        await Behind(day, 500);
        await day.Settles();
        (await Look(day)).ShouldBe(without);
        var store = day.Services.GetRequiredService<DocumentStore>();
        (await store.All(ReleaseStore.Kind)).Count(release => release.Value.OverAt is not null).ShouldBe(500);
        (await store.All(Said)).ShouldAllBe(said => said.Id.Contains("R1/"), "what was said once of a release goes with it");
        (await store.Versions(Said)).Count.ShouldBeLessThan(100, "and leaves nothing behind");
    }

    [Fact]
    public async Task A_sent_ping_more_asks_nothing_more()
    {
        await using var day = await TestDay.Start();
        await day.LooksOnlyWhenTold();
        await day.StartsRelease();
        await Pings(day.Services.GetRequiredService<DocumentStore>(), "R1", 1);
        await day.Settles();
        var one = await Look(day);
        await Pings(day.Services.GetRequiredService<DocumentStore>(), "R1", 40, from: 2);
        await day.Settles();
        (await Look(day)).ShouldBe(one);
    }

    /// <summary>The queries of one look; the least of several, since the outbox may ask something meanwhile.</summary>
    private static async Task<long> Look(TestDay day)
    {
        var store = day.Services.GetRequiredService<DocumentStore>();
        var (now, least) = (day.Services.GetRequiredService<TimeProvider>().GetUtcNow(), long.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            var before = store.Reads;
            foreach (var job in day.Services.GetKeyedServices<IDueJob>(KeyedService.AnyKey))
                await job.Look(now, default);
            least = Math.Min(least, store.Reads - before);
        }
        return least;
    }

    /// <summary>Releases of the last years: closed, each with its checklist, what was told, and what was said once.</summary>
    private static async Task Behind(TestDay day, int count)
    {
        var store = day.Services.GetRequiredService<DocumentStore>();
        var now = (await store.Get(ReleaseStore.Kind, "R1"))!.Value;
        var checklist = (await store.Get(new DocumentKind<JsonObject>("checklist"), "R1"))!.Value;
        foreach (var i in Enumerable.Range(0, count))
        {
            var (id, published) = ($"R{1000 + i}", now.CreatedAt.AddDays(-60 - i));
            var release = now
                with
            {
                Id = id,
                State = ReleaseState.Closed,
                CreatedAt = published.AddDays(-3),
                PublishedAt = published,
                Changed = new("U03", published.AddHours(2))
            };
            var commit = new Commit()
                .Put(ReleaseStore.Kind, id, release, 0)
                .Put(new DocumentKind<JsonObject>("checklist"), id, checklist, 0);
            var said = new[] { DeadlinesJob.FollowUpKey(release)!, $"{id}/bookmark", $"{id}/fix-deadline/1", $"{Reminders.Keys(id)}post/1",
                $"checklist-overdue/U03/{published:yyyy-MM-dd}" };
            foreach (var key in said)
                commit.Put(Said, key, new() { ["at"] = published }, 0);
            (await store.Commit(commit)).ShouldBe(CommitResult.Saved);
            await Pings(store, id, 3);
        }
    }

    private static async Task Pings(DocumentStore store, string release, int count, int from = 1)
    {
        var commit = new Commit();
        foreach (var i in Enumerable.Range(from, count))
        {
            var at = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
            var ping = new Ping
            {
                Id = $"{release}/own-{i}", Release = release, Audience = Audience.Legal, Text = "Words", By = "U03", WrittenAt = at,
                SentAt = at, Posted = true, Answers = [new(AnswerKind.Acknowledged, "U12", at)]
            };
            commit.Put(new DocumentKind<Ping>("ping"), ping.Id, ping, 0);
        }
        (await store.Commit(commit)).ShouldBe(CommitResult.Saved);
    }
}
