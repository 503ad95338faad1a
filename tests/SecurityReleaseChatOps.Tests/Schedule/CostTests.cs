using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Schedule;

/// <summary>How many database queries a look at all due work takes.</summary>
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

    /// <summary>The past is larger than the document cache, so code that still went through it would have to query the database.</summary>
    [Fact]
    public async Task After_ten_years_of_rotation_its_answers_ask_and_hold_what_they_did_before()
    {
        await using var day = await TestDay.Start();
        await day.LooksOnlyWhenTold();
        await day.StartsRelease();
        var grace = day.As("grace");
        await grace.Clicks("Accept", (await grace.Asks("/rotation plan"))!);
        await day.Settles();
        var reader = day.Services.GetRequiredService<RotationReader>();
        var (asked, held) = (await Answers(day), await reader.Read(default));

        await Decade(day);
        await day.Settles();
        (await Answers(day)).ShouldBe(asked);
        var read = await reader.Read(default);
        (read.Shifts.Count, read.Releases.Count, read.Absences.Count, read.Covers.Count).ShouldBe(
            (held.Shifts.Count, held.Releases.Count, held.Absences.Count, held.Covers.Count));
        read.ShouldBeSameAs(await reader.Read(default), "nothing changed");
        (await reader.Whole(default)).Shifts.Count.ShouldBe(held.Shifts.Count + 240, "a file of it has all");
    }

    /// <summary>The queries of each answer; the minimum of several runs.</summary>
    private static async Task<IReadOnlyList<string>> Answers(TestDay day)
    {
        var (store, all) = (day.Services.GetRequiredService<DocumentStore>(), new List<string>());
        foreach (var line in new[] { "", "calendar", "who", "load", "plan", "plan anew", "swap", "cover", "away", "home" })
        {
            var least = long.MaxValue;
            for (var i = 0; i < 4; i++)
            {
                var before = store.Reads;
                if (line == "home")
                    await day.As("grace").Home();
                else
                    await day.As("grace").Runs($"/rotation {line}".TrimEnd());
                least = Math.Min(least, store.Reads - before);
                await day.Settles();
            }
            all.Add($"{line}: {least}");
        }
        return all;
    }

    /// <summary>Two releases a month for ten years, up to two years ago: closed, each with its shift, a cover and a week off.</summary>
    private static async Task Decade(TestDay day)
    {
        var store = day.Services.GetRequiredService<DocumentStore>();
        var now = (await store.Get(ReleaseStore.Kind, "R1"))!.Value;
        foreach (var i in Enumerable.Range(0, 240))
        {
            var date = now.DueDate.AddDays(-730 - (15 * i));
            var shift = Shift.Of("patch", date) with { Primary = "U03", Secondary = "U05" };
            var over = date.AtUtc(new(16, 0));
            var (from, until) = (LocalDate.FromDateOnly(date).AtMidnight(), LocalDate.FromDateOnly(date.AddDays(7)).AtMidnight());
            var cover = new Cover($"U03/{i}", "U03", "U04", over.AddDays(-1), over) { IsOver = true };
            var release = now with
            {
                Id = $"R{1000 + i}",
                Versions = [$"8.{i}.1"],
                DueDate = date,
                Shift = shift.Id,
                State = ReleaseState.Closed,
                CreatedAt = over.AddDays(-3),
                PublishedAt = over,
                OverAt = over.AddDays(8),
                Changed = new("U03", over, new string('x', 80_000)),
            };
            var commit = new Commit()
                .Put(ReleaseStore.Kind, release.Id, release, 0)
                .Put(new DocumentKind<Shift>("shift"), shift.Id, shift, 0)
                .Put(new DocumentKind<Absence>("absence"), AbsenceStore.Id("U04", from), new(AbsenceStore.Id("U04", from), "U04", from, until, null), 0)
                .Put(new DocumentKind<Cover>("cover"), cover.Id, cover, 0);
            (await store.Commit(commit)).ShouldBe(CommitResult.Saved);
        }
    }

    /// <summary>The queries of one look; the minimum of several runs, since the outbox may query in between.</summary>
    private static async Task<long> Look(TestDay day)
    {
        var store = day.Services.GetRequiredService<DocumentStore>();
        var (now, least) = (day.Services.GetRequiredService<TimeProvider>().Now(), long.MaxValue);
        for (var i = 0; i < 5; i++)
        {
            var before = store.Reads;
            foreach (var job in day.Services.GetKeyedServices<IDueJob>(KeyedService.AnyKey))
                await job.Look(now, default);
            least = Math.Min(least, store.Reads - before);
        }
        return least;
    }

    /// <summary>Closed releases of the last years, each with its checklist, announcements and one-time notices.</summary>
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
                commit.Put(Said, key, new() { ["at"] = published.ToDateTimeOffset() }, 0);
            (await store.Commit(commit)).ShouldBe(CommitResult.Saved);
            await Pings(store, id, 3);
        }
    }

    private static async Task Pings(DocumentStore store, string release, int count, int from = 1)
    {
        var commit = new Commit();
        foreach (var i in Enumerable.Range(from, count))
        {
            var at = Instant.FromUtc(2026, 11, 20, 9, 0);
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
